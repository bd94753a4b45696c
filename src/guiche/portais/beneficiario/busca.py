"""What the one search finds in the beneficiário's portal: services used and cases."""

from __future__ import annotations

from django.urls import reverse
from django.utils.http import urlencode

from guiche.faturamento import permissions
from guiche.faturamento.models import ItemDaGuia
from guiche.faturamento.selectors.extrato import localizar_no_extrato
from guiche.nucleo.ator import Ator
from guiche.portais.componentes import formatos
from guiche.portais.componentes.busca import Resultado, registrar


def procurar(ator: Ator, texto: str) -> list[Resultado]:
    """Services of the family by words, and cases by the beginning of the protocolo."""
    if not ator.pode(permissions.EXTRATO_VER):
        return []
    servicos, casos = localizar_no_extrato(ator, texto)
    return [
        *(
            Resultado(
                "Seus atendimentos",
                item.descricao,
                _no_extrato(item),
                f"{item.guia.lote.prestador}, {formatos.data(item.data)}",
                "recibo",
            )
            for item in servicos
        ),
        *(
            Resultado(
                "Meus casos",
                f"Protocolo {caso.protocolo.numero}",
                f"{reverse('beneficiario:casos')}#caso-{caso.pk}",
                caso.item.descricao,
                "bandeira",
            )
            for caso in casos
            if ator.pode(permissions.ITEM_CONTESTAR)
        ),
    ]


def _no_extrato(item: ItemDaGuia) -> str:
    dia = f"{item.data:%d/%m/%Y}"
    campos = {"pessoa": str(item.beneficiario_id), "de": dia, "ate": dia}
    return f"{reverse('beneficiario:extrato')}?{urlencode(campos)}#servico-{item.pk}"


registrar("beneficiario", procurar)
