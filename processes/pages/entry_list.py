"""What stands on the list of all lines of a contract: a month or all of them, with what the person may read of each note."""

from dataclasses import dataclass

from django.urls import reverse

from processes.models import Contract, FacilitationSession
from processes.pages.entries import EntryLine, EntryMonth, entry_lines, heads, months_of, with_grounds, with_notes
from sites.core.access import Request, fetch, rows
from sites.core.days import from_to
from sites.core.lists import Head, Page, Sort, latest, page
from sites.rules.as_of import AsOf, day_of, history, on_day
from sites.rules.reported import reported_years

SIZE = 30  # a line may have three: a page is no longer than three screens
SORTS = {
    "newest": Sort("", latest("held_on"), "Tag, der neueste zuerst", like="-day"),
    "day": Sort("Tag", "held_on", "Tag"),
    "hours": Sort("Stunden:n", "hours", "Stunden"),
}


@dataclass(frozen=True)
class EntryList:
    """`months`: sums of every month of the contract, the newest first."""

    contract: Contract
    then: AsOf
    page: Page
    lines: list[EntryLine]
    months: list[EntryMonth]
    sees_notes: bool
    is_mine: bool

    @property
    def heads(self) -> list[str | Head]:
        """Those that order the list stand in the order of the columns."""
        plain = heads(sees_notes=self.sees_notes, is_mine=self.is_mine)
        own = {"Tag": "day", "Stunden:n": "hours"}
        return [self.page.head(own[text]) if text in own else text for text in plain]

    @property
    def caption(self) -> str:
        return f"Einträge nach {self.page.order}"

    @property
    def lead(self) -> str:
        return f"{self.contract.facilitator.name}, {from_to(self.contract.starts, self.contract.ends)}"

    @property
    def crumbs(self) -> list[tuple[str, str]]:
        way = reverse("processes:contract_detail", args=[self.contract.pk])
        return [(self.then.name, self.contract.site.get_absolute_url()), ("Prozessbegleitung", way), ("Einträge", "")]


def entry_list_page(request: Request, pk: int) -> EntryList:
    """All lines of a contract within reach, or a 404."""
    contracts = rows(request, Contract).select_related("site", "facilitator").annotate(history=history("site__"))
    places = request.access.reach("hours.view").places
    contract = fetch(request, contracts.filter(site_id__in=places), pk=pk)
    is_mine = contract.facilitator_id == request.user.pk
    sessions = with_grounds(request, with_notes(request, rows(request, FacilitationSession).filter(contract=contract)))
    listed = page(request, sessions, size=SIZE, sorts=SORTS)
    return EntryList(
        contract=contract,
        then=on_day(contract, day_of(contract, request.access.today)),
        page=listed,
        lines=entry_lines(request, listed.rows, may_change=is_mine, fixed=reported_years(contract.site_id) if is_mine else set()),
        months=months_of(request, contract),
        sees_notes=request.access.may("notes.view", contract),
        is_mine=is_mine,
    )
