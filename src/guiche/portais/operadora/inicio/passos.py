"""What the operadora's portal offers to whoever arrives."""

from __future__ import annotations

from guiche.acesso import permissions as acesso
from guiche.acesso.selectors.equipe import equipe
from guiche.acesso.selectors.termos import termos
from guiche.cadastro import permissions as cadastro
from guiche.portais.componentes.passos import Cartao, Passo, registrar

registrar(
    "operadora",
    Passo(
        "Publique os termos de uso",
        "Enquanto não há termo, as pessoas entram sem aceitar nenhum.",
        "operadora:termos",
        lambda ator, fatos: termos(ator).exists(),
        acesso.TERMO_PUBLICAR,
    ),
    Passo(
        "Convide a equipe",
        "Cada pessoa com a própria conta, o próprio perfil e um segundo passo na entrada.",
        "operadora:equipe",
        lambda ator, fatos: equipe(ator).exclude(usuario_id=ator.usuario.pk).exists(),
        acesso.EQUIPE_MUDAR,
    ),
    Cartao(
        "Prestadores",
        "Cadastro, contrato e lotes de cada um.",
        "operadora:prestadores",
        "hospital",
        cadastro.PRESTADOR_VER,
    ),
    Cartao("Auditoria", "Quem fez o quê, quando e por quem.", "operadora:auditoria", "historico", acesso.EVENTOS_VER),
)
