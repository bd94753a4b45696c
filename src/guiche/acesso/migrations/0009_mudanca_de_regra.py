from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("acesso", "0008_enderecos"),
    ]

    operations = [
        migrations.AlterField(
            model_name="mudancadeacesso",
            name="tipo",
            field=models.CharField(
                choices=[("perfil", "Perfil"), ("vinculo", "Pessoa da equipe"), ("opcao", "Regra da equipe")],
                max_length=8,
            ),
        ),
    ]
