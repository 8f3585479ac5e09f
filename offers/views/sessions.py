"""Views of sessions: plan dates, log one in six taps, take it back, say that it does not take place."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse

from offers.forms.sessions import FiguresForm, SessionsForm
from offers.models import Offer, Session
from offers.rules import figures
from offers.services import offers as services
from sites.core import navigation
from sites.core.access import allow, fetch, rows
from sites.core.forms import page_with_form

FROM_HOME = "home"


def way_back(request, session: Session) -> tuple[str, str, str]:
    """Name, label and address of the page to return to: the start page if one came from there, else the offer."""
    if (request.POST.get("back") or request.GET.get("back")) == FROM_HOME:
        return FROM_HOME, *navigation.HOME.crumb()
    return "offer", session.offer.title, session.offer.get_absolute_url()


def tell(request, session: Session, text: str, action: str, **query) -> None:
    """The undo bar on the next page: a message with a small form in it."""
    address = f"{reverse(action, args=[session.pk])}?{urlencode({'back': way_back(request, session)[0], **query})}"
    bar = render_to_string("components/undo_bar.html", {"text": text, "url": address, "label": "Rückgängig"}, request=request)
    messages.success(request, bar, extra_tags="undo")


def session_within(request, pk: int, *, lock: bool) -> Session:
    return fetch(request, rows(request, Session).select_related("offer__site"), pk=pk, lock=lock)


@allow("sessions.change", "GET", "POST", reads=("offers.change", "sites.view"))
def session_create(request, pk):
    """One date or a weekly series."""
    offer = fetch(request, rows(request, Offer).select_related("site"), pk=pk)
    form = SessionsForm(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made = services.plan_sessions(
                access=request.access, offer=offer, first=data["held_on"], starts_at=data["starts_at"], ends_at=data["ends_at"], until=data["until"]
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(
                request, f"{len(made)} Termine sind geplant." if len(made) > 1 else f"Der Termin am {made[0].held_on:%d.%m.%Y} ist geplant."
            )
            return redirect(offer)
    return page_with_form(request, "offers/session_create.html", form, offer=offer, most=services.MAX_DATES)


@allow("sessions.change", "GET", "POST", reads=("offers.change", "sites.view"))
def session_log(request, pk):
    """Three counters, prefilled; one save. The same page corrects."""
    session = session_within(request, pk, lock=request.method == "POST")
    earlier = figures.before(rows(request, Session), session)
    initial = {name: getattr(session, name) for name in figures.FIELDS} if session.logged else earlier.last
    form = FiguresForm(request.POST or None, initial={**initial, "note": session.note}, hints=earlier.hints, request=request)
    if request.method == "POST" and form.is_valid():
        try:
            kind = services.log_session(access=request.access, session=session, figures=form.figures(), note=form.cleaned_data["note"])
        except ValidationError as error:
            form.add_error(None, error)
        else:
            text = f"{session.offer.title} {'ist berichtigt' if kind == 'corrected' else 'ist eingetragen'}."
            if services.may_undo(session):
                tell(request, session, text, "offers:session_undo")
            else:
                messages.success(request, text)
            return redirect(way_back(request, session)[2])
    back, label, url = way_back(request, session)
    context = {
        "session": session,
        "today": request.access.today,
        "earlier": earlier.rows,
        "future": session.held_on > request.access.today,
        "back": back,
        "crumbs": [(label, url), ("eintragen" if back == "offer" else f"{session.offer.title} eintragen", "")],
    }
    return page_with_form(request, "offers/session_log.html", form, **context)


@allow("sessions.change", "POST", reads=("offers.change", "sites.view"))
def session_undo(request, pk):
    """Within ten minutes: as if it had never been typed."""
    session = session_within(request, pk, lock=True)
    try:
        services.undo_session(access=request.access, session=session)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, f"Der Eintrag für {session.offer.title} ist zurückgenommen.")
    return redirect(way_back(request, session)[2])


@allow("sessions.change", "POST", reads=("offers.change", "sites.view"))
def session_cancel(request, pk):
    """It does not take place; with `restore` it does after all."""
    session, restore = session_within(request, pk, lock=True), bool(request.POST.get("restore") or request.GET.get("restore"))
    try:
        services.cancel_session(access=request.access, session=session, cancelled=not restore)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(way_back(request, session)[2])
    if restore:
        messages.success(request, f"{session} findet doch statt.")
    else:
        tell(request, session, f"{session} fällt aus.", "offers:session_cancel", restore="1")
    return redirect(way_back(request, session)[2])
