"""What the person tells about an attendance they don't recognise."""

from django import forms


class ContestarForm(forms.Form):
    """Everything optional: the line itself is enough to start."""

    relato = forms.CharField(
        label="Quer contar algo?",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Por exemplo: eu não estive nesta clínica neste dia.",
    )
