"""The lists of the recommendations: what applies on a day, what came before, and in which edition (R320)."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet
from django.urls import reverse

from planning.models import ActionField, Edition, LegalBasis, Link, Resolution, Term
from sites.core.days import date_long, is_valid

ListEntry = Term | LegalBasis | ActionField
LEGAL_BASES, ACTION_FIELDS = "legal_bases", "action_fields"
#: Lists that are tables of their own; all others are entries of `Term`.
TABLES: dict[str, Any] = {LEGAL_BASES: LegalBasis, ACTION_FIELDS: ActionField}
TITLES: dict[str, str] = {**dict(Term.Catalogue.choices), LEGAL_BASES: "Gesetzliche Grundlagen", ACTION_FIELDS: "Handlungsfelder des LSZ"}
#: Where the lists stand whose entries do not say it themselves.
PARAGRAPHS = {LEGAL_BASES: "1.6", ACTION_FIELDS: "2.1"}


def passage_about(catalogue: str) -> str:
    """The name of what the recommendations say to a list as a whole."""
    return f"list-{catalogue.replace('_', '-')}"


def stem(code: str) -> str:
    """What stays the same when an entry is renamed: "parenting-2027-01-01" is still "parenting"."""
    return re.sub(r"-\d{4}-\d\d-\d\d$", "", code)


def entries(catalogue: str) -> QuerySet[Any]:
    """All entries of a list, of all times. KeyError for a list that does not exist."""
    TITLES[catalogue]
    return TABLES[catalogue]._default_manager.all() if catalogue in TABLES else Term.objects.filter(catalogue=catalogue)


def edition_on(day: date) -> Edition:
    """The edition of the recommendations that applies on a day; before the first one, the first."""
    return Edition.objects.on(day).order_by("-starts").first() or Edition.objects.order_by("starts")[0]


def editions() -> QuerySet[Edition]:
    return Edition.objects.order_by("-starts")


def numbers_on(day: date) -> dict[str, int]:
    """How many entries of each list apply on a day. Three queries."""
    numbers = dict(Term.objects.on(day).order_by().values_list("catalogue").annotate(Count("pk")))
    return numbers | {key: table._default_manager.on(day).count() for key, table in TABLES.items()}


@dataclass(frozen=True)
class Entry:
    """An entry of any list as a page shows it."""

    pk: int
    catalogue: str
    title: str
    text: str
    paragraph: str
    starts: date
    ends: date | None
    remark: str = ""

    @property
    def days(self) -> str:
        return f"seit {_short(self.starts)}{f' bis {_short(self.ends)}' if self.ends else ''}"

    @property
    def days_long(self) -> str:
        return f"seit {date_long(self.starts)}{f' bis {date_long(self.ends)}' if self.ends else ''}"

    @property
    def edit_url(self) -> str:
        return reverse("planning:term_edit", args=[self.pk, self.catalogue])


def _short(day: date) -> str:
    return f"{day.day}.{day.month}.{day.year}"


def shown(row: ListEntry, catalogue: str) -> Entry:
    """An entry of any list as the page shows it."""
    if isinstance(row, LegalBasis):
        remark = "nur im Auftrag des Jugendamtes" if row.needs_commission else ""
        return Entry(row.pk, catalogue, row.citation, row.content, PARAGRAPHS[LEGAL_BASES], row.starts, row.ends, remark)
    if isinstance(row, ActionField):
        return Entry(row.pk, catalogue, str(row), "", PARAGRAPHS[ACTION_FIELDS], row.starts, row.ends)
    return Entry(row.pk, catalogue, row.label, row.text, row.paragraph, row.starts, row.ends, row.get_figure_kind_display())


def entries_around(catalogue: str, day: date) -> tuple[list[Entry], list[Entry]]:
    """What of a list applies on a day, and what applied before or will apply. One query."""
    now: list[Entry] = []
    others: list[Entry] = []
    for row in entries(catalogue).order_by("number", "starts", "pk"):
        (now if is_valid(row, day) else others).append(shown(row, catalogue))
    return now, others


# Criteria and links ---------------------------------------------------------------------------------------------------


def criterion(code: str, day: date) -> Term | None:
    """The sentence of a code that applies on a day."""
    return Term.objects.on(day).filter(catalogue=Term.Catalogue.CRITERION, code=code).order_by("-starts").first()


def adoption(county: int, day: date) -> Resolution | None:
    """By which resolution a county has made the recommendations its own; they are its rule from that day (R110, R111)."""
    adopted = Resolution.objects.filter(place=county, kind=Resolution.Kind.ADOPTION, decided_on__lte=day)
    return adopted.select_related("edition").order_by("-decided_on", "-pk").first()


def links() -> QuerySet[Link]:
    return Link.objects.order_by("gone", "title", "pk")
