"""The page of a house in a crisis: what holds, contacts of the week, the 24 formats, ways to the families, reachability, help, the plan."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from itertools import groupby
from typing import Any

from django.db.models import Count, Max, Min, OuterRef, Q, Subquery
from django.db.models.functions import JSONObject
from django.urls import reverse

from offers.models import (
    ContactChannel,
    CrisisAnswer,
    CrisisBasic,
    CrisisFormat,
    CrisisPeriod,
    HelpEntry,
    Keeper,
    Offer,
    OutreachCount,
    OutreachWeek,
    PhoneHour,
    Reachability,
)
from offers.rules.crises import days_of, formats, hygiene_of, monday_of, periods_of, share_reached
from planning.models import Term
from sites.core import navigation
from sites.core.access import Request, rows
from sites.core.days import clock_time, date_long, is_valid, not_over, until, valid_on
from sites.core.languages import GERMAN, clock, current, weekday_short
from sites.core.numbers import with_noun
from sites.core.places import site_within
from sites.models import Site

MONDAY = date(2024, 1, 1)  # any one: the names of weekdays
AUDIENCE = "Leitung, Koordination, Team, Träger und Prozessbegleitung; die Zahlen und die Abhakliste bleiben im Haus"


@dataclass(frozen=True)
class Tap:
    """A channel with its contacts of the week."""

    channel: str
    label: str
    number: int


@dataclass(frozen=True)
class Reached:
    """Families reached of all families in a week, and their share."""

    reached: int
    families: int

    @property
    def words(self) -> str:
        return f"{self.reached} von {with_noun(self.families, 'Familie', 'Familien')}"

    @property
    def share(self) -> int:
        return share_reached(self.reached, self.families)

    @property
    def missing(self) -> str:
        left = self.families - self.reached
        return f"erreicht ({self.share} Prozent), {left} noch nicht." if left else f"erreicht ({self.share} Prozent)."


@dataclass(frozen=True)
class FormatLine:
    """A format with the offer that runs by it, if any."""

    format: CrisisFormat
    url: str
    since: date | None

    @property
    def runs(self) -> str:
        return f"läuft seit {date_long(self.since)}" if self.since else ""


@dataclass(frozen=True)
class FormatGroup:
    """A group of Anhang 3 with its goals."""

    title: str
    goals: str
    lines: list[FormatLine]
    is_open: bool

    @property
    def words(self) -> str:
        running = sum(1 for line in self.lines if line.since)
        digital = sum(1 for line in self.lines if line.format.digital)
        parts = [with_noun(len(self.lines), "Form", "Formen") + (f", {running} {'läuft' if running == 1 else 'laufen'}" if running else "")]
        if digital == len(self.lines):
            parts.append("alle digital")
        elif digital:
            parts.append(f"{digital} digital")
        return " · ".join([*parts, "jede mit einem Weg ohne Internet"] if digital else parts)


@dataclass(frozen=True)
class HourLine:
    """The hours of a day, and in which function somebody answers."""

    days: str
    hours: str
    who: str


@dataclass(frozen=True)
class Crisis:
    """`periods`: those of today; `reach`, `before`: families of this week and of the last one; `plan`: the eight basics, done or not."""

    site: Site
    today: date
    week: date
    periods: list[CrisisPeriod]
    ended: list[CrisisPeriod]
    taps: list[Tap]
    reach: Reached | None
    before: Reached | None
    groups: list[FormatGroup]
    channels: list[ContactChannel]
    reachability: dict[str, Any] | None
    hours: list[HourLine]
    help: list[HelpEntry]
    plan: list[dict[str, Any]]
    answers: int
    may_switch: bool
    may_change: bool
    may_count: bool
    may_offer: bool
    audience: str = AUDIENCE
    crumbs: list[tuple[str, str]] = field(default_factory=list)

    @property
    def title(self) -> str:
        return "In Verbindung bleiben"

    @property
    def pre(self) -> str:
        return f"Krisenmodus {days_of(self.periods[0])}" if self.periods else self.site.name

    @property
    def hygiene(self) -> list[str]:
        return hygiene_of(self.periods)

    @property
    def contacts(self) -> int:
        return sum(tap.number for tap in self.taps)

    @property
    def week_title(self) -> str:
        return f"Kontakte in Woche {self.week.isocalendar().week}"

    @property
    def difference(self) -> str:
        """Contacts are not families: both numbers, and where the rest stands."""
        families = f" mit {with_noun(self.reach.reached, 'Familie', 'Familien')}" if self.reach else ""
        counted = f"{with_noun(self.contacts, 'Kontakt', 'Kontakte')}{families}. " if self.contacts else ""
        return f"{counted}Welche Familien noch fehlen, steht nur auf der Abhakliste im Haus; sie wird nach der Krise vernichtet."

    @property
    def running(self) -> str:
        number = sum(1 for group in self.groups for line in group.lines if line.since)
        return "Noch keine läuft." if not number else "1 läuft." if number == 1 else f"{number} laufen."

    @property
    def formats_note(self) -> str:
        return f"{sum(len(group.lines) for group in self.groups)} Vorlagen, Fachliche Empfehlungen, Anhang 3"

    @property
    def checked_words(self) -> str:
        return until(self.reachability["confirmed_on"], self.today) if self.reachability else ""

    @property
    def reach_facts(self) -> list[tuple[str, str]]:
        shown = "auf der Familienseite" if self.periods else "sobald der Krisenmodus an ist"
        return [("Zuletzt geprüft", self.checked_words or "noch nie"), ("Zu sehen", shown)]

    @property
    def plan_words(self) -> str:
        done = sum(1 for item in self.plan if item["done"])
        return f"Beschrieben: {done} von {with_noun(len(self.plan), 'Grundlage', 'Grundlagen')}."

    @property
    def help_county(self) -> str:
        return reverse("offers:help_county", args=[self.site.county_id])


def crisis_page(request: Request, pk: int) -> Crisis:
    """A site within reach, or a 404. Eight queries, whatever was counted."""
    today, access = request.access.today, request.access
    week = monday_of(today)
    site = site_within(request, "outreach.view", pk, **_of_site(week))
    all_periods = list(periods_of(site.pk, site.county_id))
    may_change = access.may("outreach.change", site)
    return Crisis(
        site=site,
        today=today,
        week=week,
        periods=[period for period in all_periods if is_valid(period, today)],
        ended=[period for period in all_periods if period.ends and period.ends < today],
        taps=_taps(request, site, week),
        reach=_reached(vars(site)["this_week"]),
        before=_reached(vars(site)["last_week"]),
        groups=_groups(request, site, today),
        channels=list(rows(request, ContactChannel).filter(site=site)),
        reachability=vars(site)["reachability"],
        hours=hour_lines(rows(request, PhoneHour).filter(valid_on(today), site=site)),
        help=in_need(HelpEntry.objects.filter(Q(place=site.pk) | Q(place=site.county_id)))[:6],
        plan=_plan(request, site, today, may_change),
        answers=vars(site)["answers"] or 0,
        may_switch=site.pk in access.reach("crisis.change").places,
        may_change=may_change,
        may_count=access.may("outreach.count", site),
        may_offer=access.may("offers.change", site),
        crumbs=[navigation.OFFERS.crumb(site.pk), (navigation.CRISIS.label, "")],
    )


def in_need(found: Iterable[HelpEntry]) -> list[HelpEntry]:
    """Places of help, the emergency service first."""
    order = list(HelpEntry.Kind.values)
    return sorted(found, key=lambda row: (order.index(row.kind), row.title))


def _of_site(week: date) -> dict[str, Any]:
    """What there is once per house, in the query of the house: families of two weeks, how it can be reached, how many answers."""
    weeks = OutreachWeek.objects.filter(site=OuterRef("pk"))
    both = JSONObject(reached="reached", families="families")
    found = Reachability.objects.filter(site=OuterRef("pk")).values(row=JSONObject(phone="phone", text="text", confirmed_on="confirmed_on", pk="pk"))
    answers = CrisisAnswer.objects.filter(site=OuterRef("pk")).order_by().values("site").annotate(number=Count("pk")).values("number")
    return {
        "this_week": Subquery(weeks.filter(week=week).values(row=both)[:1]),
        "last_week": Subquery(weeks.filter(week=week - timedelta(days=7)).values(row=both)[:1]),
        "reachability": Subquery(found[:1]),
        "answers": Subquery(answers),
    }


def _reached(row: dict[str, int] | None) -> Reached | None:
    return Reached(row["reached"], row["families"]) if row else None


def _taps(request: Request, site: Site, week: date) -> list[Tap]:
    counted = dict(rows(request, OutreachCount).filter(site=site, week=week).values_list("channel", "number"))
    return [Tap(value, str(label), counted.get(value, 0)) for value, label in OutreachCount.Channel.choices]


def _groups(request: Request, site: Site, today: date) -> list[FormatGroup]:
    running = rows(request, Offer).filter(not_over(today), site=site, crisis_format=OuterRef("pk")).order_by().values("crisis_format")
    since = Subquery(running.annotate(first=Min("starts")).values("first"))
    newest = Subquery(running.annotate(last=Max("pk")).values("last"))
    listed = formats().annotate(since=since, newest=newest).order_by("group__number", "number")
    found: list[FormatGroup] = []
    for group, of_group in groupby(listed, key=lambda row: row.group):
        lines = [_line(row, site) for row in of_group]
        found.append(FormatGroup(group.label, group.text, lines, is_open=not found))
    return found


def _line(row: Any, site: Site) -> FormatLine:
    url = reverse("offers:offer_detail", args=[row.newest]) if row.newest else reverse("offers:crisis_offer_create", args=[site.pk, row.code])
    return FormatLine(row, url, row.since)


def _plan(request: Request, site: Site, today: date, may_change: bool) -> list[dict[str, Any]]:
    """The eight basics: described or not, by whom and when; whoever may change one is led to it."""
    noted = rows(request, CrisisBasic).filter(site=site, basic=OuterRef("pk"))
    listed = (
        Term.objects.on(today).filter(catalogue="crisis_basic").annotate(note=Subquery(noted.values(row=JSONObject(by="done_by", on="done_on"))[:1]))
    )
    return [_basic(term, site, may_change) for term in listed]


def _basic(term: Any, site: Site, may_change: bool) -> dict[str, Any]:
    who = f"{Keeper(term.note['by']).label}, {date_long(term.note['on'])}" if term.note else ""
    url = reverse("offers:basic_edit", args=[site.pk, term.code]) if may_change else ""
    return {"text": term.label, "done": bool(term.note), "url": url, "who": who}


def hour_lines(hours: Iterable[PhoneHour]) -> list[HourLine]:
    """Days with the same hours and function in one line: "Mo bis Fr", "9:00 bis 12:00 Uhr", "Koordination"."""
    days: dict[tuple[time, time, str], list[int]] = {}
    for row in hours:
        days.setdefault((row.starts_at, row.ends_at, row.get_who_display()), []).append(row.weekday)
    return [HourLine(_days(sorted(set(found))), _hours(first, last), who) for (first, last, who), found in days.items()]


def _hours(first: time, last: time) -> str:
    """ "9 bis 12:30 Uhr", and as the language of the page writes it."""
    if current().locale != GERMAN:
        return f"{clock(first)}–{clock(last)}"
    return f"{_short(first)} bis {_short(last)} Uhr"


def _short(value: time) -> str:
    """9 or 9:30"""
    return str(value.hour) if value.minute == 0 else clock_time(value)


def _days(found: list[int]) -> str:
    if len(found) > 2 and found == list(range(found[0], found[-1] + 1)):
        return f"{_day(found[0])}{' bis ' if current().locale == GERMAN else '–'}{_day(found[-1])}"
    return ", ".join(map(_day, found))


def _day(number: int) -> str:
    """Mo"""
    return weekday_short(MONDAY + timedelta(days=number))
