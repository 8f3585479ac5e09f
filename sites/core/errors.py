"""The only place for the pages of refusals: inside as they are for people with an account, for families in their language and in short words."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, gettext_noop

from sites.core.languages import is_public
from sites.core.typed import unsaved

BACK = gettext_noop("Es ist nichts gespeichert. Gehen Sie bitte eine Seite zurück, laden Sie sie neu und versuchen Sie es noch einmal.")
INSIDE = {400: "400.html", 403: "403.html", 404: "404.html", 405: "405.html", 409: "409.html"}
#: Where a form was sent for nothing: its row is gone, its writer has lost a role, somebody else was faster.
GIVES_BACK = {403, 404, 409}
#: What families read: title and one sentence.
FOR_FAMILIES = {
    400: (gettext_noop("Das haben wir nicht verstanden"), BACK),
    403: (gettext_noop("Das Formular ist abgelaufen"), BACK),
    404: (gettext_noop("Diese Seite gibt es nicht"), gettext_noop("Die Adresse ist falsch, oder der Eintrag wurde entfernt.")),
    405: (gettext_noop("So lässt sich diese Seite nicht öffnen"), BACK),
    409: (gettext_noop("Das ist noch nicht gespeichert"), BACK),
}


def error_page(request: HttpRequest, status: int, **context: Any) -> HttpResponse:
    """The page of a refusal; what a form of ours has brought in vain stands on it, to be copied."""
    if not is_public(request):
        if status in GIVES_BACK:
            context |= {"sent": request.method == "POST", "given": unsaved(request)}
        return render(request, INSIDE[status], context, status=status)
    title, text = FOR_FAMILIES[status]
    return render(request, "public_error.html", {"title": gettext(title), "text": gettext(text)}, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_page(request, 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_page(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_page(request, 404)
