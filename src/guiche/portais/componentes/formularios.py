"""Form fields that take what Brazilians type and say how to fix what they mistyped."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from guiche.cadastro.regras import campos
from guiche.nucleo import identificadores
from guiche.nucleo.competencia import Competencia
from guiche.portais.componentes import formatos

_ISO: Final = "%Y-%m-%d"
FORMATOS_DE_DATA: Final = (_ISO, "%d/%m/%Y", "%d%m%Y")
EMAIL_MAXIMO: Final = 254
_MILHAR: Final = re.compile(r"\d{1,3}(\.\d{3})+")


def ler_decimal(texto: str) -> Decimal:
    """A number as people type or paste it: ``1.280,00``, ``R$ 1280,00``, ``1280.5``; ``1.280`` is a thousand.

    Raises ``ValueError``.
    """
    limpo = texto.replace("R$", "").replace(formatos.NBSP, "").replace(" ", "")
    if "," in limpo:
        limpo = limpo.replace(".", "").replace(",", ".")
    elif _MILHAR.fullmatch(limpo.lstrip("-")):
        limpo = limpo.replace(".", "")
    try:
        numero = Decimal(limpo)
    except InvalidOperation:
        raise ValueError(f"not a number: {texto!r}") from None
    if not numero.is_finite():
        raise ValueError(f"not a number: {texto!r}")
    return numero


class CampoDinheiro(forms.DecimalField):
    """A value in reais, two places. Shown as ``1.280,00``; accepts it with or without dots and ``R$``."""

    default_error_messages = {
        "invalid": "Escreva um valor em reais, por exemplo 1.280,00.",
        "max_decimal_places": "Use no máximo dois números depois da vírgula.",
    }

    def __init__(self, **opcoes: Any) -> None:
        opcoes.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "class": "text-end"}))
        super().__init__(**{"max_digits": 14, "decimal_places": 2, **opcoes})

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values:
            return None
        try:
            return value if isinstance(value, Decimal) else ler_decimal(str(value))
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None

    def prepare_value(self, value: Any) -> Any:
        return formatos.valor(value) if isinstance(value, (Decimal, int)) else value


class EntradaDeData(forms.DateInput):
    """The date picker of the browser; a text that is no date goes back in a plain input, so that nothing
    typed is lost.
    """

    def __init__(self) -> None:
        super().__init__(format=_ISO, attrs={"type": "date"})

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        lida = ler_data(value) if isinstance(value, str) and value else value
        contexto = super().get_context(name, lida or value, attrs)
        if value and lida is None:
            contexto["widget"]["type"] = "text"
        return contexto


def ler_data(texto: str) -> date | None:
    """A day written ``2026-11-23``, ``23/11/2026`` or ``23112026``; ``None`` when it is not one."""
    for formato in FORMATOS_DE_DATA:
        try:
            return datetime.strptime(texto.strip(), formato).date()  # noqa: DTZ007  a day has no time zone
        except ValueError:
            continue
    return None


class CampoData(forms.DateField):
    """A day. Uses the date picker of the browser; accepts ``dd/mm/aaaa`` too."""

    default_error_messages = {"invalid": "Escreva a data como dia/mês/ano, por exemplo 23/11/2026."}

    def __init__(self, **opcoes: Any) -> None:
        opcoes.setdefault("widget", EntradaDeData())
        super().__init__(**{"input_formats": FORMATOS_DE_DATA, **opcoes})


class CampoCompetencia(forms.CharField):
    """A month of production, ``mm/aaaa``; the value is a ``Competencia``."""

    def __init__(self, **opcoes: Any) -> None:
        opcoes.setdefault(
            "widget",
            forms.TextInput(attrs={"inputmode": "numeric", "placeholder": "mm/aaaa", "autocomplete": "off"}),
        )
        super().__init__(**opcoes)

    def clean(self, value: Any) -> Competencia | None:
        texto = super().clean(value)
        if not texto:
            return None
        try:
            return Competencia.de(texto)
        except ValueError:
            raise ValidationError("Escreva mês e ano, por exemplo 11/2026.") from None

    def prepare_value(self, value: Any) -> Any:
        return value.rotulo if isinstance(value, Competencia) else value


class CampoDocumento(forms.CharField):
    """CPF, CNPJ or both, with or without mask; the value is bare: digits, and letters of the new CNPJ."""

    def __init__(self, *, aceita: Sequence[str] = ("cpf", "cnpj"), **opcoes: Any) -> None:
        self.aceita = tuple(aceita)
        numeros = "numeric" if self.aceita == ("cpf",) else "text"
        opcoes.setdefault("widget", forms.TextInput(attrs={"inputmode": numeros, "autocomplete": "off"}))
        super().__init__(**opcoes)

    def clean(self, value: Any) -> str:
        texto = identificadores.normalizar(super().clean(value) or "")
        if not texto:
            return ""
        if "cpf" in self.aceita and len(texto) <= (11 if "cnpj" in self.aceita else 99):
            return self._conferir(texto, "CPF", 11, identificadores.cpf_valido(texto))
        return self._conferir(texto, "CNPJ", 14, identificadores.cnpj_valido(texto))

    def _conferir(self, texto: str, nome: str, tamanho: int, valido: bool) -> str:
        falta = tamanho - len(texto)
        if falta:
            o_que = "caractere" if nome == "CNPJ" else "número"
            diz = f"Falta{'m' if falta > 1 else ''}" if falta > 0 else f"Sobra{'m' if falta < -1 else ''}"
            raise ValidationError(f"{diz} {formatos.plural(abs(falta), o_que, o_que + 's')}. O {nome} tem {tamanho}.")
        if not valido:
            raise ValidationError(f"Este {nome} não existe: confira os números digitados.")
        return texto

    def prepare_value(self, value: Any) -> Any:
        return identificadores.formatar_documento(value) if isinstance(value, str) else value


class CampoTelefone(forms.CharField):
    """A telephone with area code, masked or not; the value is digits.

    ``autocomplete`` tells the browser whose it is.
    """

    def __init__(self, *, autocomplete: str = "tel", **opcoes: Any) -> None:
        opcoes.setdefault("widget", forms.TextInput(attrs={"inputmode": "tel", "autocomplete": autocomplete}))
        super().__init__(**{"max_length": 20, **opcoes})

    def clean(self, value: Any) -> str:
        texto = super().clean(value)
        try:
            return campos.telefone(texto) if texto else ""
        except ValueError as erro:
            raise ValidationError(str(erro)) from None

    def prepare_value(self, value: Any) -> Any:
        return identificadores.formatar_telefone(value) if isinstance(value, str) else value


class CampoEmail(forms.EmailField):
    """An address no longer than the tables keep. ``autocomplete`` tells the browser whose it is."""

    default_error_messages = {
        "invalid": "Escreva um e-mail completo, como nome@exemplo.com.br.",
        "max_length": f"O e-mail tem no máximo {EMAIL_MAXIMO} caracteres.",
    }

    def __init__(self, *, autocomplete: str = "email", **opcoes: Any) -> None:
        atributos = {"autocomplete": autocomplete, "spellcheck": "false"}
        opcoes.setdefault("widget", forms.EmailInput(attrs=atributos))
        super().__init__(**{"max_length": EMAIL_MAXIMO, **opcoes})


class EnvioDeArquivos(forms.FileInput):
    """Input that takes many files; the scripts turn it into a drop zone."""

    allow_multiple_selected = True


class CampoArquivos(forms.FileField):
    """Many files at once; the value is a list. ``limite`` is the largest size of each, in bytes."""

    def __init__(self, *, limite: int | None = None, **opcoes: Any) -> None:
        self.limite = limite
        opcoes.setdefault("widget", EnvioDeArquivos())
        super().__init__(**opcoes)

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        arquivos = data if isinstance(data, (list, tuple)) else [data]
        limpos = [a for a in (super(CampoArquivos, self).clean(um, initial) for um in arquivos or [None]) if a]
        for arquivo in limpos:
            if self.limite is not None and (arquivo.size or 0) > self.limite:
                raise ValidationError(
                    f"{arquivo.name} tem {formatos.tamanho(arquivo.size or 0)}; "
                    f"o limite é {formatos.tamanho(self.limite)}."
                )
        return limpos
