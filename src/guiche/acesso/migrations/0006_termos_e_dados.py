from django.db import migrations, models

from guiche.nucleo import imutavel


class Migration(migrations.Migration):

    dependencies = [
        ('acesso', '0005_vinculo_sem_perfil_unico'),
    ]

    operations = [
        migrations.AddField(
            model_name='usuario',
            name='documento_declarado',
            field=models.CharField(blank=True, default='', max_length=14, verbose_name='CPF informado pela pessoa'),
            preserve_default=False,
        ),
        imutavel.operacao('acesso_termo'),
        imutavel.operacao('acesso_aceitedetermo'),
    ]
