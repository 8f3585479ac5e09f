"""Views of sessions: plan dates, log one in six taps, take it back, say that it does not take place."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.urls import reverse

from offers.forms.sessions import FiguresForm, MoveForm, SessionsForm
from offers.models import Offer, Session
from offers.pages.session_log import session_log_page
from offers.rules import figures
from offers.rules.logging import loggable
from offers.services.publishing import publish
from offers.services.sessions import (
    MAX_DATES,
    cancel_session,
    log_session,
    may_undo,
    move_session,
    plan_sessions,
    refuse_logged,
    remove_figures,
    rest_of_series,
    session_words,
    undo_session,
)
from sites.core import navigation
from sites.core.access import Access, allow, fetch, rows
from sites.core.forms import carry_out, form_page, offer_undo, posted
from sites.core.pages import names_of
from sites.core.removal import Removal

FROM_HOME = "home"


@dataclass(frozen=True)
class FiguresRemoval(Removal):
    """The fold that makes a session one without figures again; the date itself stays."""

    label = "Zahlen entfernen"
    explained = "Nur für Zahlen, die hier nicht stehen sollten. Der Termin bleibt, ohne Zahlen und Notiz; im Protokoll bleiben sie lesbar."

    def take(self, access: Access) -> str:
        remove_figures(access=access, session=self.row)
        return f"Die Zahlen für {self.row.offer.title} am {self.row.held_on:%d.%m.%Y} sind entfernt. Im Protokoll bleiben sie lesbar."


def way_back(request, session: Session) -> tuple[str, str, str]:
    """Name, label and address of the page to return to: the start page if one came from there, else the offer."""
    if (request.POST.get("back") or request.GET.get("back")) == FROM_HOME:
        return FROM_HOME, *navigation.HOME.crumb()
    return "offer", session.offer.title, session.offer.get_absolute_url()


def tell(request, session: Session, text: str, action: str, **query) -> None:
    """The undo bar on the next page, with the way back to where this was done."""
    address = f"{reverse(action, args=[session.pk])}?{urlencode({'back': way_back(request, session)[0], **query})}"
    offer_undo(request, text, address)


def session_within(request, pk: int, *, lock: bool) -> Session:
    return fetch(request, rows(request, Session).select_related("offer__site", "offer__venue"), pk=pk, lock=lock)


def own_session(request, pk: int, *, lock: bool) -> Session:
    """A session whose figures this person enters."""
    return fetch(request, rows(request, Session).filter(loggable(request.access)).select_related("offer__site", "offer__venue"), pk=pk, lock=lock)


@allow("sessions.change", "GET", "POST", reads=("offers.change", "sites.view"))
def session_create(request, pk):
    """One date or a weekly series."""
    offer = fetch(request, rows(request, Offer).select_related("site"), pk=pk)
    public = "Termine der nächsten Wochen stehen gleich danach auf der Familienseite."
    return form_page(
        request,
        SessionsForm(*posted(request), request=request),
        save=lambda form: plan_sessions(access=request.access, offer=offer, **form.cleaned_data),
        done=_planned,
        crumbs=[navigation.OFFERS.crumb(offer.site_id), (offer.title, offer.get_absolute_url())],
        title="Termine anlegen",
        pre=f"{offer.title} · {offer.site.name}",
        lead=f"Einen einzelnen Termin oder denselben Wochentag bis zu einem Tag, höchstens {MAX_DATES} auf einmal.",
        submit="Termine anlegen",
        note=public if offer.public else "Dieses Angebot steht nicht auf der Familienseite.",
    )


def _planned(sessions: list[Session]) -> str:
    return f"{len(sessions)} Termine sind geplant." if len(sessions) > 1 else f"Der Termin am {sessions[0].held_on:%d.%m.%Y} ist geplant."


@allow("sessions.log", "GET", "POST", reads=("offers.view", "needs.view", "goals.view", "evidence.view", "sites.view"))
def session_log(request, pk):
    """Three counters, prefilled; one save. The same page corrects."""
    session = own_session(request, pk, lock=request.method == "POST")
    back, label, url = way_back(request, session)
    page = session_log_page(request, session, back, (label, url))
    stored = {name: getattr(session, name) for name in figures.FIELDS} | {"note": session.note}
    initial = stored if session.logged else {**page.last_figures, "note": session.note}
    form = FiguresForm(*posted(request), initial=initial, stored=stored, edits=session, hints=page.hints, request=request)
    return form_page(
        request,
        form,
        save=lambda form: log_session(access=request.access, session=session, figures=form.figures(), note=form.cleaned_data["note"]),
        done=lambda kind: _logged(request, session, kind),
        back=way_back(request, session)[2],
        template="offers/session_log.html",
        title=session.offer.title,
        removal=FiguresRemoval(session) if session.logged or request.method == "POST" else None,
        **names_of(page),
    )


@allow("sessions.change", "GET", "POST", reads=("offers.change", "sites.view"))
def session_edit(request, pk):
    """Move one date or the rest of its series, or take out a date that nobody should have planned."""
    session = session_within(request, pk, lock=request.method == "POST")
    offer, name, rest = session.offer, session_words(session), rest_of_series(session).count()
    public = "Die Familienseite zeigt gleich danach den neuen Tag."
    return form_page(
        request,
        MoveForm(*posted(request), instance=session, rest=rest, request=request),
        save=lambda form: move_session(access=request.access, session=session, **form.cleaned_data),
        done=lambda moved: f"{moved} Termine sind verschoben." if moved > 1 else f"Der Termin ist auf den {session.held_on:%d.%m.%Y} verschoben.",
        crumbs=[navigation.OFFERS.crumb(offer.site_id), (offer.title, offer.get_absolute_url())],
        title="Termin verschieben",
        pre=f"{offer.title} · {offer.site.name}",
        lead=f"{name}. Findet er nicht statt, tragen Sie ihn bitte als ausgefallen ein.",
        submit="Termin verschieben",
        note=public if offer.public else "",
        removal=Removal(
            session,
            name=name,
            about=offer,
            before=lambda: refuse_logged(session),
            after=lambda: publish(site=offer.site_id, today=request.access.today),
        ),
    )


def _logged(request, session: Session, kind: str) -> str:
    """What the next page says: while it can be taken back, with the button for it."""
    text = f"{session.offer.title} {'ist berichtigt' if kind == 'corrected' else 'ist eingetragen'}."
    if not may_undo(session):
        return text
    tell(request, session, text, "offers:session_undo")
    return ""


@allow("sessions.log", "POST", reads=("offers.view", "sites.view"))
def session_undo(request, pk):
    """Within ten minutes: as if it had never been typed."""
    session = own_session(request, pk, lock=True)
    done = f"Der Eintrag für {session.offer.title} ist zurückgenommen."
    carry_out(request, lambda: undo_session(access=request.access, session=session), done)
    return redirect(way_back(request, session)[2])


@allow("sessions.change", "POST", reads=("offers.change", "sites.view"))
def session_cancel(request, pk):
    """It does not take place; with `restore` it does after all."""
    session, restore = session_within(request, pk, lock=True), bool(request.POST.get("restore") or request.GET.get("restore"))
    try:
        cancel_session(access=request.access, session=session, cancelled=not restore)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(way_back(request, session)[2])
    if restore:
        messages.success(request, f"{session} findet doch statt.")
    else:
        tell(request, session, f"{session} fällt aus.", "offers:session_cancel", restore="1")
    return redirect(way_back(request, session)[2])
