"""The answer to a contested attendance."""

from django import forms


class RespostaForm(forms.Form):
    """Was the person right, and the text they will read."""

    procede = forms.ChoiceField(
        label="A pessoa tem razão?",
        choices=[("sim", "Sim, o atendimento não aconteceu"), ("nao", "Não, o atendimento foi confirmado")],
        widget=forms.RadioSelect,
    )
    resposta = forms.CharField(
        label="O que a pessoa vai ler", max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )
