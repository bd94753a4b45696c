"""WSGI: pages in production, several processes."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guiche.projeto.settings")
application = get_wsgi_application()
