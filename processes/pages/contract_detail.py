"""What stands on the page of a contract: agreed, recommended and delivered, with every line of hours for those who may read them."""

from dataclasses import dataclass

from processes.models import Contract, FacilitationSession
from processes.pages.entries import Entries, entries_of
from processes.rules.contracts import ContractLine, hours_rules, line_of, with_hours
from sites.core.access import Request, fetch, rows
from sites.core.days import MONTHS, date_long, from_to
from sites.core.numbers import exact
from sites.rules.as_of import AsOf, day_of, history, on_day


@dataclass(frozen=True)
class ContractDetail:
    """`then`: what the site was on the last day of the contract; `entries`: its lines, for those who may read them."""

    line: ContractLine
    then: AsOf
    entries: Entries | None
    may_log: bool
    crumbs: list[tuple[str, str]]

    @property
    def contract(self) -> Contract:
        return self.line.contract

    @property
    def overline(self) -> str:
        return f"Prozessbegleitung · {self.then.municipality}"

    @property
    def lead(self) -> str:
        contract = self.contract
        return f"{contract.facilitator.name}, {from_to(contract.starts, contract.ends)}"

    @property
    def month_label(self) -> str:
        return f"Geleistet im {MONTHS[self.line.today.month - 1]}"

    @property
    def month_source(self) -> str:
        return f"von {self.line.agreed} vereinbarten"

    @property
    def delivered_all(self) -> str:
        return exact(self.line.delivered_all)

    @property
    def last_contact(self) -> str:
        return f"zuletzt am {date_long(self.line.last)}" if self.line.last else "noch kein Termin"

    @property
    def access_ends(self) -> str:
        """Until when the facilitator sees the site, or why not yet; empty once it is over."""
        ends = self.contract.ends
        if self.contract.answer:
            return self.contract.answer
        return f"Der Zugang der Prozessbegleitung endet mit dem {date_long(ends)}." if ends >= self.line.today else ""


def contract_detail_page(request: Request, pk: int) -> ContractDetail:
    """One contract within reach, or a 404."""
    access, sessions = request.access, rows(request, FacilitationSession)
    contracts = rows(request, Contract).select_related("site", "facilitator", "membership").annotate(history=history("site__"))
    contract = fetch(request, with_hours(contracts, sessions, access.today), pk=pk)
    line = line_of(contract, hours_rules(), access.today, sees_hours=access.may("hours.view", contract))
    then = on_day(contract, day_of(contract, access.today))
    return ContractDetail(
        line=line,
        then=then,
        entries=entries_of(request, contract),
        may_log=contract.facilitator_id == request.user.pk and line.is_running,
        crumbs=[(then.name, contract.site.get_absolute_url()), ("Prozessbegleitung", "")],
    )
