"""Addresses of the beneficiário's portal that letters carry."""

from __future__ import annotations

from django.urls import reverse

from guiche.acesso.enderecos import registrar

registrar("familia", lambda _: reverse("beneficiario:familia"))
