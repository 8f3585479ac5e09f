"""The only place for what happens around every request: one transaction, one wall, log-in with the typed text kept."""

import logging
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.db import Error, InterfaceError, OperationalError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import urlencode

from sites.core import once
from sites.core.access import Access, Request
from sites.core.errors import error_page
from sites.core.typed import unsaved
from sites.core.wall import set_wall

KEPT_BYTES = 200_000
#: Somebody else was faster: unique, exclusion, missing parent; lock timeout, deadlock, serialization.
CONFLICTS = {"23505", "23P01", "23503", "55P03", "40P01", "40001"}
log = logging.getLogger("thekiz.requests")


def is_conflict(error: Exception) -> bool:
    return isinstance(error, Error) and getattr(error.__cause__, "sqlstate", "") in CONFLICTS


def conflict(request: HttpRequest, error: Exception) -> HttpResponse:
    """Two people at once: nothing of this one is saved, and the page says so."""
    log.warning("conflict at %s: %s", request.path, getattr(error.__cause__, "sqlstate", ""))
    return error_page(request, 409)


def unavailable(request: HttpRequest) -> HttpResponse:
    """The database is away: no frame, nothing to read; the watchers get their JSON, and who has sent something gets it back."""
    if request.path == reverse("sites:health"):
        return JsonResponse({"status": "down", "database": "down"}, status=503)
    page = {"sent": request.method == "POST", "typed": unsaved(request), "files": bool(request.FILES)}
    return HttpResponse(render_to_string("503.html", page), status=503, headers={"Retry-After": "30"})


def as_utf_8(request: HttpRequest) -> None:
    """Another charset of a multipart body could smuggle in what PostgreSQL cannot store. Once: what was read already cannot be read again."""
    if request.encoding != "utf-8":
        request.encoding = "utf-8"


class WallMiddleware:
    """One transaction around the whole answer, late rendering included; a refusal (4xx, 5xx) undoes everything.

    Not ATOMIC_REQUESTS: a TemplateResponse is rendered after it, behind an empty wall, and a 422 would commit.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        as_utf_8(request)
        try:
            with transaction.atomic():
                response = self.get_response(request)
                if response.status_code >= 400:  # guard: roll-back -> if False:
                    transaction.set_rollback(True)
        except Error as error:  # at the commit (deferred keys), or no connection at all
            if is_conflict(error):
                return conflict(request, error)
            if isinstance(error, OperationalError | InterfaceError):
                log.error("database unavailable: %s", type(error.__cause__ or error).__name__)
                return unavailable(request)
            raise
        if response.status_code == 405 and not response.content:
            page = error_page(request, 405)
            page["Allow"] = response["Allow"]
            return page
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if is_conflict(error):
            transaction.set_rollback(True)
            return conflict(request, error)
        return None

    def process_view(self, request: Request, view: Callable[..., HttpResponse], args: Any, kwargs: Any) -> None:
        """Knows the view: the wall is the reach of exactly its actions, and GET cannot write."""
        request.access, request.actions = Access(request.user, chosen=request.session.get("role", "")), getattr(view, "actions", ())
        # guard: declared-wall -> places = {place for held in request.access.held for place in held.places}
        places = request.access.reach(*request.actions).walls if request.actions else ()
        # guard: read-only -> set_wall(places, person=request.user.pk)
        set_wall(places, person=request.user.pk, read_only=request.method in ("GET", "HEAD"))


def keep_text(request: HttpRequest) -> HttpResponse | None:
    """Keep in the session what was typed into a form of ours, and lead to the page that shows it to its writer; None when there is nothing.

    Only our own forms say for whom they are: passwords are typed elsewhere, and who was nobody has nothing kept. Nor is anything kept where
    somebody else has logged in meanwhile.
    """
    person = once.person_of(request.POST.get(once.FIELD, ""))
    fields = [(name, value) for name in request.POST if name != "csrfmiddlewaretoken" for value in request.POST.getlist(name)]
    size = sum(len(name.encode(errors="replace")) + len(value.encode(errors="replace")) for name, value in fields)
    if request.user.is_authenticated and request.user.pk != person:  # guard: kept-elsewhere -> if False:
        return None
    if not person or size > KEPT_BYTES:  # guard: kept-for-one -> if size > KEPT_BYTES:
        return None
    request.session["kept"] = {"path": request.get_full_path(), "person": person, "fields": fields, "files": bool(request.FILES)}
    there = reverse("sites:resume")
    return redirect(there if request.user.is_authenticated else f"{reverse(settings.LOGIN_URL)}?{urlencode({'next': there})}")


class LoginMiddleware(LoginRequiredMiddleware):
    """Everything needs a log-in unless marked otherwise. What was typed into a form of ours while the log-in ended waits in the session."""

    def process_view(self, request: HttpRequest, view_func: Callable[..., Any], view_args: Any, view_kwargs: Any) -> HttpResponseBase | None:
        refused = super().process_view(request, view_func, view_args, view_kwargs)
        if refused is None and request.method == "POST" and request.user.is_authenticated:
            kept = request.session.get("kept")
            if kept and kept["path"] == request.get_full_path():
                del request.session["kept"]  # on its way: from here on the form's own page keeps the text
        return refused

    def handle_no_permission(self, request: HttpRequest, view_func: Callable[..., Any]) -> Any:
        return keep_text(request) or super().handle_no_permission(request, view_func)
