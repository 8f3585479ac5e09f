"""What stands on the list of contracts: my sites and hours for facilitators, the contracts within reach for everybody else."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from processes.forms.contracts import SearchForm
from processes.models import Contract, FacilitationSession
from processes.rules.contracts import ContractLine, line_of, with_hours
from processes.rules.editions import hours_editions
from sites.core.access import Request, rows
from sites.core.days import MONTHS, date_long, from_to, not_over
from sites.core.keys import named
from sites.core.lists import Counted, Option, Page, Sort, choice, options, page, word
from sites.core.roles import Role
from sites.core.search import searched
from sites.models import SocialCentre
from sites.rules.as_of import AsOf, day_of, history, on_day

SORTS = {
    "site": Sort("Standort", "site__sort_key"),
    "person": Sort("Person", named("facilitator__name"), "Name der Person"),
    "ends": Sort("Letzter Tag", "ends", "letztem Tag"),
    "hours": Sort("Stunden im Monat", "hours_per_month", "vereinbarten Stunden"),
}


@dataclass(frozen=True)
class Row:
    """One contract of the list, with its house as it was. `may_log`: the person enters hours there today."""

    line: ContractLine
    then: AsOf
    is_mine: bool

    @property
    def may_log(self) -> bool:
        return self.is_mine and self.line.is_running

    @property
    def address(self) -> str:
        return reverse("processes:hours_create", args=[self.line.contract.pk])

    @property
    def place_and_days(self) -> str:
        contract, today = self.line.contract, self.line.today
        days = f"{from_to(contract.starts, contract.ends)}"
        if contract.starts > today:
            days = f"beginnt am {date_long(contract.starts)}"
        elif self.line.is_running:
            days = f"bis {date_long(contract.ends)}"
        return " · ".join([self.then.municipality, *([] if self.is_mine else [contract.facilitator.name]), days])

    @property
    def hours(self) -> str:
        delivered = f"{self.line.delivered_words} von " if self.line.sees_hours and self.line.is_running else ""
        return f"{delivered}{self.line.agreed} {'Stunde' if self.line.agreed == '1' else 'Stunden'}"

    @property
    def span(self) -> str:
        return f"im {MONTHS[self.line.today.month - 1] if self.line.is_running else 'Monat'}"

    @property
    def last_contact(self) -> str:
        """Nothing is missing before the contract begins."""
        if self.line.contract.starts > self.line.today:
            return ""
        return f"Letzter Kontakt am {date_long(self.line.last)}." if self.line.last else "Noch kein Termin eingetragen."


@dataclass(frozen=True)
class ContractList:
    """`mine`: the person is a facilitator and nothing else. `empty`: title, text, address and label when there is nothing."""

    page: Page
    rows: list[Row]
    today: date
    choices: list[Option]
    mine: bool
    form: SearchForm
    empty: tuple[str, str, str, str]
    centres: list[tuple[str, str]]  # soziale Zentren for which one agreement may be entered: name and address

    @property
    def title(self) -> str:
        return "Meine Standorte und Stunden" if self.mine else "Prozessbegleitung"

    @property
    def short_title(self) -> str:
        return "Meine Stunden" if self.mine else "Prozessbegleitung"

    @property
    def month(self) -> str:
        return f"{MONTHS[self.today.month - 1]} {self.today.year}"

    @property
    def lead(self) -> str:
        mine = "Eine Zeile je Termin: wann, wie lange, worum es ging."
        return mine if self.mine else "Honorarvereinbarungen mit vereinbarten und empfohlenen Stunden im Monat."


def contract_list_page(request: Request) -> ContractList:
    """Running and coming contracts, or those that have ended; a word narrows them by site or person."""
    access, today, text = request.access, request.access.today, word(request)
    ended, mine = choice(request, "ended", {"1"}) == "1", access.roles == {Role.FACILITATOR}
    contracts = rows(request, Contract).select_related("site", "facilitator", "membership").annotate(history=history("site__"))
    contracts = contracts.filter(~not_over(today) if ended else not_over(today))
    counted = Counted(contracts, "Vereinbarung", "Vereinbarungen", "Vereinbarungen")
    contracts = searched(contracts, text, "site__name", "site__municipality__name", "facilitator__name")
    listed = page(request, with_hours(contracts, rows(request, FacilitationSession), today), sorts=SORTS, counted=counted)
    rules = hours_editions()
    lines = [line_of(contract, rules, today, sees_hours=access.may("hours.view", contract)) for contract in listed.rows]
    own = request.user.pk
    return ContractList(
        page=listed,
        rows=[Row(line, _then(line), line.contract.facilitator_id == own) for line in lines],
        today=today,
        choices=options("1" if ended else "", {"": "Laufend und geplant", "1": "Beendet"}, "ended", beside=request),
        mine=mine,
        form=SearchForm(initial={"q": text}),
        empty=_empty(text, ended=ended, mine=mine),
        centres=_centres(request),
    )


def _centres(request: Request) -> list[tuple[str, str]]:
    counties = request.access.reach("contracts.change").places
    found = rows(request, SocialCentre).filter(county__in=counties, sites__isnull=False).distinct().order_by("name", "pk") if counties else ()
    return [(centre.name, reverse("processes:centre_contract_create", args=[centre.pk])) for centre in found]


def _then(line: ContractLine) -> AsOf:
    return on_day(line.contract, day_of(line.contract, line.today))


def _empty(text: str, *, ended: bool, mine: bool) -> tuple[str, str, str, str]:
    if text:
        everything = reverse("processes:contract_list")
        return "Keine Vereinbarung gefunden", "Zu diesem Wort gibt es weder einen Standort noch eine Person.", everything, "Alle zeigen"
    if ended:
        return "Noch keine beendete Vereinbarung", "Nach dem letzten Tag stehen Vereinbarungen hier.", "", ""
    if mine:
        entered = "Der Landkreis trägt Ihre Honorarvereinbarung ein; danach steht der Standort hier."
        return "Zurzeit begleiten Sie keinen Standort", entered, "", ""
    return "Noch keine Vereinbarung", "Die Sozialplanung trägt Vereinbarungen auf der Seite eines Standorts ein.", "", ""
