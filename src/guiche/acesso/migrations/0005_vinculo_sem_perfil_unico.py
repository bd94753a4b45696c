from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('acesso', '0004_identidade'),
    ]

    operations = [
        migrations.RemoveField(model_name='vinculo', name='perfil'),
    ]
