"""The only place for what happens around every request: one transaction, one wall, log-in with the typed text kept."""

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.db import transaction
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from sites.access import Access
from sites.wall import set_wall

KEPT_BYTES = 200_000


class WallMiddleware:
    """One transaction around the whole answer, late rendering included; a refusal (4xx, 5xx) undoes everything.

    Not ATOMIC_REQUESTS: a TemplateResponse is rendered after it, behind an empty wall, and a 422 would commit.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        with transaction.atomic():
            response = self.get_response(request)
            if response.status_code >= 400:
                transaction.set_rollback(True)
        return response

    def process_view(self, request, view, args, kwargs):
        """Knows the view: the wall is the reach of exactly its actions, and GET cannot write."""
        request.access, request.actions = Access(request.user), getattr(view, "actions", ())
        places = request.access.reach(*request.actions).places if request.actions else ()
        set_wall(places, person=request.user.pk, read_only=request.method in ("GET", "HEAD"))


class LoginMiddleware(LoginRequiredMiddleware):
    """Everything needs a log-in unless marked otherwise. What was typed while the log-in ended waits in the session."""

    def handle_no_permission(self, request, view_func):
        if request.method == "POST" and int(request.META.get("CONTENT_LENGTH") or 0) <= KEPT_BYTES:
            fields = [(name, value) for name in request.POST if name != "csrfmiddlewaretoken" for value in request.POST.getlist(name)]
            request.session["kept"] = {"path": request.path, "fields": fields, "files": bool(request.FILES)}
            return redirect(f"{reverse(settings.LOGIN_URL)}?{urlencode({'next': reverse('sites:resume')})}")
        return super().handle_no_permission(request, view_func)
