"""First steps of the prestador's portal."""

from __future__ import annotations

from guiche.acesso import permissions as acesso
from guiche.acesso.selectors.relacionamentos import vinculos_do_prestador
from guiche.cadastro import permissions as cadastro
from guiche.cadastro.selectors.prestadores import falta_no_cadastro
from guiche.comunicacao import permissions as comunicacao
from guiche.faturamento import permissions as faturamento
from guiche.faturamento.selectors.lotes import lotes
from guiche.nucleo.relogio import hoje
from guiche.portais.componentes.passos import Cartao, Passo, registrar

registrar(
    "prestador",
    Passo(
        "Complete o seu cadastro",
        "A página diz o que falta e em que cada dado é usado.",
        "prestador:cadastro",
        lambda ator, fatos: not falta_no_cadastro(ator.vinculo.prestador, hoje()),
        cadastro.PROPRIO_VER,
    ),
    Passo(
        "Envie o primeiro lote",
        "Antes do envio, a conferência aponta o que seria glosado.",
        "prestador:conferencias",
        lambda ator, fatos: lotes(ator).exists(),
        faturamento.LOTE_CONFERIR,
    ),
    Passo(
        "Dê acesso a quem trabalha com você",
        "Cada pessoa entra com a própria conta, só com os papéis que você der.",
        "prestador:relacionamentos",
        lambda ator, fatos: vinculos_do_prestador(ator).exclude(usuario_id=ator.usuario.pk).exists(),
        acesso.RELACIONAMENTO_GERIR,
    ),
    Cartao(
        "Seu cadastro",
        "Sempre atualizado: veja o que falta e peça mudanças.",
        "prestador:cadastro",
        "predio",
        cadastro.PROPRIO_VER,
    ),
    Cartao(
        "Relacionamentos",
        "Conecte quem trabalha com você, com prazo e papéis.",
        "prestador:relacionamentos",
        "usuarios",
        acesso.RELACIONAMENTO_VER,
    ),
    Cartao(
        "Informativos",
        "Alertas, informativos e documentos da operadora.",
        "prestador:informativos",
        "megafone",
        comunicacao.INFORMATIVO_LER,
    ),
)
