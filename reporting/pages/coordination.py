"""What stands on the page of a coordinator's tasks: the eighteen of Anhang 2, each with what stands for it in a year (R163–R180)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.db.models import OuterRef, Prefetch, Q, QuerySet

from offers.models import Offer, Publication, Session
from planning.models import Body, Contribution, EventVisit, Goal, GoalReview, Inquiry, Meeting, Need, SocialResource, Survey, Term, Wish
from processes.models import ActionStep, Concept, FacilitationSession
from sites.core.access import Request, fetch, rows
from sites.core.lists import CountOf, Option, choice, options
from sites.core.navigation import (
    BODIES,
    CONCEPT,
    CONTRIBUTIONS,
    COORDINATION,
    GOALS,
    GROWTH_TABS,
    INQUIRIES,
    NEEDS,
    OFFERS,
    PARTNERS,
    PUBLICATIONS,
    SOCIAL_SPACE,
    STEPS,
    SURVEYS,
    WISHES,
    EntryPage,
    Links,
)
from sites.core.numbers import with_noun
from sites.models import Cooperation, Site

TITLE = "Aufgaben der Koordination"
LEAD = "Die 18 Aufgaben aus Anhang 2, und was im Jahr dafür steht. Es wird gezählt, was Sie ohnehin eintragen; niemand wird daran gemessen."
GROUPS = {"inward": "Kommunikation nach Innen", "offers": "Angebotsentwicklung", "network": "Sozialraum- und Netzwerkarbeit"}
NOTHING = "In diesem Jahr steht noch nichts dafür."
YEARS = 3

type Year = tuple[date, date]


@dataclass(frozen=True)
class Trace:
    """What is counted for a task: rows of the year, what one and several of them are called, and where they stand."""

    task: str
    one: str
    many: str
    page: EntryPage
    model: type[Any]
    of: Callable[[Year], Q]
    place: str = "site"


def _in(field: str, *more: Q, **fixed: Any) -> Callable[[Year], Q]:
    return lambda year: Q(*more, **{f"{field}__range": year}, **fixed)


TRACES = (
    Trace("inward_team", "Beitrag aus dem Team beantwortet", "Beiträge aus dem Team beantwortet", CONTRIBUTIONS, Contribution, _in("answered_on")),
    Trace("inward_facilitation", "Termin der Prozessbegleitung", "Termine der Prozessbegleitung", STEPS, FacilitationSession, _in("held_on")),
    Trace("inward_parents", "Anhörung zur Konzeption", "Anhörungen zur Konzeption", CONCEPT, Concept, _in("heard_on")),
    Trace(
        "inward_parents", "Sitzung des Elternbeirats", "Sitzungen des Elternbeirats", BODIES, Meeting,
        _in("held_on", body__kind=Body.Kind.PARENTS), "place",
    ),
    Trace("inward_parents", "Antwort an eine Familie", "Antworten an Familien", WISHES, Wish, _in("answered_on")),
    Trace("inward_concept", "Fassung begonnen", "Fassungen begonnen", CONCEPT, Concept, _in("begun_on")),
    Trace("inward_concept", "Fassung freigegeben", "Fassungen freigegeben", CONCEPT, Concept, _in("released_on")),
    Trace("offers_needs", "Umfrage", "Umfragen", SURVEYS, Survey, _in("opens")),
    Trace("offers_needs", "Bedarf festgehalten", "Bedarfe festgehalten", NEEDS, Need, _in("found_on")),
    Trace("offers_planner", "Anliegen an ein Amt", "Anliegen an Ämter", INQUIRIES, Inquiry, _in("begun__date")),
    Trace("offers_develop", "Angebot begonnen", "Angebote begonnen", OFFERS, Offer, _in("starts")),
    Trace("offers_accompany", "Termin eingetragen", "Termine eingetragen", OFFERS, Session, _in("held_on", logged__isnull=False)),
    Trace("offers_public", "Veröffentlichung", "Veröffentlichungen", PUBLICATIONS, Publication, _in("published_on")),
    Trace("offers_evaluate", "Ziel ausgewertet", "Ziele ausgewertet", GOALS, GoalReview, _in("held_on")),
    Trace(
        "network_steering", "Sitzung des Steuerungsteams", "Sitzungen des Steuerungsteams", BODIES, Meeting,
        _in("held_on", body__kind=Body.Kind.STEERING_TEAM), "place",
    ),
    Trace("network_events", "Netzwerktreffen", "Netzwerktreffen", SOCIAL_SPACE, EventVisit, _in("held_on", kind__in=["regional", "wider"])),
    Trace("network_bodies", "Gremium oder Arbeitskreis", "Gremien oder Arbeitskreise", SOCIAL_SPACE, EventVisit, _in("held_on", kind="body")),
    Trace("network_conferences", "Fachtag", "Fachtage", SOCIAL_SPACE, EventVisit, _in("held_on", kind="conference")),
    Trace("network_partners", "Kooperation begonnen", "Kooperationen begonnen", PARTNERS, Cooperation, _in("starts")),
    Trace("network_analysis", "Eintrag im Sozialraum geprüft", "Einträge im Sozialraum geprüft", SOCIAL_SPACE, SocialResource, _in("seen_on")),
    Trace("network_presence", "Veröffentlichung über das Haus", "Veröffentlichungen über das Haus", PUBLICATIONS, Publication, _in(
        "published_on", offer=None)),
)  # fmt: skip


@dataclass(frozen=True)
class Task:
    """A task in the words of the recommendations; `counted` and `tagged` are (words, address)."""

    words: str
    counted: list[tuple[str, str]]
    tagged: list[tuple[str, str]]

    @property
    def is_bare(self) -> bool:
        return not self.counted and not self.tagged


@dataclass(frozen=True)
class Coordination:
    """The page."""

    site: Site
    tabs: Links
    groups: list[tuple[str, list[Task]]]
    choices: list[Option]
    year: int
    nothing: str = NOTHING
    title: str = TITLE
    lead: str = LEAD

    @property
    def crumbs(self) -> list[tuple[str, str]]:
        return [(self.site.name, self.site.get_absolute_url()), (TITLE, "")]


def coordination_page(request: Request, site: int) -> Coordination:
    """The tasks at a site within reach in a year: what is counted comes in one query, what is tagged in two."""
    today = request.access.today
    years = {"" if back == 0 else str(today.year - back): str(today.year - back) for back in range(YEARS)}
    chosen = int(choice(request, "year", set(years)) or today.year)
    span = (date(chosen, 1, 1), date(chosen, 12, 31))
    counts = {f"trace_{number}": CountOf(_found(request, trace, span).values("pk")) for number, trace in enumerate(TRACES)}
    # guard: coordination-site -> inside = rows(request, Site)
    inside = rows(request, Site).filter(pk__in=request.access.reach("steps.internal").places)
    place = fetch(request, inside.annotate(**counts), pk=site)
    return Coordination(
        site=place,
        tabs=GROWTH_TABS.at(request.access, place.pk, COORDINATION),
        groups=_groups(request, place, span),
        choices=options("" if chosen == today.year else str(chosen), years, "year"),
        year=chosen,
    )


def _found(request: Request, trace: Trace, span: Year) -> QuerySet[Any]:
    return rows(request, trace.model).filter(trace.of(span), **{trace.place: OuterRef("pk")}).order_by()


def _groups(request: Request, site: Site, span: Year) -> list[tuple[str, list[Task]]]:
    first, last = span
    goals = rows(request, Goal).filter(site=site, starts__lte=last, due__gte=first)
    terms = Term.objects.on(min(last, request.access.today)).filter(catalogue=Term.Catalogue.COORDINATION)
    tagged: dict[int, list[tuple[str, str]]] = {}
    for goal in goals.prefetch_related(Prefetch("terms", terms, to_attr="tasks")):
        for term in goal.tasks:
            tagged.setdefault(term.pk, []).append((f"Ziel: {goal.title}", goal.get_absolute_url()))
    steps = rows(request, ActionStep).filter(Q(closed_on=None, due__lte=last) | Q(closed_on__range=span), site=site, task__isnull=False)
    for step in steps:
        tagged.setdefault(step.task_id or 0, []).append((f"Schritt: {step.title}", STEPS.url(site.pk)))
    groups = groupby(terms, key=lambda term: term.code.partition("_")[0])
    return [(GROUPS[key], [Task(term.label, _counted(site, term.code), tagged.get(term.pk, [])) for term in of]) for key, of in groups]


def _counted(site: Any, code: str) -> list[tuple[str, str]]:
    found = [(trace, getattr(site, f"trace_{number}")) for number, trace in enumerate(TRACES) if trace.task == code]
    return [
        (with_noun(count, trace.one, trace.many), trace.page.url(site.pk if trace.page.at else None)) for trace, count in found if count
    ]  # fmt: skip
