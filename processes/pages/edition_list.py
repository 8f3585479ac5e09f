"""What stands on the page of the rules about hours and the fee table: those of a place and those above it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse

from processes.models import Fee, HoursEdition
from processes.rules.recommended import NUMBERS
from sites.core.access import Request
from sites.core.days import date_figures, is_over, is_valid
from sites.core.numbers import decimal, exact
from sites.core.rights import roles_with
from sites.models import Place, State


@dataclass(frozen=True)
class RuleWords:
    """One of the four rules in words."""

    name: str
    hours: str
    paragraph: str


@dataclass(frozen=True)
class EditionLine:
    """An edition with its rules. `url`: where it is changed, for those who may."""

    edition: HoursEdition
    today: date
    rules: list[RuleWords]
    url: str

    @property
    def keeper(self) -> str:
        kinds = {"": "Fachliche Empfehlungen", Place.Kind.STATE: "Land", Place.Kind.COUNTY: "Landkreis oder kreisfreie Stadt"}
        return str(kinds[self.edition.place_kind])

    @property
    def days(self) -> str:
        edition = self.edition
        ends = f"bis {date_figures(edition.ends)}" if edition.ends else ""
        return " ".join(filter(None, [f"ab {date_figures(edition.starts)}", ends, f"({self.state})"]))

    @property
    def state(self) -> str:
        if is_valid(self.edition, self.today):
            return "gilt heute"
        return "vorbei" if is_over(self.edition, self.today) else "kommt"


@dataclass(frozen=True)
class FeeLine:
    """A step of the fee table with its days and where it is changed."""

    fee: Fee
    keeper: str
    url: str

    @property
    def euros(self) -> str:
        return decimal(self.fee.euros, 2)

    @property
    def days(self) -> str:
        return f"ab {date_figures(self.fee.starts)}" + (f" bis {date_figures(self.fee.ends)}" if self.fee.ends else "")


@dataclass(frozen=True)
class EditionList:
    """Editions with the highest precedence first; the county's fees stand before those of the Land."""

    place_name: str
    editions: list[EditionLine]
    fees: list[FeeLine]
    new_url: str
    new_fee_url: str
    audience: str
    title = "Stundenregeln und Honorare"
    lead = (
        "Welche Stunden im Monat empfohlen sind und was eine Stunde kostet. Die Fassung des Landkreises geht vor der des Landes, die des Landes vor "
        "den Fachlichen Empfehlungen. Alle warnen, keine verhindert etwas."
    )


def edition_list_page(request: Request, place: Any) -> EditionList:
    """Three queries for any number of editions and fees."""
    today, mine = request.access.today, request.access.reach("editions.change").places
    state = State.objects.values("place")
    here = Q(place=place.pk) | Q(place__isnull=True) | Q(place__in=state)
    levels = {Place.Kind.COUNTY: 0, Place.Kind.STATE: 1, "": 2}
    editions = sorted(HoursEdition.objects.filter(here).prefetch_related("rules"), key=lambda one: (levels[one.place_kind], -one.starts.toordinal()))
    fees = Fee.objects.filter(Q(place=place.pk) | Q(place__in=state)).select_related("place").order_by("place__kind", "step", "-starts")
    may = place.pk in mine
    return EditionList(
        place_name=place.label,
        editions=[EditionLine(one, today, _rules(one), _edit("processes:edition_edit", one.pk, one.place_id in mine)) for one in editions],
        fees=[FeeLine(fee, str(fee.place.get_kind_display()), _edit("processes:fee_edit", fee.pk, fee.place_id in mine)) for fee in fees],
        new_url=reverse("processes:edition_create", args=[place.pk]) if may else "",
        new_fee_url=reverse("processes:fee_create", args=[place.pk]) if may else "",
        audience=roles_with("editions.view"),
    )


def _edit(view: str, pk: int, may: bool) -> str:
    return reverse(view, args=[pk]) if may else ""


def _rules(edition: HoursEdition) -> list[RuleWords]:
    found = sorted(edition.rules.all(), key=lambda rule: NUMBERS[rule.when])
    return [RuleWords(f"({NUMBERS[rule.when]}) {rule.get_when_display()}", _hours(rule), rule.paragraph) for rule in found]


def _hours(rule: Any) -> str:
    if rule.hours is None:
        return "nach Bedarf"
    if rule.up_to is not None:
        return f"{exact(rule.hours)} bis {exact(rule.up_to)}"
    return f"mindestens {exact(rule.hours)}" if rule.at_least else exact(rule.hours)
