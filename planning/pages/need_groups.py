"""Released needs in groups, each with how many there are and its newest ones: by theme, by municipality, by urgency."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, F, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from planning.forms.needs import NeedFilter
from planning.models import Need
from planning.rules.gaps import NO_THEME
from sites.core.access import Request

NEWEST = 10  # of a group; the others have a page of their own
#: Within a group: what is open, urgent, new.
WITHIN = [F("closed_on").desc(nulls_first=True), F("urgent").desc(), F("found_on").desc(), F("pk").desc()]
#: What a group is, and the order of the groups.
BY: dict[str, tuple[str, tuple[str, ...]]] = {
    "theme": ("theme_id", ("-theme__catalogue", "theme__number", "theme_id")),
    "town": ("site__municipality_id", ("site__municipality__sort_key", "site__municipality_id")),
    "urgency": ("urgent", ("-urgent",)),
}


@dataclass(frozen=True)
class NeedGroup:
    """`rows`: the urgent and newest ones; `url`: all of them."""

    title: str
    count: int
    urgent: int
    open: int
    rows: list[Any]
    url: str

    @property
    def words(self) -> str:
        parts = [f"{self.count} Bedarf{'' if self.count == 1 else 'e'}", f"{self.urgent} dringend" if self.urgent else ""]
        return " · ".join(filter(None, [*parts, f"{self.open} ohne Angebot" if self.open else ""]))

    @property
    def has_more(self) -> bool:
        return self.count > len(self.rows)


def grouped(needs: QuerySet[Need], by: str, open_needs: Iterable[int], request: Request) -> list[NeedGroup]:
    """One query for all groups with their counts and their first rows."""
    key, order = BY[by]
    counted = needs.annotate(
        place_in_group=Window(RowNumber(), partition_by=F(key), order_by=WITHIN),
        of_group=Window(Count("pk"), partition_by=F(key)),
        urgent_of_group=Window(Count("pk", filter=Q(urgent=True)), partition_by=F(key)),
        open_of_group=Window(Count("pk", filter=Q(pk__in=list(open_needs))), partition_by=F(key)),
    )
    first = counted.filter(place_in_group__lte=NEWEST).order_by(*order, *WITHIN)
    groups = []
    for _, members in groupby(first, key=lambda need: _key(need, by)):
        rows = list(members)
        one: Any = rows[0]
        groups.append(NeedGroup(_title(one, by), one.of_group, one.urgent_of_group, one.open_of_group, rows, _url(request, by, one)))
    return groups


def _key(need: Need, by: str) -> Any:
    return {"theme": need.theme_id, "town": need.site.municipality_id, "urgency": need.urgent}[by]


def _title(need: Need, by: str) -> str:
    if by == "urgency":
        return "Dringend" if need.urgent else "Nicht als dringend gekennzeichnet"
    return str(need.theme or NO_THEME) if by == "theme" else need.site.municipality.name


def _url(request: Request, by: str, need: Need) -> str:
    """The list of this group alone, with the filters that are there."""
    value = {"urgent" if need.urgent else "other"} if by == "urgency" else {_key(need, by) or NeedFilter.WITHOUT}
    query = [(name, word) for name, word in request.GET.items() if name not in {"after", by}]
    return f"?{urlencode([*query, (by, value.pop())])}"
