"""What stands on the ranking of topics: what houses have wished and asked for within a year, the most wished first (R277)."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q

from planning.models import Inquiry, Term
from processes.models import AdviceContact
from sites.core.access import Request, rows
from sites.core.days import date_long
from sites.core.lists import Page
from sites.core.navigation import INQUIRIES
from sites.core.pages import Cell, Empty, RowList
from sites.core.rights import roles_with

A_YEAR = timedelta(days=365)
HEADS = ("Thema", "Wünsche:n", "Häuser:n", "Anliegen dazu:n", "Beratungen dazu:n")


@dataclass(frozen=True)
class Line:
    """A topic: how often it was wished, of how many houses, and how often it came up otherwise."""

    label: str
    number: int
    wishes: int
    houses: int
    inquiries: int
    contacts: int


def topic_list_page(request: Request) -> RowList:
    """Topics of the own office within a year, those that nobody has named among them. Three queries."""
    since = request.access.today - A_YEAR
    lines = sorted(lines_of(request, since), key=lambda line: (-line.wishes, -line.inquiries, -line.contacts, line.number))
    return RowList(
        title="Themenwünsche",
        lead=f"Was Häuser sich wünschen und wozu sie fragen, seit dem {date_long(since)}. So entsteht das nächste Programm.",
        crumbs=[INQUIRIES.crumb(), ("Themenwünsche", "")],
        caption="Themen nach der Zahl der Wünsche",
        heads=HEADS,
        page=Page(lines, "", True),
        row=lambda line: (Cell(line.label), line.wishes, line.houses, line.inquiries, line.contacts),
        empty=Empty("Noch kein Thema", "Die Liste der Themen steht unter „Listen“."),
        audience=roles_with("inquiries.topics"),
    )


def lines_of(request: Request, since: date) -> list[Line]:
    """Each topic of today with its counts."""
    asked = rows(request, Inquiry).filter(begun__date__gte=since, topic__isnull=False).order_by().values("topic")
    wished = Q(kind=Inquiry.Kind.TOPIC)
    counted: dict[int, Any] = {
        one["topic"]: one
        for one in asked.annotate(
            wishes=Count("pk", filter=wished), houses=Count("site", filter=wished, distinct=True), inquiries=Count("pk", filter=~wished)
        )
    }
    advised = rows(request, AdviceContact).filter(held_on__gte=since).order_by().values("topic").annotate(number=Count("pk"))
    contacts = {one["topic"]: one["number"] for one in advised}
    nothing = {"wishes": 0, "houses": 0, "inquiries": 0}
    return [
        Line(topic.label, topic.number, one["wishes"], one["houses"], one["inquiries"], contacts.get(topic.pk, 0))
        for topic in Term.objects.on(request.access.today).filter(catalogue=Term.Catalogue.TRAINING_TOPIC)
        for one in [counted.get(topic.pk, nothing)]
    ]
