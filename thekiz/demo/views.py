"""The pages that only a demo has: log in by one click, the outgoing mails, how far the world is loaded."""

from collections.abc import Callable
from functools import wraps

from allauth.account.utils import get_next_redirect_url
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from sites.core.access import open_view
from sites.models import User
from thekiz.demo import mails
from thekiz.demo.accounts import ACCOUNTS
from thekiz.demo.progress import loading as progress

BACKEND = "django.contrib.auth.backends.ModelBackend"
STOP_POLLING = 286


def demo_only(view: Callable) -> Callable:
    """Outside a demo these pages do not exist, whatever the addresses say."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not (settings.DEMO or settings.TESTING):  # guard: demo-only -> if False:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@login_not_required
@demo_only
@open_view("POST")
def enter(request):
    """Log in as one of the demo accounts."""
    known = {account.email for account in ACCOUNTS}
    wanted = request.POST.get("account", "")
    # guard: demo-accounts -> user = User.objects.filter(email=wanted, is_active=True).first()
    user = User.objects.filter(email=wanted, is_active=True).first() if wanted in known else None
    if user is None:
        messages.warning(request, "Dieses Demo-Konto gibt es noch nicht. Die Demowelt wird gerade geladen, das dauert einen Augenblick.")
        return redirect(settings.LOGIN_URL)
    login(request, user, backend=BACKEND)
    return redirect(get_next_redirect_url(request) or settings.LOGIN_REDIRECT_URL)


@login_not_required
@demo_only
@open_view()
def outbox(request):
    """The mails of this demo, newest first, with links that work."""
    return render(request, "demo/outbox.html", {"mails": mails.newest(), "shown": mails.SHOWN})


@login_not_required
@demo_only
@open_view()
def loading(request):
    """The progress box, asked for again and again by the log-in page; the end of it loads that page anew."""
    now = progress()
    if now is None:
        return HttpResponse(status=STOP_POLLING, headers={"HX-Refresh": "true"})
    return render(request, "demo/loading.html", {"demo_loading": now})
