"""The measures of a site with their money: a table in the dossier of its case and on its own page, with the sums of the money pages."""

from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, F, OuterRef, Value
from django.db.models.functions import Cast, Concat, JSONObject
from django.urls import reverse

from planning.models import Cost, Funding, Measure
from planning.rules.money import Money, lines_of, reckoned
from sites.core.access import Request, rows

#: The newest measures; the others stand in the county's list of their year.
SHOWN = 5
FIELD = Concat(Value("HF "), Cast("action_field__number", CharField()), Value(" "), F("action_field__name"), output_field=CharField())


@dataclass(frozen=True)
class MeasureLine:
    """A measure with its sums. `is_entered`: there is money to speak of that this person may see."""

    pk: int
    title: str
    year: int
    field: str
    file_number: str
    money: Money
    is_entered: bool

    @property
    def words(self) -> str:
        return " · ".join(filter(None, [self.field, self.file_number]))

    @property
    def url(self) -> str:
        return reverse("planning:measure_detail", args=[self.pk])


@dataclass(frozen=True)
class SiteMoney:
    """`lines`: the measures for which anything was entered, the newest first."""

    lines: list[MeasureLine]
    heads = ("Förderjahr", "Ausgaben geplant:n", "tatsächlich:n", "Zuwendung:n", "Eigenanteil:n", "erwartet:n")
    empty = "Noch keine Ausgaben und Einnahmen eingetragen."

    @property
    def is_empty(self) -> bool:
        return not self.lines

    @property
    def rule(self) -> str:
        """What the county expects, in the words of its list."""
        return f"Eigenanteil mindestens {self.lines[0].money.asked_words}." if self.lines else ""


def measures_of(request: Request, site: str = "") -> ArraySubquery:
    """The newest measures of a site within reach with their money, an annotation for its rows; `site`: how they lead to it, such as "site__"."""
    costs, fundings = rows(request, Cost).order_by("pk"), rows(request, Funding).order_by("pk")
    measures = rows(request, Measure).filter(site=OuterRef(f"{site}pk")).order_by("-funding_year", "-pk")
    money = lines_of(costs, fundings, request.access.today)
    columns = JSONObject(pk="pk", title="title", year="funding_year", field=FIELD, file_number="file_number", money=money)
    return ArraySubquery(measures.values(json=columns)[:SHOWN])


def measure_lines(found: list[dict[str, Any]] | None) -> list[MeasureLine]:
    """What `measures_of` brought along; nothing for those who see no measures."""
    return [MeasureLine(**{**one, "money": reckoned(one["money"])}, is_entered=_is_entered(one["money"])) for one in found or ()]


def _is_entered(found: dict[str, Any]) -> bool:
    return bool(found["costs"] or found["fundings"])


def site_money(request: Request, site: int, lines: list[MeasureLine]) -> SiteMoney | None:
    """The money of the measures of a site; None for those who see none of it."""
    if site not in request.access.reach("money.view").places:  # guard: site-money -> if False:
        return None
    return SiteMoney([line for line in lines if line.is_entered])
