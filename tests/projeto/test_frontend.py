"""The style sheet that pages load has every rule they can use, and little else."""

from __future__ import annotations

import pytest

from ferramentas.frontend import enxuto

PAGINA = '<a class="btn btn-{{ estilo }} gc-x"><span class="w-1/2">{% if a %}modal-open{% endif %}</span></a>'


@pytest.mark.parametrize(
    ("regra", "fica"),
    [
        (".btn{color:red}", ".btn{color:red}"),
        (".btn-primary:hover,.card{color:red}", ".btn-primary:hover{color:red}"),
        (".card{color:red}", ""),
        (".btn .card{color:red}", ""),
        (".btn:not(.card,.badge){color:red}", ".btn:not(.card,.badge){color:red}"),
        (":is(.card,.btn) a{color:red}", ":is(.card,.btn) a{color:red}"),
        ("a,h1{margin:0}", "a,h1{margin:0}"),
        ('@charset "UTF-8";.btn{a:b}', '@charset "UTF-8";.btn{a:b}'),
        ("@media (min-width:1px){.card{a:b}.btn{a:b}}", "@media (min-width:1px){.btn{a:b}}"),
        ("@media print{.card{a:b}}", ""),
        ("@keyframes card{0%{a:b}to{a:c}}", "@keyframes card{0%{a:b}to{a:c}}"),
        ('.btn::after{content:"}{.card"}', '.btn::after{content:"}{.card"}'),
    ],
)
def test_ficam_as_regras_que_podem_casar_com_a_pagina(regra: str, fica: str) -> None:
    assert enxuto(regra, PAGINA) == fica
