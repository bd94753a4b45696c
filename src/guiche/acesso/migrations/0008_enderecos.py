from django.db import migrations


def guardar_enderecos(apps, editor):
    """The e-mail that the operadora gave to a login is a confirmed address of its person, unless it is another's."""
    Usuario = apps.get_model("acesso", "Usuario")
    EmailAddress = apps.get_model("account", "EmailAddress")
    com_endereco = set(EmailAddress.objects.values_list("user_id", flat=True))
    tomados = {email.lower() for email in EmailAddress.objects.filter(verified=True).values_list("email", flat=True)}
    for usuario in Usuario.objects.exclude(email="").order_by("pk").only("pk", "email").iterator():
        email = usuario.email.lower()
        if usuario.pk in com_endereco or email in tomados:
            continue
        tomados.add(email)
        EmailAddress.objects.create(user_id=usuario.pk, email=email, verified=True, primary=True)


class Migration(migrations.Migration):

    dependencies = [
        ('acesso', '0007_familia'),
        ('account', '0009_emailaddress_unique_primary_email'),
    ]

    operations = [
        migrations.RunPython(guardar_enderecos, migrations.RunPython.noop),
    ]
