"""WSGI: pages in production, several processes."""

import os

from django.core.wsgi import get_wsgi_application

from guiche.projeto.partida import exigir_segredo

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guiche.projeto.settings")
exigir_segredo()
application = get_wsgi_application()
