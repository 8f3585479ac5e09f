"""What stands on the page of a contract: agreed, recommended and delivered, with every line of hours for those who may read them."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet, Sum
from django.db.models.functions import TruncMonth
from django.urls import reverse

from processes.models import Contract, FacilitationSession
from processes.rules.contracts import ContractLine, hours_rules, line_of, with_hours
from sites.core.access import Request, fetch, rows
from sites.core.days import MONTHS, date_long, from_to, month_long
from sites.core.numbers import exact, in_hours
from sites.rules.as_of import AsOf, day_of, history, on_day
from sites.rules.reported import reported_years

SHOWN_LINES = 200


@dataclass(frozen=True)
class HoursLine:
    """A line of hours; `url`: where it is changed or removed, empty for others and once a report rests on it."""

    session: FacilitationSession
    url: str


@dataclass(frozen=True)
class ContractDetail:
    """`months`: name and hours of each month with hours, newest first; `then`: what the site was on the last day of the contract."""

    line: ContractLine
    then: AsOf
    lines: list[HoursLine]
    months: list[tuple[str, str]]
    fixed: str  # the years of hours that stay as they are, because a report rests on them
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
    own, then = sessions.filter(contract=contract), on_day(contract, day_of(contract, access.today))
    is_mine = contract.facilitator_id == request.user.pk
    sums = _months(own)
    fixed = reported_years(contract.site_id) if is_mine else set[int]()
    return ContractDetail(
        line=line,
        then=then,
        lines=[_hours_line(session, may_change=is_mine and session.held_on.year not in fixed) for session in own[:SHOWN_LINES]],
        months=[(month_long(month), in_hours(hours)) for month, hours in sums],
        fixed=", ".join(map(str, sorted(fixed & {month.year for month, _ in sums}))),
        may_log=is_mine and line.is_running,
        crumbs=[(then.name, contract.site.get_absolute_url()), ("Prozessbegleitung", "")],
    )


def _hours_line(session: FacilitationSession, *, may_change: bool) -> HoursLine:
    return HoursLine(session, reverse("processes:hours_edit", args=[session.pk]) if may_change else "")


def _months(sessions: QuerySet[FacilitationSession]) -> list[tuple[date, Decimal]]:
    sums = sessions.order_by().annotate(month=TruncMonth("held_on")).values_list("month").annotate(hours=Sum("hours"))
    return list(sums.order_by("-month"))
