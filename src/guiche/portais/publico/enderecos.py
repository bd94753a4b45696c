"""Addresses of the public pages that letters lead to."""

from __future__ import annotations

from django.urls import reverse

from guiche.acesso import enderecos

enderecos.registrar("convite", lambda segredo: reverse("publico:convite", args=[segredo]))
enderecos.registrar("senha.trocar", lambda segredo: reverse("publico:nova_senha", args=[segredo]))
enderecos.registrar("senha.definir", lambda segredo: reverse("publico:primeira_senha", args=[segredo]))
enderecos.registrar("senha.esquecida", lambda _: reverse("publico:esqueci"))
enderecos.registrar("entrar", lambda _: reverse("publico:entrar"))
enderecos.registrar("registro", lambda segredo: reverse("publico:registro", args=[segredo]))
for _tipo in ("credenciamento", "representante", "equipe"):
    enderecos.registrar(f"convite:{_tipo}", lambda segredo: reverse("publico:registro_do_convite", args=[segredo]))
