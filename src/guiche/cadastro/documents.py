"""Documents of the registers as data for the document engine."""

from __future__ import annotations

from guiche.cadastro.models import RespostaAoAditivo
from guiche.documentos.definicao import Campo, Documento, texto
from guiche.nucleo.identificadores import formatar_documento, mascarar_cpf


def comprovante_do_aceite(resposta: RespostaAoAditivo) -> Documento:
    """Receipt of an accepted amendment: what, who signed for whom, when, from where, and the hash of the PDF."""
    aditivo, prestador = resposta.aditivo, resposta.prestador
    quando = texto(resposta.respondido_em, "data_hora")
    return Documento(
        tipo="aceite-de-aditivo",
        titulo=f"Aceite do aditivo {aditivo.titulo}, versão {aditivo.versao}"[:150],
        resposta=f"O aditivo foi aceito em {quando} e vale a partir de {texto(aditivo.vigencia, 'data')}.",
        campos=(
            Campo("Prestador", prestador.razao_social),
            Campo("CPF" if prestador.pessoa_fisica else "CNPJ", formatar_documento(prestador.documento)),
            Campo("Código na operadora", prestador.codigo),
            Campo("Quem assinou", resposta.signatario),
            Campo("CPF de quem assinou", mascarar_cpf(resposta.cpf_do_signatario)),
            Campo("Cargo", resposta.cargo),
            Campo("Data e hora", quando),
            Campo("Endereço IP", resposta.ip or "não registrado"),
            Campo("SHA-256 do documento aceito", resposta.sha256),
        ),
        notas=(
            aditivo.resumo,
            "Quem tem o arquivo do aditivo confere que é o mesmo calculando o SHA-256 dele e comparando com o acima.",
        ),
        resumo={"Aditivo": aditivo.titulo, "Versão": aditivo.versao, "SHA-256": resposta.sha256},
    )
