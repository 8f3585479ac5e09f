"""What stands on the start page of a house: today's sessions, those without figures, the report of the year, quick ways, what was last used."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from offers.models import Session, SignUp
from planning.pages.team_hints import TeamHint, team_hints
from reporting.models import Report
from reporting.pages.first_steps import first_steps_of
from reporting.pages.head_due import OpenReport, open_reports
from reporting.pages.quick_ways import House, quick_ways
from reporting.pages.week_plan import AwayLine, absences_of
from reporting.rules.due import missing_sessions
from reporting.rules.entries import pages_of
from reporting.rules.first_steps import Shown
from reporting.rules.news import News, newest, said, subject_of
from sites.core import navigation
from sites.core.access import Request, rows
from sites.core.days import clock_time, date_long, dayname, until
from sites.core.numbers import with_noun
from sites.core.roles import HOUSE
from sites.models import Cooperation, Entry
from sites.rules.cooperations import due_now

SHOWN_MISSING, SHOWN_AWAY, SHOWN_USED = 5, 20, 5


@dataclass(frozen=True)
class AgendaLine:
    """A session of today. `now`: the words above the one that is due; empty for all others. `has_begun`: from then on it has figures."""

    session: Session
    now: str
    has_begun: bool
    may_log: bool
    may_plan: bool

    @property
    def is_done(self) -> bool:
        return bool(self.session.logged or self.session.cancelled)

    @property
    def css(self) -> str:
        return "is-done" if self.is_done else "is-now" if self.now else ""

    @property
    def url(self) -> str:
        return f"{reverse('offers:session_log', args=[self.session.pk])}?back=home"

    @property
    def moment(self) -> str:
        return f"{timezone.localdate():%Y-%m-%d}T{self.session.starts_at:%H:%M}"  # of open hours the session is a week

    @property
    def starts(self) -> str:
        return clock_time(self.session.starts_at)

    @property
    def words(self) -> str:
        """What is known of it: people, that it does not take place, or its room."""
        session = self.session
        if session.logged:
            people = with_noun(session.participations, "Teilnahme", "Teilnahmen")
            return f"{people} · eingetragen {clock_time(timezone.localtime(session.logged).time())}"
        if session.cancelled:
            return ", ".join(filter(None, ["fällt aus", session.off_words]))
        return session.place_words or "Ort noch offen"

    @property
    def room_and_people(self) -> str:
        offer = self.session.offer
        expected = f" · etwa {with_noun(offer.expected, 'Familie', 'Familien')} erwartet" if offer.expected else ""
        if signed_up := getattr(self.session, "coming", 0):
            expected = f" · {with_noun(signed_up, 'Familie', 'Familien')} angemeldet"
        return f"{self.session.place_words or 'Ort noch offen'}{expected}"

    @property
    def link(self) -> str:
        """What the link to its page is called; empty where there is nothing to do."""
        if self.session.logged:
            return "Ändern" if self.may_log else ""
        if self.session.cancelled:
            return ""
        if self.has_begun:
            return "Eintragen" if self.may_log else ""
        return "Absagen oder verschieben" if self.may_plan else ""

    @property
    def weight(self) -> str:
        """Of the button, where it is the one that is due."""
        return "primary" if self.has_begun else "secondary"


@dataclass(frozen=True)
class ReportCard:
    """A Sachbericht that is not accepted, as those see it who write it or read along."""

    report: OpenReport
    may_write: bool

    @property
    def link(self) -> str:
        return "Weiterschreiben" if self.may_write and self.report.state != Report.State.SUBMITTED else "Ansehen"

    @property
    def title(self) -> str:
        return f"Sachbericht {self.report.measure.funding_year}"

    @property
    def due(self) -> str:
        day = self.report.measure.report_due
        return f"Bis {date_long(day)}, {until(day, self.report.today)}"

    @property
    def words(self) -> str:
        left = len(self.report.open)
        if self.report.pk is None:
            return "Noch nicht begonnen. Die Zahlen füllen sich von selbst."
        if self.report.state == Report.State.SUBMITTED:
            return "Eingereicht. Der Landkreis prüft."
        chapters = f"{left} Kapitel {'ist' if left == 1 else 'sind'}"
        if self.report.state == Report.State.RETURNED:
            return f"Zurück zur Ergänzung.{f' {chapters} offen.' if left else ''}"
        return f"{chapters} noch offen." if left else "Alle Kapitel sind fertig."


@dataclass(frozen=True)
class Used:
    """A thing that a person worked on."""

    url: str
    text: str
    at: datetime


@dataclass(frozen=True)
class HomeHouse:
    """`missing`: sessions of the last weeks without figures, and whether there are more than those shown."""

    today: date
    first_steps: list[Shown]
    agenda: list[AgendaLine]
    missing: list[Session]
    more_missing: bool
    cards: list[ReportCard]
    agreements: list[Cooperation]
    more_agreements: bool
    houses: list[House]
    away: list[AwayLine]
    news: list[News]
    last_used: list[Used]
    may_write: bool
    logs_all: bool
    calls: list[SignUp]
    team_hints: list[TeamHint]

    @property
    def calls_words(self) -> str:
        """Who can only be told by telephone what has changed."""
        return "Eine Familie wartet auf Ihren Anruf" if len(self.calls) == 1 else f"{len(self.calls)} Familien warten auf Ihren Anruf"

    @property
    def week_url(self) -> str:
        """Where the week of the newest one is logged at once; empty for one date alone."""
        if len(self.missing) < 2:
            return ""
        newest = self.missing[0]
        return f"{reverse('offers:week_log', args=[newest.site_id])}?week={newest.held_on}"

    @property
    def none_missing(self) -> str:
        """What is said when nothing is missing: about the sessions this person enters, and not as if there had been any."""
        return f"Bei keinem Termin der letzten Wochen{'' if self.logs_all else ', den Sie eintragen,'} fehlen Zahlen."

    @property
    def overline(self) -> str:
        return today_words(self.today)

    @property
    def several(self) -> bool:
        return len(self.houses) > 1

    @property
    def away_url(self) -> str:
        return "" if self.several or not self.houses else navigation.ABSENCES.url(self.houses[0].site.pk)

    @property
    def missing_words(self) -> str:
        """ "1 Termin", "mehr als 5 Termine"; empty without any."""
        count = len(self.missing)
        return f"{'mehr als ' if self.more_missing else ''}{count} Termin{'e' if count != 1 else ''}" if count else ""

    @property
    def forms(self) -> list[House]:
        """The houses about which there is something to say."""
        return [house for house in self.houses if house.split or house.hint]


def today_words(today: date) -> str:
    """ "Dienstag, 17. November", the small line of every start page."""
    return f"{dayname(today)}, {date_long(today).rpartition(' ')[0]}"


def home_house_page(request: Request) -> HomeHouse:
    """Coordinator, head, professional. Each list is one query, whatever its length."""
    today, access = request.access.today, request.access
    coming = Count("signups", filter=Q(signups__state=SignUp.State.IN))
    todays = rows(request, Session.objects.on_day(today)).select_related("offer__venue", "venue").annotate(coming=coming)
    sessions = list(todays.order_by("starts_at", "pk"))
    calls = rows(request, SignUp).exclude(call="") if access.holds("signups.change") else SignUp.objects.none()
    late = missing_sessions(access).select_related("offer")
    missing = list(late.order_by("-held_on", "-starts_at")[: SHOWN_MISSING + 1])
    mends = access.holds("partners.change")
    agreements, more_agreements = due_now(rows(request, Cooperation), today) if mends else ([], False)
    houses, used, entries = quick_ways(request), _used(request), newest(access)
    pages = pages_of(access, [*used, *map(subject_of, entries)])
    return HomeHouse(
        today=today,
        first_steps=first_steps_of(request, HOUSE),
        agenda=_agenda(request, sessions, timezone.localtime().time()),
        missing=missing[:SHOWN_MISSING],
        more_missing=len(missing) > SHOWN_MISSING,
        cards=[ReportCard(one, may_write=access.holds("reports.write")) for one in open_reports(request, "reports.view")],
        agreements=agreements,
        more_agreements=more_agreements,
        houses=houses,
        away=_away(houses),
        news=said(access, entries, pages),
        last_used=[Used(pages[subject], entry.text, entry.at) for subject, entry in used.items() if subject in pages][:SHOWN_USED],
        may_write=access.holds("reports.write"),
        logs_all=access.holds("sessions.change"),
        calls=list(calls.order_by("held_on", "pk")),
        team_hints=[hint for house in houses for hint in team_hints(vars(house.site)["teams"], today)] if access.holds("bodies.change") else [],
    )


def _agenda(request: Request, sessions: Sequence[Session], clock: time) -> list[AgendaLine]:
    """The first one that has not ended stands out, or the last one that nobody has logged."""
    waiting = [session for session in sessions if not session.logged and not session.cancelled]
    now = next((session for session in waiting if session.lasts_until(clock)), waiting[-1] if waiting else None)
    plans, lines = request.access.reach("sessions.change"), []
    for session in sessions:
        words, may_plan = _now_words(session, clock) if session is now else "", session in plans
        may_log = may_plan or session.offer.led_by_id == request.user.pk
        lines.append(AgendaLine(session, words, session.starts_at <= clock, may_log, may_plan))
    return lines


def _now_words(session: Session, clock: time) -> str:
    if clock < session.starts_at:
        return f"Als Nächstes, bis {clock_time(session.ends_at)} Uhr"
    return f"Läuft gerade, bis {clock_time(session.ends_at)} Uhr" if session.lasts_until(clock) else "Heute, noch ohne Zahlen"


def _away(houses: list[House]) -> list[AwayLine]:
    """Who of the team is not in the house within seven days."""
    away = [AwayLine(one, one.site.name if len(houses) > 1 else "") for house in houses for one in absences_of(house.site)]
    return sorted(away, key=lambda line: line.absence.starts)[:SHOWN_AWAY]


def _used(request: Request) -> dict[str, Entry]:
    """The last things a person worked on, each with what was done last; some may be removed since then."""
    last: dict[str, Entry] = {}
    for entry in rows(request, Entry).filter(person=request.user).order_by("-pk")[:20]:
        last.setdefault(entry.subject, entry)
    return last
