"""Pages that need no role: the own account, rights, legal pages, feedback, the kept form after a log-in, health."""

from datetime import timedelta

import redis
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.signing import BadSignature, Signer
from django.db import connection
from django.db.models import F
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from sites.core import navigation
from sites.core.access import allow, fetch, open_view, rows
from sites.core.errors import error_page
from sites.core.forms import form_page, posted
from sites.core.limits import limit_sending
from sites.core.lists import choice, options, page
from sites.core.middleware import keep_text
from sites.core.pages import render_page
from sites.core.typed import typed
from sites.forms.records import AnswerForm, FeedbackForm
from sites.models import Feedback, OfficeName
from sites.pages.account import account_page
from sites.pages.rights import giving_table, rights_table
from sites.rules.names import office_name, office_names
from sites.services.records import answer_feedback, give_feedback

ticket = Signer(salt="feedback")
LATE = timedelta(minutes=5)


def csrf_failure(request, reason=""):
    """A form from before the last log-in: its text waits for its writer. One that came from elsewhere: one sentence and a way on."""
    return keep_text(request) or error_page(request, 403, expired=True)


@open_view(reads=("published.view",))
def account(request):
    """Who am I here: my roles with their days, what I may do, and every page of mine (the phone's "Mehr")."""
    return render_page(request, "sites/account.html", account_page(request))


@open_view("POST", reads=("published.view",))
def role_choose(request):
    """See the application in another role of mine: start page and navigation follow it, rights do not."""
    if (role := request.POST.get("role", "")) in request.access.roles:
        request.session["role"] = role
    return redirect("/")


@login_not_required
@open_view(reads=("published.view",))
def rights(request):
    """The rights table in German: who may do what."""
    return render(request, "sites/rights.html", {"areas": rights_table(), "giving": giving_table()})


@login_not_required
@open_view(reads=("published.view",))
def imprint(request):
    """Who runs this installation, and the names of ministry and state office with their days (R001, R002)."""
    offices = [(office.label, office_names(office)) for office in OfficeName.Office]
    return render(request, "sites/imprint.html", {"operator": _operator(request), "offices": offices})


def _operator(request) -> str:
    """Who runs this installation: what the installation says, else the state office by its name of today."""
    return settings.OPERATOR or f"Die {_state_office(request)}"


def _state_office(request) -> str:
    return office_name(OfficeName.Office.STATE_OFFICE, request.access.today)


@login_not_required
@open_view(reads=("published.view",))
def privacy(request):
    """What is stored about whom, and for how long."""
    return render(request, "sites/privacy.html", {"operator": _operator(request)})


@login_not_required
@open_view(reads=("published.view",))
def accessibility(request):
    """The accessibility statement with the way to report a barrier."""
    return render(request, "sites/accessibility.html", {"operator": _operator(request)})


# Feedback ---------------------------------------------------------------------------------------------------------


@login_not_required
@open_view("GET", "POST", reads=("published.view",))
def feedback(request):
    """Say something about a page, without an account; the ticket number is on the page after sending."""
    if request.method == "GET" and (shown := _ticket(request)):
        return render(request, "sites/feedback.html", {"number": shown, "office": _state_office(request)})
    start = {"page": request.GET.get("page", "").replace("\x00", "")[:300]}
    office = _state_office(request)
    return form_page(
        request,
        FeedbackForm(*posted(request), request=request, initial=start, office=office),
        save=lambda form: _give(request, form),
        done="",
        to=lambda number: f"{reverse('sites:feedback')}?{urlencode({'number': ticket.sign(str(number or 0))})}",
        template="sites/feedback.html",
        office=office,
        number="",
    )


def _give(request, form: FeedbackForm) -> int | None:
    """The number of the feedback; nothing is kept of what a machine has sent."""
    data = dict(form.cleaned_data)
    if data.pop("website"):
        return None
    if not request.user.is_authenticated:
        limit_sending(request, "feedback", data["page"], most=10)
    return give_feedback(**data)


def _ticket(request) -> str:
    """The number of the feedback that was just sent; "0" for what a machine has sent. Nonsense is nothing."""
    try:
        return ticket.unsign(request.GET.get("number", ""))
    except BadSignature:
        return ""


@allow("feedback.view")
def feedback_list(request):
    """What people have said, newest first."""
    state = choice(request, "state", ("open", "answered"))
    found = rows(request, Feedback)
    if state:
        found = found.filter(answered__isnull=state == "open")
    choices = options(state, {"": "Alle", "open": "Offen", "answered": "Beantwortet"}, "state")
    context = {"page": page(request, found.annotate(newest=-F("pk")), "newest"), "choices": choices, "form": AnswerForm(request=request)}
    return render(request, "sites/feedback_list.html", context)


@allow("feedback.change", "POST")
def feedback_answer(request, pk):
    """Mark feedback as answered."""
    row = fetch(request, Feedback, pk=pk)
    return form_page(
        request,
        AnswerForm(request.POST, request=request),
        save=lambda form: answer_feedback(access=request.access, feedback=row, note=form.cleaned_data["note"]),
        done=f"Rückmeldung Nr. {row.pk} ist als beantwortet eingetragen.",
        crumbs=[navigation.FEEDBACK.crumb()],
        title=f"Rückmeldung Nr. {row.pk} beantworten",
        submit="Beantwortet",
    )


# The kept form ----------------------------------------------------------------------------------------------------


@open_view("GET", "POST", reads=("published.view",))
def resume(request):
    """What was typed while the log-in ended: its writer looks at it and sends it, or throws it away (POST). Somebody else sees nothing of it."""
    kept = request.session.get("kept")
    if kept and kept["person"] != request.user.pk:  # guard: kept-for-writer -> if False:
        del request.session["kept"]
        return redirect("reporting:home")
    if request.method == "POST":
        request.session.pop("kept", None)
        messages.info(request, "Die Eingaben sind verworfen.")
        return redirect("reporting:home")
    if not kept:
        return redirect("reporting:home")
    return render(request, "sites/resume.html", {"kept": kept, "typed": typed(kept["fields"], kept["path"])})


# Health -----------------------------------------------------------------------------------------------------------


@login_not_required
@open_view()
def health(request):
    """For the watchers of an installation: database, broker, jobs. 503 when one of them needs somebody."""
    answer = {"database": "ok", "broker": _broker(), "jobs": _jobs()}
    well = all(value == "ok" for value in answer.values())
    return JsonResponse({"status": "ok" if well else "down", **answer}, status=200 if well else 503)


def _broker() -> str:
    url = settings.REDIS_URL.replace("redis+socket://", "unix://", 1)  # Celery's word for a socket is not the client's
    try:
        redis.Redis.from_url(url, socket_connect_timeout=1, socket_timeout=1).ping()
    except (redis.RedisError, OSError):
        return "down"
    return "ok"


def _jobs() -> str:
    """Late when a job has waited for more than five minutes: no worker is at work."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT state, oldest FROM thekiz_job_counts()")
        oldest = dict(cursor.fetchall()).get("queued")
    return "late" if oldest and oldest < timezone.now() - LATE else "ok"
