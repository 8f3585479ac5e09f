"""What stands on the start page of the state office: the network on a map, what is missing in it, what houses ask, what is new (R002)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Window
from django.urls import reverse

from planning.models import Inquiry
from reporting.pages.first_steps import first_steps_of
from reporting.pages.home_house import today_words
from reporting.pages.office_parts import Gap, Planned, Wanted, coming, free_hours, planned, wanted_of, with_wanted, without_event
from reporting.rules.data_quality import Missing, helper_of, members_on, missing_in, reminded_on, with_quality
from reporting.rules.first_steps import Shown
from reporting.rules.history import Span, history_of, phases_on
from reporting.rules.news import News, news_of
from reporting.rules.waiting import PAUSE
from sites.core.access import Request, rows
from sites.core.days import date_long, until
from sites.core.numbers import with_noun
from sites.core.roles import STATE
from sites.models import County, Feedback, Phase
from sites.rules.phases import RUNNING

SHOWN, WORDS = 5, 160
CONSULTATION = RUNNING.index(Phase.CONSULTATION)
HOW_MANY = Window(Count("*"))  # all of them, at each of those that are shown
#: How the phases are called on the map, and the colours of their bands.
NAMES, COLOURS = ("auf dem Weg", "ThEKiZ", "Konsultation"), ("q1", "q3", "q4")


@dataclass(frozen=True)
class Line:
    """A county: its sites by phase, what is missing in its data, who helps, and when they were last reminded."""

    county: County
    today: date
    phases: list[int]
    missing: list[Missing]

    @property
    def sites(self) -> int:
        return sum(self.phases)

    @property
    def words(self) -> str:
        parts = ", ".join(f"{count} {name}" for count, name in zip(self.phases, NAMES, strict=True))
        return f"{self.county.name}: {with_noun(self.sites, 'Standort', 'Standorte')}, {parts}"

    @property
    def first(self) -> Missing:
        return self.missing[0]

    @property
    def others(self) -> str:
        return ", ".join(one.short for one in self.missing[1:])

    @property
    def days(self) -> int:
        return (self.today - self.first.since).days

    @property
    def since(self) -> str:
        return until(self.first.since, self.today).removeprefix("vor ")

    @property
    def who(self) -> str:
        """Whom one calls: the role with an account, and the number of the register."""
        role = helper_of(self.county)
        return ", ".join(filter(None, [role.label if role else self.county.contact or "noch kein Konto", self.county.phone]))

    @property
    def is_reminded(self) -> bool:
        last = reminded_on(self.county)
        return last is not None and self.today < last + PAUSE

    @property
    def reminder(self) -> str:
        last = reminded_on(self.county)
        return f"erinnert am {date_long(last).rpartition(' ')[0]}" if last and self.is_reminded else ""

    @property
    def can_be_reminded(self) -> bool:
        return helper_of(self.county) is not None and not self.is_reminded

    @property
    def remind_url(self) -> str:
        return reverse("reporting:county_remind", args=[self.county.pk]) if self.can_be_reminded else ""

    @property
    def tile(self) -> dict[str, Any]:
        url = reverse("reporting:county_sheet", args=[self.county.pk])
        css = "plain" if self.phases[CONSULTATION] else "gapped"
        bands = list(zip(COLOURS, self.phases, strict=True))
        return {
            "ags": self.county.ags,
            "short": self.county.short,
            "value": str(self.sites),
            "class": css,
            "title": self.words,
            "url": url,
            "parts": bands,
        }


@dataclass(frozen=True)
class HomeState:
    """`inquiries` and `feedback`: those that nobody has answered, the oldest first; `pool`: who has most hours free."""

    today: date
    first_steps: list[Shown]
    table: list[Line]
    gaps: list[Gap]
    wanted: list[Wanted]
    pool: list[Any]
    trainings: list[Planned]
    inquiries: list[Inquiry]
    feedback: list[Feedback]
    news: list[News]

    map_title = "Standorte nach Phase"
    heads = ("Gebiet", *(f"{name}:n" for name in NAMES), "zusammen:n")
    quality_heads = ("Gebiet", "Was fehlt", "seit", "Wer hilft", "Erinnern")
    pool_heads = ("Name", "Region, Sprachen", "Stunden im Monat:n", "frei:n")

    @property
    def overline(self) -> str:
        return today_words(self.today)

    @property
    def lead(self) -> str:
        where = f"{with_noun(sum(self.totals), 'Standort', 'Standorte')} in {len(self.table)} Landkreisen und kreisfreien Städten."
        counted = (
            (len(self.quality), "Hinweis zu Daten", "Hinweise zu Daten"),
            (_number(self.inquiries), "offenes Anliegen", "offene Anliegen"),
            (_number(self.feedback), "neue Rückmeldung", "neue Rückmeldungen"),
        )
        waits = [with_noun(*one) for one in counted if one[0]]
        if not waits:
            return f"{where} Es wartet nichts auf Sie."
        listed = " und ".join(filter(None, [", ".join(waits[:-1]), waits[-1]]))
        return f"{where} {listed} {'wartet' if sum(one[0] for one in counted) == 1 else 'warten'} auf Sie."

    @property
    def totals(self) -> list[int]:
        return [sum(line.phases[at] for line in self.table) for at in range(len(RUNNING))]

    @property
    def total(self) -> int:
        return sum(self.totals)

    @property
    def tiles(self) -> list[dict[str, Any]]:
        return [line.tile for line in self.table]

    @property
    def legend(self) -> list[tuple[str, str]]:
        without = sum(not line.phases[CONSULTATION] for line in self.table)
        parts = [(css, f"{name}, {count}") for css, name, count in zip(COLOURS, NAMES, self.totals, strict=True)]
        return [*parts, ("gapped", f"noch ohne Konsultation, {without}")]

    @property
    def quality(self) -> list[Line]:
        """What is missing longest stands first."""
        return sorted((line for line in self.table if line.missing), key=lambda line: -line.days)

    @property
    def quality_words(self) -> str:
        return f"{len(self.quality)} von {len(self.table)} Gebieten"

    @property
    def to_remind(self) -> int:
        return sum(line.can_be_reminded for line in self.quality)

    @property
    def remind_all(self) -> str:
        return f"Alle erinnern, die noch nicht erinnert sind ({self.to_remind})"

    @property
    def asked(self) -> list[tuple[Inquiry, str]]:
        return [(one, f"{one.site_name} · {one.get_kind_display()} · {until(one.begun, self.today)}") for one in self.inquiries]

    @property
    def heard(self) -> list[tuple[Feedback, str]]:
        """Each with its first words."""
        return [(one, one.message if len(one.message) <= WORDS else f"{one.message[:WORDS].rsplit(' ', 1)[0]} …") for one in self.feedback]


def home_state_page(request: Request) -> HomeState:
    """Each list is one query, whatever its length; every other section has one of its own."""
    today = request.access.today
    inquiries = rows(request, Inquiry).filter(state=Inquiry.State.OPEN).order_by("begun", "pk")
    feedback = rows(request, Feedback).filter(answered=None).order_by("created", "pk")
    table, trainings = lines_of(request, seeking=True), planned(today)
    return HomeState(
        today=today,
        first_steps=first_steps_of(request, STATE),
        table=table,
        gaps=_gaps(request, table, trainings),
        wanted=wanted_of((line.county for line in table), today),
        pool=free_hours(today),
        trainings=coming(trainings, today),
        inquiries=list(inquiries.annotate(number=HOW_MANY)[:SHOWN]),
        feedback=list(feedback.annotate(number=HOW_MANY)[:SHOWN]),
        news=news_of(request.access),
    )


def lines_of(request: Request, *, lock: bool = False, seeking: bool = False) -> list[Line]:
    """The counties of the reach with their sites and what is missing, by name, in two queries. `lock`: they are about to be reminded.

    `seeking`: also with what they look for.
    """
    today, places = request.access.today, request.access.reach("figures.view").places
    found = County.objects.filter(pk__in=places).order_by("sort_key")
    counties = with_quality(found.select_for_update(of=("self",)) if lock else found, members_on(today))
    if seeking:
        counties = with_wanted(request, counties)
    history = history_of(places, today)
    spans: dict[int, list[Span]] = {}
    for span in history:
        spans.setdefault(span.county, []).append(span)
    phases, nothing = phases_on(history, today), Counter[str]()
    return [
        Line(county, today, [phases.get(county.pk, nothing)[phase] for phase in RUNNING], missing_in(county, spans.get(county.pk, []), today))
        for county in counties
    ]


def _number(found: Sequence[Inquiry] | Sequence[Feedback]) -> int:
    """How many there are beside those that are shown."""
    return vars(found[0])["number"] if found else 0


def _gaps(request: Request, table: list[Line], trainings: list[Planned]) -> list[Gap]:
    """Where something is missing that nobody has forgotten to enter. Counties without a site are named once."""
    with_sites = [line for line in table if line.sites]
    found = [
        Gap([line.county for line in with_sites if not line.phases[CONSULTATION]], "ohne Konsultationseinrichtung", "3.2 empfiehlt eine je Gebiet"),
        Gap(
            [line.county for line in with_sites if any(one.short == "Vertretung" for one in line.missing)],
            "ohne Vertretung in der Sozialplanung",
            "2.2",
        ),
        without_event(request, [line.county for line in with_sites], trainings),
        Gap([line.county for line in table if not line.sites], "noch ohne Standort", "3.2"),
    ]
    return [gap for gap in found if gap.counties]
