"""What stands on the page of the counter: contacts and topics of the week, and the weeks before."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from offers.models import OutreachCount, OutreachWeek, TopicCount
from offers.pages.crisis import Reached, Tap
from offers.rules.crises import monday_of, topics
from planning.models import Term
from sites.core import navigation
from sites.core.access import Request, rows
from sites.core.days import date_short
from sites.models import Site

WEEKS = 12


@dataclass(frozen=True)
class TopicTap:
    """A topic with how often it came up this week."""

    topic: Term
    number: int


@dataclass(frozen=True)
class WeekLine:
    """A week: contacts by channel, and families, which are fewer."""

    week: date
    contacts: list[int]
    reach: Reached | None

    @property
    def title(self) -> str:
        return f"Woche {self.week.isocalendar().week}, ab {date_short(self.week)}"

    @property
    def sum(self) -> int:
        return sum(self.contacts)

    @property
    def families(self) -> str:
        return f"{self.reach.words} ({self.reach.share} %)" if self.reach else "nicht eingetragen"


@dataclass(frozen=True)
class OutreachPage:
    """`topics` of Anhang 3, `burdens` of § 4.1; `lines`: the last weeks, the newest first."""

    site: Site
    week: date
    problem: str
    taps: list[Tap]
    topics: list[TopicTap]
    burdens: list[TopicTap]
    lines: list[WeekLine]
    may_change: bool
    heads = ("Woche", *(f"{label}:n" for label in OutreachCount.Channel.labels), "Kontakte:n", "Familien erreicht:n")

    @property
    def lead(self) -> str:
        return "Ein Tipp zählt eins dazu. Ohne Namen, ohne Uhrzeit. Gezählt werden Kontakte; wie viele Familien es waren, steht daneben."

    @property
    def crumbs(self) -> list[tuple[str, str]]:
        return [navigation.CRISIS.crumb(self.site.pk), ("Kontakte zählen", "")]


def outreach_page(request: Request, site: Site, problem: str = "") -> OutreachPage:
    """Six queries, whatever was counted."""
    today = request.access.today
    week = monday_of(today)
    counted: dict[date, dict[str, int]] = defaultdict(dict)
    for row in rows(request, OutreachCount).filter(site=site, number__gt=0).order_by("-week")[: WEEKS * 4]:
        counted[row.week][row.channel] = row.number
    reached = {row.week: Reached(row.reached, row.families) for row in rows(request, OutreachWeek).filter(site=site)[:WEEKS]}
    of_week = dict(rows(request, TopicCount).filter(site=site, week=week).values_list("topic", "number"))
    known: dict[str, list[TopicTap]] = defaultdict(list)
    for topic in topics(today):
        known[topic.catalogue].append(TopicTap(topic, of_week.get(topic.pk, 0)))
    channels: Any = OutreachCount.Channel
    return OutreachPage(
        site=site,
        week=week,
        problem=problem,
        taps=[Tap(value, str(label), counted[week].get(value, 0)) for value, label in channels.choices],
        topics=known[Term.Catalogue.CRISIS_TOPIC],
        burdens=known[Term.Catalogue.BURDEN],
        lines=[
            WeekLine(day, [counted[day].get(value, 0) for value in channels.values], reached.get(day))
            for day in sorted({*counted, *reached}, reverse=True)
            if counted[day] or day in reached
        ],
        may_change=request.access.may("outreach.change", site),
    )
