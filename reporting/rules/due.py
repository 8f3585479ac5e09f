"""What a person can do next in a role: one list of sources, for the start page and for the line about the other roles."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Count, Exists, IntegerField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from offers.models import Session
from offers.rules.logging import loggable
from planning.models import Application, Inquiry, Interest, Party, Statement
from planning.services.cases import OWN_VOICE
from reporting.models import Chapter, Report
from sites.core.access import Access
from sites.core.navigation import role_shown
from sites.core.numbers import with_noun
from sites.core.roles import Role
from sites.models import Feedback, User

DAYS_BACK = timedelta(days=60)
VOICES = {role: party for party, role in OWN_VOICE.items()}


@dataclass(frozen=True)
class Source:
    """Rows that wait for a role, with the words for one and for several."""

    rows: QuerySet[Any]
    one: str
    several: str


def missing_sessions(access: Access) -> QuerySet[Session]:
    """The sessions of the last weeks without figures that this person may log."""
    return Session.objects.missing(access.today).filter(loggable(access), held_on__gte=access.today - DAYS_BACK)


def unheard(access: Access, party: Party) -> QuerySet[Application]:
    """The open cases in which a party has not spoken."""
    spoken = Statement.objects.filter(application=OuterRef("pk"), party=party).exclude(stance=Statement.Stance.PENDING)
    cases = Application.objects.filter(access.q("statements.change", Application), state__in=Application.PENDING)
    return cases.filter(~Exists(spoken))


def to_submit(access: Access) -> QuerySet[Report]:
    """The Sachberichte with nothing left to write: what is missing is the step of the head."""
    unready = Chapter.objects.filter(report=OuterRef("pk"), ready=False)
    return Report.objects.filter(access.q("reports.submit", Report), ~Exists(unready), state__in=["draft", "returned"])


def sources_of(access: Access) -> Iterator[Source]:
    """What waits for a person in the one role that is shown, by what this role may do."""
    role = role_shown(access)
    if access.holds("sessions.log"):
        yield Source(missing_sessions(access), "Termin ohne Zahlen", "Termine ohne Zahlen")
    if access.holds("reports.submit"):
        yield Source(to_submit(access), "Sachbericht einzureichen", "Sachberichte einzureichen")
    if access.holds("reports.write"):
        returned = Report.objects.filter(access.q("reports.write", Report), state="returned")
        yield Source(returned, "Sachbericht zu ergänzen", "Sachberichte zu ergänzen")
    if access.holds("applications.decide"):
        cases = Application.objects.filter(access.q("applications.decide", Application), state="submitted")
        yield Source(cases, "Antrag zu entscheiden", "Anträge zu entscheiden")
    if role in VOICES:
        yield Source(unheard(access, VOICES[role]), "Stellungnahme fehlt", "Stellungnahmen fehlen")
    if access.holds("interests.confirm"):
        interests = Interest.objects.filter(access.q("interests.confirm", Interest), state="received")
        yield Source(interests, "neues Interesse", "neue Interessen")
    if access.holds("reports.review"):
        reports = Report.objects.filter(access.q("reports.review", Report), state="submitted")
        yield Source(reports, "Sachbericht zu prüfen", "Sachberichte zu prüfen")
    if access.holds("inquiries.answer"):
        inquiries = Inquiry.objects.filter(access.q("inquiries.answer", Inquiry), state=Inquiry.State.OPEN)
        yield Source(inquiries, "offenes Anliegen", "offene Anliegen")
    if access.holds("feedback.change"):
        feedback = Feedback.objects.filter(access.q("feedback.change", Feedback), answered=None)
        yield Source(feedback, "neue Rückmeldung", "neue Rückmeldungen")


def due_words(access: Access, roles: list[Role]) -> dict[Role, str]:
    """For each of these roles what waits in it, in words; empty where nothing does. One query for all of them."""
    known = [(role, source) for role in roles for source in sources_of(access.in_role(role))]
    if not known:
        return {}
    counts = User.objects.filter(pk=access.user.pk).values_list(*(_number(source.rows) for _, source in known)).get()
    lines = [(role, with_noun(number, source.one, source.several)) for (role, source), number in zip(known, counts, strict=True) if number]
    return {role: ", ".join(words for known_role, words in lines if known_role == role) for role in roles}


def _number(found: QuerySet[Any]) -> Coalesce:
    counted = found.order_by().annotate(every=Value(1)).values("every").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
