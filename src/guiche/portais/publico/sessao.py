"""What is answered when the session ends while its own request is being answered."""

from __future__ import annotations

from django.contrib.sessions.exceptions import SessionInterrupted
from django.http import HttpRequest, HttpResponse

from guiche.acesso.middleware import SessaoMiddleware
from guiche.portais.componentes.telas import ao_login


class SessaoDasTelas(SessaoMiddleware):
    """Ended from another device, or by leaving in another tab, between the start and the end of a request, a
    session can't be saved any more: the person is led to the entry page, as at the next click.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        try:
            return super().process_response(request, response)
        except SessionInterrupted:
            request.session = self.SessionStore(None)
            return ao_login(request)
