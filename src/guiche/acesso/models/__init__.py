"""Who enters and for whom they act: people, vínculos, invitations, requests, terms and credentials."""

from guiche.acesso.models.chaves import Chave
from guiche.acesso.models.credenciais import CredencialWs
from guiche.acesso.models.familia import ConsentimentoFamiliar, PedidoDeResponsavel, PedidoParaVer
from guiche.acesso.models.pessoas import (
    TEMAS,
    AtoDaConta,
    Preferencia,
    SenhaAnterior,
    TentativaDeAcesso,
    Usuario,
    UsuarioManager,
)
from guiche.acesso.models.registros import (
    AceiteDeTermo,
    MudancaDeAcesso,
    ProvaRecusada,
    RegistroPendente,
    SolicitacaoDeAcesso,
    Termo,
)
from guiche.acesso.models.vinculos import (
    Convite,
    Perfil,
    PerfilDoConvite,
    PerfilDoVinculo,
    Portal,
    UnidadeDoVinculo,
    Vinculo,
)

__all__ = [
    "TEMAS",
    "AceiteDeTermo",
    "AtoDaConta",
    "Chave",
    "ConsentimentoFamiliar",
    "Convite",
    "CredencialWs",
    "MudancaDeAcesso",
    "PedidoDeResponsavel",
    "PedidoParaVer",
    "Perfil",
    "PerfilDoConvite",
    "PerfilDoVinculo",
    "Portal",
    "Preferencia",
    "ProvaRecusada",
    "RegistroPendente",
    "SenhaAnterior",
    "SolicitacaoDeAcesso",
    "TentativaDeAcesso",
    "Termo",
    "UnidadeDoVinculo",
    "Usuario",
    "UsuarioManager",
    "Vinculo",
]
