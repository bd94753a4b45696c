"""Forms of an open account."""

from __future__ import annotations

from django import forms

from guiche.acesso.regras import logins
from guiche.portais.componentes.emails import EmailDuasVezes
from guiche.portais.componentes.senhas import NovaSenhaForm


class NovoUsuarioForm(EmailDuasVezes, NovaSenhaForm):
    """Username, e-mail and password, the last two twice."""

    login = forms.CharField(
        label="Usuário",
        max_length=60,
        help_text=f"De {logins.TAMANHO_MINIMO} a {logins.TAMANHO_MAXIMO} letras e números, sem espaços e acentos.",
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    field_order = ["login", "email", "email_repetido", "nova", "repetida"]

    def clean_login(self) -> str:
        login = str(self.cleaned_data["login"]).strip().lower()
        if motivo := logins.problema(login):
            sugerido = logins.simplificar(login)
            serve = sugerido != login and not logins.problema(sugerido)
            raise forms.ValidationError(f"{motivo} Que tal {sugerido}?" if serve else motivo)
        return login


class CodigoForm(forms.Form):
    """The six digits that came by e-mail."""

    codigo = forms.CharField(
        label="Código de verificação",
        max_length=12,
        help_text="Seis números, na mensagem que enviamos.",
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}),
    )
