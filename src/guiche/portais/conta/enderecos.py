"""Addresses of the account that letters lead to."""

from __future__ import annotations

from django.urls import reverse

from guiche.acesso import enderecos

enderecos.registrar("relacionamentos", lambda _: reverse("conta:relacionamentos"))
enderecos.registrar("email.confirmar", lambda segredo: reverse("conta:confirmar_email", args=[segredo]))
enderecos.registrar("email.contestar", lambda segredo: reverse("conta:contestar_email", args=[segredo]))
enderecos.registrar("relatorio.abrir", lambda assinatura: reverse("conta:abrir_relatorio", args=[assinatura]))
enderecos.registrar("relatorio.sair", lambda segredo: reverse("conta:sair_do_relatorio", args=[segredo]))
enderecos.registrar("solicitacoes", lambda _: reverse("conta:solicitacoes"))
