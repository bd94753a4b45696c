"""Fields keep what was typed, accept masks, and say how to fix an error."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from guiche.nucleo.competencia import Competencia
from guiche.nucleo.identificadores import formatar_telefone
from guiche.portais.componentes.formularios import (
    CampoArquivos,
    CampoCompetencia,
    CampoData,
    CampoDinheiro,
    CampoDocumento,
    CampoEmail,
    CampoTelefone,
    ler_decimal,
)
from guiche.portais.componentes.paginas import eh_parcial, responder_formulario
from tests.portais.componentes import Formulario, desenhar

pytestmark = pytest.mark.usefixtures("estaticos_simples")


def test_campo_liga_rotulo_ajuda_e_erro_ao_controle() -> None:
    form = Formulario({"cpf": "123", "lado": "d"})
    html = desenhar('{% campo f.cpf autocomplete="username" %}', f=form)
    assert '<label class="form-label" for="id_cpf">CPF</label>' in html
    assert 'aria-describedby="id_cpf-erro id_cpf-ajuda"' in html
    assert 'aria-invalid="true"' in html
    assert 'autocomplete="username"' in html
    assert 'value="123"' in html
    assert 'id="id_cpf-erro"' in html
    assert "Faltam 8 números. O CPF tem 11." in html


def test_campo_opcional_diz_se_quiser() -> None:
    assert "(se quiser)" in desenhar("{% campo f.valor %}", f=Formulario())
    assert "(se quiser)" not in desenhar("{% campo f.valor diz_opcional=False %}", f=Formulario())


def test_campo_de_cada_forma() -> None:
    form = Formulario()
    assert '<legend class="form-label">Lado</legend>' in desenhar("{% campo f.lado %}", f=form)
    assert 'class="form-check-input"' in desenhar("{% campo f.lado %}", f=form)
    assert '<label class="form-check mb-0" for="id_aceito">' in desenhar("{% campo f.aceito %}", f=form)
    envio = desenhar("{% campo f.arquivos %}", f=form)
    assert "data-envio" in envio
    assert " multiple" in envio


def test_erros_contam_e_apontam_os_campos() -> None:
    html = desenhar("{% erros f %}", f=Formulario({"cpf": "", "lado": ""}))
    assert "2 campos precisam de você" in html
    assert '<a href="#id_cpf">CPF</a> e <a href="#id_lado_0">Lado</a>' in html
    assert desenhar("{% erros f %}", f=Formulario()).strip() == ""


@pytest.mark.parametrize(
    ("escrito", "lido"),
    [
        ("1.280,00", "1280.00"),
        ("R$ 1280,5", "1280.5"),
        ("1280.50", "1280.50"),
        ("1.280", "1280"),
        ("1.280.000", "1280000"),
        ("-12,3", "-12.3"),
    ],
)
def test_ler_decimal_aceita_com_e_sem_mascara(escrito: str, lido: str) -> None:
    assert ler_decimal(escrito) == Decimal(lido)


@pytest.mark.parametrize("escrito", ["abc", "1,2,3", "nan", ""])
def test_ler_decimal_recusa_o_que_nao_e_numero(escrito: str) -> None:
    with pytest.raises(ValueError, match="not a number"):
        ler_decimal(escrito)


def test_campo_dinheiro_volta_como_foi_escrito() -> None:
    assert CampoDinheiro().clean("R$ 1.280,00") == Decimal("1280.00")
    assert CampoDinheiro().prepare_value(Decimal("1280")) == "1.280,00"
    assert CampoDinheiro().prepare_value("12x") == "12x"
    with pytest.raises(ValidationError, match="no máximo dois números"):
        CampoDinheiro().clean("1,234")


def test_campo_data_aceita_o_costume_e_guarda_o_erro() -> None:
    class F(forms.Form):
        dia = CampoData()

    assert CampoData().clean("23/11/2026") == date(2026, 11, 23)
    assert 'type="date" name="dia" value="2026-11-23"' in str(F({"dia": "23/11/2026"})["dia"])
    assert 'type="text" name="dia" value="31/11/2026"' in str(F({"dia": "31/11/2026"})["dia"])


def test_campo_competencia() -> None:
    assert CampoCompetencia().clean("11/2026") == Competencia(2026, 11)
    assert CampoCompetencia(required=False).clean("") is None
    with pytest.raises(ValidationError, match="mês e ano"):
        CampoCompetencia().clean("13/2026")


@pytest.mark.parametrize(
    ("escrito", "mensagem"),
    [
        ("123.456.789-0", "Falta 1 número. O CPF tem 11."),
        ("111.111.111-11", "Este CPF não existe: confira os números digitados."),
        ("12.345.678/0001", "Faltam 2 caracteres. O CNPJ tem 14."),
        ("123456789012345", "Sobra 1 caractere. O CNPJ tem 14."),
    ],
)
def test_campo_documento_diz_como_consertar(escrito: str, mensagem: str) -> None:
    with pytest.raises(ValidationError) as erro:
        CampoDocumento().clean(escrito)
    assert erro.value.messages == [mensagem]


def test_campo_documento_guarda_sem_mascara() -> None:
    assert CampoDocumento().clean("529.982.247-25") == "52998224725"
    assert CampoDocumento().clean("12.abc.345/01de-35") == "12ABC34501DE35"


def test_campo_arquivos_recebe_varios_e_diz_o_limite() -> None:
    campo = CampoArquivos(limite=1000)
    pequenos = [SimpleUploadedFile("a.pdf", b"1"), SimpleUploadedFile("b.pdf", b"2")]
    assert [a.name for a in campo.clean(pequenos)] == ["a.pdf", "b.pdf"]
    assert CampoArquivos(required=False).clean([]) == []
    with pytest.raises(ValidationError, match=r"c\.pdf tem 2 kB; o limite é 1 kB\."):
        campo.clean([SimpleUploadedFile("c.pdf", b"x" * 2000)])


def test_formulario_recusado_volta_422(settings: Any) -> None:
    settings.TEMPLATES = [
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "OPTIONS": {"loaders": [("django.template.loaders.locmem.Loader", {"f.html": "{{ form.errors|length }}"})]},
        }
    ]
    pedido = RequestFactory().get("/", headers={"HX-Request-Type": "partial"})
    assert eh_parcial(pedido)
    assert responder_formulario(pedido, "f.html", Formulario({"cpf": ""})).status_code == 422
    assert responder_formulario(pedido, "f.html", Formulario()).status_code == 200


@pytest.mark.parametrize(
    ("escrito", "guardado"),
    [("(67) 99999-8888", "67999998888"), ("67 3333 4444", "6733334444"), ("", "")],
)
def test_campo_telefone_guarda_so_os_numeros(escrito: str, guardado: str) -> None:
    assert CampoTelefone(required=False).clean(escrito) == guardado
    assert CampoTelefone().prepare_value(guardado) == ("" if not guardado else formatar_telefone(guardado))


@pytest.mark.parametrize("escrito", ["99999-8888", "ramal 4", "67 99999 88887"])
def test_campo_telefone_pede_o_ddd(escrito: str) -> None:
    with pytest.raises(ValidationError, match="Escreva o telefone com DDD"):
        CampoTelefone().clean(escrito)


def test_campo_email_nao_passa_do_que_as_tabelas_guardam() -> None:
    endereco = f"{'a' * 60}@{'b' * 60}.{'c' * 60}.{'d' * 60}.{'e' * 7}.br"
    assert (len(endereco), CampoEmail().clean(endereco)) == (254, endereco)
    with pytest.raises(ValidationError) as longo:
        CampoEmail().clean(f"a{endereco}")
    assert longo.value.messages == ["O e-mail tem no máximo 254 caracteres."]
    with pytest.raises(ValidationError, match="Escreva um e-mail completo"):
        CampoEmail().clean("nome@")
    assert CampoEmail(autocomplete="off").widget.attrs == {
        "autocomplete": "off",
        "spellcheck": "false",
        "maxlength": "254",
    }
