"""Forms of a request for access: who asks, which types, and the fields of each (U-09 to U-11)."""

from __future__ import annotations

import re
from typing import Any, ClassVar, Final

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.urls import reverse

from guiche.acesso.models import SolicitacaoDeAcesso, Usuario
from guiche.acesso.selectors.solicitacoes import PORTAL_DO_TIPO
from guiche.acesso.services.solicitacoes import ANEXOS_NO_MAXIMO, NovaSolicitacao
from guiche.cadastro.regras.campos import CONSELHOS, UFS
from guiche.comunicacao.relatorios import do_portal
from guiche.documentos.anexos import DOCUMENTOS, TAMANHO_MAXIMO, Anexo, limpar
from guiche.nucleo.identificadores import normalizar, so_digitos
from guiche.nucleo.models import Operadora
from guiche.nucleo.servico import Recusa
from guiche.portais.componentes.enderecos import ComCep
from guiche.portais.componentes.formularios import CampoArquivos, CampoData, CampoDocumento
from guiche.terminologia.regras.ceps import TIPOS_DE_LOGRADOURO, de_outra_uf
from guiche.terminologia.regras.pessoas import ESTADOS_CIVIS, SEXOS

Tipo = SolicitacaoDeAcesso.Tipo
_UFS: Final = [("", "Escolha"), *((uf, uf) for uf in UFS)]


def _vazio_e(opcoes: tuple[str, ...]) -> list[tuple[str, str]]:
    return [("", "Prefiro não dizer"), *((opcao, opcao) for opcao in opcoes)]


def _numeros(**opcoes: Any) -> forms.CharField:
    return forms.CharField(widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}), **opcoes)


class EscolhaForm(forms.Form):
    """Which operadora and which types; and who asks, while the account does not say it."""

    nome = forms.CharField(
        label="Nome completo",
        max_length=120,
        help_text="Como está no documento.",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    nascimento = CampoData(label="Data de nascimento")
    cpf = CampoDocumento(label="CPF", aceita=("cpf",))
    operadora = forms.ChoiceField(label="Operadora")
    tipos = forms.MultipleChoiceField(
        label="Que acessos você precisa?",
        choices=Tipo.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text="Pode marcar mais de um: cada um tem a sua resposta.",
        error_messages={"required": "Marque pelo menos um tipo de acesso."},
    )

    def __init__(
        self, *args: Any, usuario: Usuario, operadoras: list[Operadora], completo: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["operadora"].choices = [(str(o.pk), o.nome_fantasia) for o in operadoras]  # type: ignore[attr-defined]
        if completo:
            for campo in ("nome", "nascimento", "cpf"):
                del self.fields[campo]
        elif usuario.documento:
            del self.fields["cpf"]


class ComAnexosForm(forms.Form):
    """Files that prove something, counted before any is opened; ``limpos`` are those to keep, rebuilt."""

    prova: ClassVar[str] = ""

    anexos = CampoArquivos(label="Documentos", limite=TAMANHO_MAXIMO, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["anexos"].help_text = (
            f"{self.prova} PDF, JPG ou PNG, até 10 MB cada, no máximo {ANEXOS_NO_MAXIMO}."
        ).strip()
        self.limpos: list[Anexo] = []

    def clean_anexos(self) -> list[UploadedFile[Any]]:
        enviados: list[UploadedFile[Any]] = self.cleaned_data["anexos"]
        if len(enviados) > ANEXOS_NO_MAXIMO:
            raise forms.ValidationError(f"Envie no máximo {ANEXOS_NO_MAXIMO} arquivos.")
        self.limpos = _limpar_anexos(enviados)
        return enviados


class TipoForm(ComAnexosForm):
    """What every type has: evidence, and which reports to be told about by e-mail, none ticked beforehand (U-11)."""

    tipo: ClassVar[str] = ""

    relatorios = forms.MultipleChoiceField(
        label="Relatórios para avisar por e-mail",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Se quiser. Começa quando o acesso for liberado, e você desliga quando quiser em Minha conta.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields([nome for nome in self.fields if nome not in ("anexos", "relatorios")])
        oferecidos = do_portal(PORTAL_DO_TIPO[Tipo(self.tipo)])
        if oferecidos:
            self.fields["relatorios"].choices = [(um.codigo, um.rotulo) for um in oferecidos]  # type: ignore[attr-defined]
        else:
            del self.fields["relatorios"]

    @property
    def proprios(self) -> list[forms.BoundField]:
        """The fields of this type alone."""
        return [self[nome] for nome in self.fields if nome not in ("anexos", "relatorios")]

    def nova(self) -> NovaSolicitacao:
        """The request as the verb takes it: only what was filled."""
        campos = {nome: valor for nome, valor in self.cleaned_data.items() if nome != "anexos" and valor}
        return NovaSolicitacao(self.tipo, campos, self.limpos)


class BeneficiarioForm(ComCep, TipoForm):
    """Card and address of a beneficiário; sexo and estado civil are nobody's duty to tell (U-10)."""

    tipo = Tipo.BENEFICIARIO
    prova = "Se quiser: foto da carteirinha ou do documento. Ajuda a responder mais depressa."
    do_cep: ClassVar = {
        "tipo": "tipo_logradouro", "logradouro": "logradouro", "bairro": "bairro", "municipio": "cidade", "uf": "uf",
    }  # fmt: skip

    carteira = _numeros(label="Número da carteirinha", max_length=30, help_text="Com ou sem pontos e espaços.")
    sexo = forms.ChoiceField(label="Sexo", choices=_vazio_e(SEXOS), required=False)
    estado_civil = forms.ChoiceField(label="Estado civil", choices=_vazio_e(ESTADOS_CIVIS), required=False)
    cep = forms.CharField(
        label="CEP",
        max_length=9,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "postal-code"}),
    )
    tipo_logradouro = forms.ChoiceField(
        label="Tipo de logradouro", choices=[("", "Escolha"), *((um, um) for um in TIPOS_DE_LOGRADOURO)], required=False
    )
    logradouro = forms.CharField(
        label="Nome do logradouro",
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "address-line1"}),
    )
    numero = forms.CharField(label="Número", max_length=10, required=False)
    complemento = forms.CharField(
        label="Complemento",
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "address-line2"}),
    )
    bairro = forms.CharField(label="Bairro", max_length=60, required=False)
    cidade = forms.CharField(
        label="Cidade", max_length=60, required=False, widget=forms.TextInput(attrs={"autocomplete": "address-level2"})
    )
    uf = forms.ChoiceField(label="Estado", choices=_UFS, required=False)
    telefone_fixo = _numeros(label="Telefone fixo", max_length=20, required=False)
    celular = forms.CharField(
        label="Celular",
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )

    def __init__(self, *args: Any, formato: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.formato = formato
        self.procurar_em(reverse("conta:cep_do_pedido"))
        if formato:
            self.fields["carteira"].widget.attrs["placeholder"] = formato
            quantos = formato.count("0")
            self.fields["carteira"].help_text = f"São {quantos} números: {formato}. Com ou sem pontos e espaços."

    def clean_carteira(self) -> str:
        numero = normalizar(self.cleaned_data["carteira"])
        quantos = self.formato.count("0")
        if not numero.isdigit():
            raise forms.ValidationError("A carteirinha tem só números.")
        if quantos and len(numero) != quantos:
            raise forms.ValidationError(f"A carteirinha tem {quantos} números; você digitou {len(numero)}.")
        return numero

    def clean_cep(self) -> str:
        cep = so_digitos(self.cleaned_data["cep"])
        if cep and not re.fullmatch(r"[0-9]{8}", cep):
            raise forms.ValidationError("O CEP tem 8 números.")
        return cep

    def clean(self) -> dict[str, Any]:
        dados = super().clean()
        if outra := de_outra_uf(dados.get("cep", ""), dados.get("uf", "")):
            self.add_error("cep", outra)
        return dados

    def clean_telefone_fixo(self) -> str:
        return self._telefone("telefone_fixo", 10, "(00) 0000-0000")

    def clean_celular(self) -> str:
        return self._telefone("celular", 11, "(00) 00000-0000")

    def _telefone(self, campo: str, tamanho: int, exemplo: str) -> str:
        numero = so_digitos(self.cleaned_data[campo])
        if numero and len(numero) != tamanho:
            raise forms.ValidationError(f"Escreva com o DDD, como {exemplo}.")
        return numero


class ContratanteForm(TipoForm):
    """The company and its contract."""

    tipo = Tipo.CONTRATANTE
    prova = "Envie o que mostra que você responde pelo contrato, como procuração ou contrato social."

    cnpj = CampoDocumento(label="CNPJ da empresa", aceita=("cnpj",))
    contrato = forms.CharField(label="Número do contrato", max_length=20)
    cargo = forms.CharField(label="Seu cargo", max_length=60)


class PrestadorForm(TipoForm):
    """The cooperado or credenciado."""

    tipo = Tipo.PRESTADOR
    prova = "Envie a carteira do conselho, ou o que mostra que você responde pela empresa."

    documento = CampoDocumento(label="CNPJ ou CPF com que atende a operadora")
    codigo = forms.CharField(label="Código na operadora", max_length=14, required=False)
    conselho = forms.ChoiceField(
        label="Conselho", choices=[("", "Escolha"), *((um, um) for _, um in CONSELHOS)], required=False
    )
    numero_conselho = _numeros(label="Número no conselho", max_length=15, required=False)
    uf_conselho = forms.ChoiceField(label="UF do conselho", choices=_UFS, required=False)


class ColaboradorForm(TipoForm):
    """Somebody of the operadora's own team."""

    tipo = Tipo.COLABORADOR
    prova = "Se quiser: crachá ou e-mail do gestor."

    matricula = forms.CharField(label="Matrícula", max_length=20)
    setor = forms.CharField(label="Setor", max_length=60)
    gestor = forms.CharField(label="Nome do seu gestor", max_length=120)


FORM_DO_TIPO: dict[str, type[TipoForm]] = {
    classe.tipo: classe for classe in (BeneficiarioForm, ContratanteForm, PrestadorForm, ColaboradorForm)
}


class RespostaForm(ComAnexosForm):
    """Answer to what the operadora asked."""

    texto = forms.CharField(
        label="Sua resposta", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    field_order = ("texto", "anexos")


def _limpar_anexos(enviados: list[UploadedFile[Any]]) -> list[Anexo]:
    """Each file rebuilt and safe to keep. Raises ValidationError that names the one that does not serve."""
    limpos = []
    for enviado in enviados:
        try:
            limpos.append(limpar(enviado.name or "", enviado.read(), DOCUMENTOS))
        except Recusa as recusa:
            raise forms.ValidationError(recusa.mensagem) from None
    return limpos
