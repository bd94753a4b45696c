import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F


def guardar_textos(apps, schema_editor):
    """Keep what was typed: each text becomes a unit of its operadora, and stays as the person's workplace.

    Nobody is narrowed to a unit: until now the text said where somebody works, not what they may see.
    """
    Vinculo, Unidade = apps.get_model("acesso", "Vinculo"), apps.get_model("cadastro", "Unidade")
    com_texto = Vinculo._base_manager.using(schema_editor.connection.alias).exclude(unidade="")
    unidades = Unidade._base_manager.using(schema_editor.connection.alias)
    textos = com_texto.order_by("operadora_id", "unidade").values_list("operadora_id", "unidade").distinct()
    vistos, numero = set(), {}
    for operadora_id, texto in textos:
        if (operadora_id, texto.casefold()) in vistos:
            continue
        vistos.add((operadora_id, texto.casefold()))
        numero[operadora_id] = numero.get(operadora_id, 0) + 1
        unidades.create(operadora_id=operadora_id, codigo=f"U{numero[operadora_id]:02d}", nome=texto)
    com_texto.filter(lotacao="").update(lotacao=F("unidade"))


class Migration(migrations.Migration):
    dependencies = [("acesso", "0002_acessos"), ("cadastro", "0002_unidades"), ("nucleo", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="UnidadeDoVinculo",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "operadora",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="nucleo.operadora",
                    ),
                ),
                (
                    "unidade",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cadastro.unidade"
                    ),
                ),
                (
                    "vinculo",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="acesso.vinculo"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(fields=("vinculo", "unidade"), name="unidade_do_vinculo_unica")
                ],
            },
        ),
        migrations.AddField(
            model_name="vinculo",
            name="unidades",
            field=models.ManyToManyField(
                related_name="vinculos", through="acesso.UnidadeDoVinculo", to="cadastro.unidade"
            ),
        ),
        migrations.RunPython(guardar_textos, migrations.RunPython.noop),
        migrations.RemoveField(model_name="vinculo", name="unidade"),
    ]
