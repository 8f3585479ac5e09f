"""What stands on the start page of parents: the coming dates of their house; for their representatives all that they work with.

Hearings, ideas of families with their way, surveys, meetings.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import QuerySet

from offers.models import PublicDate, PublicPage
from offers.pages.heard import IdeaWay, way_of
from offers.pages.survey_list import state_words
from planning.models import Application, Meeting, Party, Statement, Survey, Wish
from processes.models import Concept
from reporting.pages.home_house import today_words
from reporting.rules.due import unheard
from reporting.rules.news import News, news_of
from sites.core.access import Request, rows
from sites.core.days import clock_time, date_long, dayname, from_to, not_past, now_here, until
from sites.core.lists import CountOf
from sites.core.navigation import WISHES
from sites.core.numbers import in_words

AHEAD = timedelta(days=28)
#: How ideas stand, behind their number.
STANDING = {
    Wish.Outcome.NEW: "neu",
    Wish.Outcome.TALKING: "im Gespräch",
    Wish.Outcome.DOING: "in Arbeit",
    Wish.Outcome.DECLINED: "jetzt nicht",
}
SHOWN_DATES, SHOWN_HEARINGS, SHOWN_MEETINGS, SHOWN_IDEAS, SHOWN_SURVEYS = 8, 5, 4, 3, 3


def _day(day: date) -> str:
    return f"{dayname(day)[:2]}, {date_long(day).rpartition(' ')[0]}"


@dataclass(frozen=True)
class DateLine:
    """A published date in words."""

    date: PublicDate

    @property
    def words(self) -> str:
        one = self.date
        when = f"{_day(one.held_on)}, {clock_time(one.starts_at)} bis {clock_time(one.ends_at)} Uhr"
        return f"{when} · {one.room}" if one.room else when


@dataclass(frozen=True)
class MeetingLine:
    """A coming meeting of the house."""

    meeting: Meeting

    @property
    def words(self) -> str:
        one = self.meeting
        when = f"{_day(one.held_on)}, {clock_time(one.starts_at)} Uhr" if one.starts_at else _day(one.held_on)
        return " · ".join(filter(None, [when, one.where, "offen für alle Familien" if one.open_to_families else ""]))


@dataclass(frozen=True)
class ConceptLine:
    """A version of the concept on which the parents' council has not spoken yet."""

    concept: Concept
    today: date

    @property
    def facts(self) -> list[tuple[str, str]]:
        last = self.concept.heard_until
        return [("Frist", f"{dayname(last)}, {date_long(last)}, {until(last, self.today)}")] if last else []


@dataclass(frozen=True)
class SurveyLine:
    """A survey of the house, by its days."""

    survey: Survey
    words: str


@dataclass(frozen=True)
class Ideas:
    """The newest ideas of families with their way, and how all of them stand."""

    newest: list[IdeaWay]
    words: str
    url: str


@dataclass(frozen=True)
class HomeFamily:
    """`heard`: what the parents have said before; `speaks`: the person speaks for the parents; `page`: the public page of the house."""

    today: date
    dates: list[DateLine]
    page: PublicPage | None
    hearings: list[Application]
    heard: list[Statement]
    meetings: list[MeetingLine]
    news: list[News]
    speaks: bool
    ideas: Ideas | None = None
    surveys: list[SurveyLine] = field(default_factory=list)
    concepts: list[ConceptLine] = field(default_factory=list)

    @property
    def overline(self) -> str:
        return today_words(self.today)

    @property
    def asked(self) -> int:
        """How many hearings are open: cases of the county and versions of the concept."""
        return len(self.hearings) + len(self.concepts)

    @property
    def title(self) -> str:
        return "Ihre Stimme ist gefragt" if self.asked else "Willkommen"

    @property
    def lead(self) -> str:
        if not self.asked:
            return ""
        count = self.asked
        return "Eine Anhörung ist offen." if count == 1 else f"{in_words(count).capitalize()} Anhörungen sind offen."


def home_family_page(request: Request) -> HomeFamily:
    """The dates of the next four weeks; for who speaks for the parents the cases in which they have not spoken."""
    access, today = request.access, request.access.today
    speaks = access.holds("statements.change")
    heard = Statement.objects.filter(access.q("statements.change", Statement), party=Party.PARENTS).exclude(stance=Statement.Stance.PENDING)
    meetings = rows(request, Meeting).filter(held_on__range=(today, today + AHEAD)).select_related("body").order_by("held_on", "pk")
    hearings = unheard(access, Party.PARENTS).select_related("site__county").order_by("pk")
    coming = rows(request, PublicDate).filter(not_past(now_here()), held_on__range=(today, today + AHEAD))
    dates = list(coming.select_related("site__public_page")[:SHOWN_DATES])
    return HomeFamily(
        today=today,
        dates=[DateLine(one) for one in dates],
        page=dates[0].site.public_page if dates else None,
        hearings=list(hearings[:SHOWN_HEARINGS]) if speaks else [],
        heard=list(heard.select_related("site").order_by("-stated_on", "-pk")[:SHOWN_HEARINGS]) if speaks else [],
        meetings=[MeetingLine(one) for one in meetings[:SHOWN_MEETINGS]] if speaks else [],
        news=news_of(access) if speaks else [],
        speaks=speaks,
        ideas=_ideas(request) if speaks else None,
        surveys=_surveys(request) if speaks else [],
        concepts=[ConceptLine(one, today) for one in _unheard_concepts(request)] if speaks else [],
    )


def _ideas(request: Request) -> Ideas | None:
    """The ideas of the last twelve months; none where the person reads none."""
    places = sorted(request.access.reach("wishes.view").places)
    if not places:
        return None
    since = request.access.today - timedelta(days=365)
    found = rows(request, Wish).filter(kind=Wish.Kind.IDEA, created__date__gte=since)
    how = {f"number_{outcome}": CountOf(found.order_by().filter(outcome=outcome).values("pk")) for outcome in STANDING}
    newest = list(found.select_related("need").annotate(**how)[:SHOWN_IDEAS])
    counted = {outcome: getattr(newest[0], f"number_{outcome}") for outcome in STANDING} if newest else {}
    told = [f"{counted[outcome]} {words}" for outcome, words in STANDING.items() if counted.get(outcome)]
    return Ideas([way_of(wish) for wish in newest], ", ".join(told), WISHES.url(places[0]))


def _unheard_concepts(request: Request) -> QuerySet[Concept]:
    waiting = rows(request, Concept).filter(state=Concept.State.HEARING, stance="")
    return waiting.select_related("site").order_by("heard_until", "pk")[:SHOWN_HEARINGS]


def _surveys(request: Request) -> list[SurveyLine]:
    today = request.access.today
    found = rows(request, Survey).filter(opens__lte=today, closes__gte=today - timedelta(days=90))[:SHOWN_SURVEYS]
    return [SurveyLine(one, f"{state_words(one, today)}, {from_to(one.opens, one.closes)}") for one in found]
