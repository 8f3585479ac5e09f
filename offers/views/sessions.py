"""Views of sessions: plan dates, log one in six taps, take it back, say that it does not take place."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse

from offers.forms.sessions import CancelForm, FiguresForm, MoveForm, SessionsForm
from offers.models import Offer, Session, SignUp
from offers.pages.session_log import session_log_page
from offers.rules.concerned import families_at, told
from offers.rules.dates import MAX_DATES
from offers.rules.device import OF_ENTRY
from offers.rules.logging import loggable
from offers.services.planning import STILL_A_DRAFT, plan_sessions
from offers.services.publishing import publish
from offers.services.sessions import (
    Move,
    call_off,
    is_corrected,
    log_session,
    may_undo,
    move_session,
    refuse_logged,
    remove_figures,
    rest_of_series,
    restore_session,
    session_words,
    undo_session,
)
from sites.core import navigation
from sites.core.access import Access, allow, fetch, rows
from sites.core.forms import Note, carry_out, form_page, offer_undo, posted
from sites.core.numbers import with_noun
from sites.core.pages import names_of
from sites.core.removal import Removal

FROM_HOME, FROM_WEEK = "home", "week"


@dataclass(frozen=True)
class FiguresRemoval(Removal):
    """The fold that makes a session one without figures again; the date itself stays."""

    label = "Zahlen entfernen"
    explained = "Nur für Zahlen, die hier nicht stehen sollten. Der Termin bleibt, ohne Zahlen und Notiz; im Protokoll bleiben sie lesbar."

    def take(self, access: Access) -> str:
        remove_figures(access=access, session=self.row)
        return f"Die Zahlen für {self.row.offer.title} am {self.row.held_on:%d.%m.%Y} sind entfernt. Im Protokoll bleiben sie lesbar."


def way_back(request, session: Session) -> tuple[str, str, str]:
    """Name, label and address of the page to return to: the start page or the week if one came from there, else the offer."""
    came_from = request.POST.get("back") or request.GET.get("back")
    if came_from == FROM_HOME:
        return FROM_HOME, *navigation.HOME.crumb()
    if came_from == FROM_WEEK:
        year, week, _ = session.held_on.isocalendar()
        return FROM_WEEK, "Woche", f"{reverse('offers:offer_week', args=[session.site_id])}?week={year}-W{week:02}"
    return "offer", session.offer.title, session.offer.get_absolute_url()


def tell(request, session: Session, text: str, action: str, **query) -> None:
    """The undo bar on the next page, with the way back to where this was done."""
    address = f"{reverse(action, args=[session.pk])}?{urlencode({'back': way_back(request, session)[0], **query})}"
    offer_undo(request, text, address)


def session_within(request, pk: int, *, lock: bool) -> Session:
    return fetch(request, rows(request, Session).select_related("offer__site", "offer__venue", "venue"), pk=pk, lock=lock)


def own_session(request, pk: int, *, lock: bool) -> Session:
    """A session whose figures this person enters."""
    own = rows(request, Session).filter(loggable(request.access)).select_related("offer__site", "offer__venue", "venue")
    return fetch(request, own, pk=pk, lock=lock)


PLACES = ("offers.change", "sites.view", "rooms.view", "partners.view")


@allow("sessions.change", "GET", "POST", reads=PLACES)
def session_create(request, pk):
    """One date or a series; what is a series is written out before it is saved."""
    offer = fetch(request, rows(request, Offer).select_related("site"), pk=pk)
    public = "Termine der nächsten Wochen stehen gleich danach auf der Familienseite."
    form = SessionsForm(*posted(request), offer=offer, request=request)
    return form_page(
        request,
        form,
        save=lambda form: plan_sessions(access=request.access, offer=offer, planned=form.planned()),
        done=_planned,
        crumbs=[navigation.OFFERS.crumb(offer.site_id), (offer.title, offer.get_absolute_url())],
        title="Termine anlegen",
        pre=f"{offer.title} · {offer.site.name}",
        lead=f"Einen einzelnen Termin oder eine Reihe, höchstens {MAX_DATES} auf einmal. Eine Reihe sehen Sie erst, Tag für Tag.",
        note=public if offer.public else "Dieses Angebot steht nicht auf der Familienseite.",
        why_not=STILL_A_DRAFT if offer.is_draft else "",
        template="offers/session_create.html",
    )


def _planned(sessions: list[Session]) -> str:
    if sessions[0].open_days:
        return f"Die offene Sprechzeit ist für {with_noun(len(sessions), 'Woche', 'Wochen')} geplant."
    return f"{len(sessions)} Termine sind geplant." if len(sessions) > 1 else f"Der Termin am {sessions[0].held_on:%d.%m.%Y} ist geplant."


@allow("sessions.log", "GET", "POST", reads=("offers.view", "needs.view", "goals.view", "evidence.view", "sites.view"))
def session_log(request, pk):
    """Three counters, prefilled; one save. The same page corrects."""
    session = own_session(request, pk, lock=request.method == "POST")
    back, label, url = way_back(request, session)
    page = session_log_page(request, session, back, (label, url))
    stored = {name: getattr(session, name) for name in OF_ENTRY}
    initial = stored if session.logged else {**page.last_figures, "note": session.note}
    form = FiguresForm(*posted(request), initial=initial, stored=stored, edits=session, hints=page.hints, highest=page.highest, request=request)
    return form_page(
        request,
        form,
        save=lambda form: log_session(access=request.access, session=session, figures=form.figures(), **form.others()),
        done=lambda kind: _logged(request, session, kind),
        back=way_back(request, session)[2],
        template="offers/session_log.html",
        title=session.offer.title,
        removal=FiguresRemoval(session) if session.logged or request.method == "POST" else None,
        **names_of(page),
    )


@allow("sessions.change", "GET", "POST", reads=PLACES)
def session_edit(request, pk):
    """Another day, time or place for one date or the rest of its series, or take out a date that nobody should have planned."""
    session = session_within(request, pk, lock=request.method == "POST")
    offer, name, rest = session.offer, session_words(session), list(rest_of_series(session).values_list("held_on", flat=True))
    public = "Die Familienseite zeigt gleich danach den neuen Tag."
    return form_page(
        request,
        MoveForm(*posted(request), instance=session, rest=rest, request=request),
        save=lambda form: move_session(access=request.access, session=session, move=Move(**form.move())),
        done=lambda moved: f"{moved} Termine sind geändert." if moved > 1 else f"Der Termin ist jetzt am {session.held_on:%d.%m.%Y}.",
        crumbs=[navigation.OFFERS.crumb(offer.site_id), (offer.title, offer.get_absolute_url())],
        title="Termin verschieben",
        pre=f"{offer.title} · {offer.site.name}",
        lead=f"{name}. Ein anderer Tag, eine andere Zeit oder ein anderer Ort.",
        submit="Termin ändern",
        note=Note(
            f"{public if offer.public else ''} Findet er nicht statt?".strip(),
            ("Fällt aus, mit Grund", reverse("offers:session_call_off", args=[pk])),
        ),
        removal=Removal(
            session,
            name=name,
            about=offer,
            note=told(families_at(rows(request, Session).filter(pk=session.pk, held_on__gte=request.access.today))),
            before=lambda: refuse_logged(session),
            after=lambda: publish(site=offer.site_id, today=request.access.today),
        ),
    )


def _logged(request, session: Session, kind: str) -> str:
    """What the next page says: while it can be taken back, with the button for it."""
    text = f"{session.offer.title} {'ist berichtigt' if kind == 'corrected' else 'ist eingetragen'}."
    if not may_undo(session) or is_corrected(session):
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
def session_restore(request, pk):
    """What was called off takes place after all."""
    session = session_within(request, pk, lock=True)
    if made := restore_session(access=request.access, session=session):
        named = ", ".join(f"{day:%d.%m.%Y}" for day in made)
        messages.warning(request, f"{session} findet doch statt. Der Nachholtermin am {named} bleibt geplant, bis Sie ihn ändern.")
    else:
        messages.success(request, f"{session} findet doch statt.")
    return redirect(way_back(request, session)[2])


@allow("sessions.change", "GET", "POST", reads=(*PLACES, "signups.view"))
def session_call_off(request, pk):
    """A date falls away for a reason, perhaps with a date that makes up for it; wherever one comes from, one leads back there."""
    session = session_within(request, pk, lock=request.method == "POST")
    offer, name, back = session.offer, session_words(session), way_back(request, session)
    return form_page(
        request,
        CancelForm(*posted(request), session=session, request=request),
        save=lambda form: call_off(access=request.access, session=session, **form.said(), make_up=form.make_up()),
        done=lambda made: _called_off(request, session, made),
        crumbs=[back[1:]] if back[0] == FROM_HOME else [navigation.OFFERS.crumb(offer.site_id), back[1:]],
        title="Termin fällt aus",
        pre=f"{offer.title} · {offer.site.name}",
        lead=f"{name}. Er bleibt in der Liste stehen, mit dem Grund.{_who_is_told(request, session)}",
        submit="Als ausgefallen eintragen",
        why_not="Für diesen Termin stehen schon Zahlen." if session.logged else "",
    )


def _who_is_told(request, session: Session) -> str:
    """How many families have signed up and hear of it: by mail, or by a call that the house makes."""
    if session.offer.registration == Offer.Registration.NONE:
        return ""
    signed_up = rows(request, SignUp).filter(session=session).exclude(state=SignUp.State.OFF).count()
    if signed_up == 1:
        return " Eine Familie ist angemeldet; sie bekommt Nachricht."
    return f" {signed_up} Familien sind angemeldet; sie bekommen Nachricht." if signed_up else ""


def _called_off(request, session: Session, made: Session | None) -> str:
    """The next page offers to take it back."""
    text = f"{session} fällt aus" + (f", nachgeholt am {made.held_on:%d.%m.%Y}." if made else ".")
    tell(request, session, text, "offers:session_restore")
    return ""
