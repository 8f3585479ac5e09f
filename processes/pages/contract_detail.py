"""What stands on the page of a contract: recommended, agreed and delivered hours, why, the money, what changes in the house, and the lines."""

from dataclasses import dataclass, field
from decimal import Decimal

from django.urls import reverse

from processes.models import Contract, FacilitationSession
from processes.pages.change_list import ChangeLine, change_lines, with_proposals
from processes.pages.contract_rules import MonthBar, RuleLine, month_bars, rule_lines
from processes.pages.entries import Entries, EntryMonth, entries_of
from processes.rules.contracts import ContractLine, line_of, with_hours
from processes.rules.editions import hours_editions
from processes.rules.fees import Money, budget_warning, money_of, rate_warning
from processes.rules.outside import inside_warning, with_inside
from processes.rules.recommended import months_between
from sites.core.access import Request, fetch, rows
from sites.core.days import date_long, from_to, month_long
from sites.core.numbers import decimal, exact, in_hours, percent, with_noun
from sites.models import Phase
from sites.rules.as_of import AsOf, day_of, history, on_day


@dataclass(frozen=True)
class Ways:
    """Where the page leads for those who may; empty otherwise."""

    log: str = ""
    edit: str = ""
    follow: str = ""
    explain: str = ""
    paper: str = ""
    change: str = ""
    changes: str = ""


@dataclass(frozen=True)
class ContractDetail:
    """`entries`: its lines, for those who may read them; `sums`: hours of each month, newest first; `then`: what the site was on its last day."""

    line: ContractLine
    then: AsOf
    entries: Entries | None
    sums: list[EntryMonth]
    bars: list[MonthBar]
    rule_lines: list[RuleLine]
    changes: list[ChangeLine]
    money: Money
    ways: Ways
    crumbs: list[tuple[str, str]]
    warnings: list[str] = field(default_factory=list)

    @property
    def contract(self) -> Contract:
        return self.line.contract

    @property
    def overline(self) -> str:
        contract = self.contract
        rate = f"{decimal(contract.rate, 2).removesuffix(',00')} Euro je Stunde" if contract.rate else ""
        return " · ".join(filter(None, ["Honorarvereinbarung", self.then.municipality, f"Auftraggeber {self.client}", rate]))

    @property
    def client(self) -> str:
        """Who concluded it, by its name at the beginning of the contract."""
        contract = self.contract
        by_name = {
            Contract.Client.COUNTY: contract.site.county.name,
            Contract.Client.MUNICIPALITY: self.then.municipality,
            Contract.Client.PROVIDER: ", ".join(on_day(contract, contract.starts).providers),
        }
        return by_name[Contract.Client(contract.client)] or contract.get_client_display()

    @property
    def lead(self) -> str:
        contract = self.contract
        return " · ".join(filter(None, [self.way, contract.facilitator.name, from_to(contract.starts, contract.ends)]))

    @property
    def way(self) -> str:
        """On which month of its way the house is."""
        day = day_of(self.contract, self.line.today)
        phase = next((row for row in self.contract.site.phases.all() if row.starts <= day and (row.ends is None or day <= row.ends)), None)
        if phase is None or phase.phase != Phase.ON_THE_WAY:
            return str(phase.get_phase_display()) if phase else ""
        return f"Auf dem Weg, Monat {months_between(phase.starts, day) + 1} von etwa 24"

    @property
    def below(self) -> str:
        """4 unter der Empfehlung; empty where nothing is below it."""
        rule = self.line.rule
        if rule is None or rule.hours is None or rule.is_met(self.contract.hours_per_month):
            return ""
        return f"{exact(rule.hours - self.contract.hours_per_month)} unter der Empfehlung"

    @property
    def reason_words(self) -> str:
        if not self.below and not (self.line.rule and self.line.rule.hours is None):
            return ""
        return "mit Begründung" if self.line.reason else f"Begründung fehlt seit {month_long(self.line.since)}"

    @property
    def rule_source(self) -> str:
        return f"Regel ({self.line.rule.number}), {self.line.source}" if self.line.rule else ""

    @property
    def since(self) -> str:
        return f"seit {month_long(self.line.since)}"

    @property
    def delivered_year(self) -> tuple[str, str, str, str]:
        """Of the months that are drawn: delivered, agreed, the share, from when to when with how many entries."""
        months = {bar.month for bar in self.bars}
        found = [one for one in self.sums if one.month in months]
        hours, agreed = sum((one.hours for one in found), Decimal(0)), self.contract.hours_per_month * len(months)
        entries = with_noun(sum(one.number for one in found), "Eintrag", "Einträge")
        share = f"{percent(hours / agreed)} des Vereinbarten" if agreed else ""
        return exact(hours), f"von {exact(agreed)}", share, f"seit {month_long(min(months))}, {entries}" if months else entries

    @property
    def delivered_label(self) -> str:
        return "Geleistet in zwölf Monaten" if len(self.bars) == 12 else "Geleistet"

    @property
    def left(self) -> tuple[str, str, str, str]:
        """What is left until the end: hours, of how many, euros, and for how many hours a month it lasts."""
        money = self.money
        euros = f"{_whole(money.left)} von {_whole(money.budget)} Euro" if money.left is not None and money.budget is not None else ""
        lasts = f"reicht für {in_hours(money.reaches)} im Monat" if money.reaches is not None else ""
        return exact(money.hours_left), f"von {exact(money.hours)}", euros, lasts

    @property
    def left_label(self) -> str:
        return f"Übrig bis {date_long(self.contract.ends).rpartition(' ')[0]}"

    @property
    def months(self) -> list[tuple[str, str]]:
        return [(month_long(one.month), in_hours(one.hours)) for one in self.sums]

    @property
    def facts(self) -> list[tuple[str, object]]:
        """What was agreed beside hours and days."""
        contract = self.contract
        return [
            ("Auftrag", contract.mandate),
            ("Bezahlt aus", contract.get_funding_display()),
            ("Stufe der Honorartabelle", contract.fee or ""),
            ("Modell", f"{contract.get_model_display()}{f' ({contract.centre})' if contract.centre_id else ''}"),
            ("Warum dieses Modell", contract.model_reason),
            ("Mit der Sozialplanung abgestimmt", date_long(contract.agreed_on) if contract.agreed_on else ""),
        ]

    @property
    def access_ends(self) -> str:
        """Until when the facilitator sees the site, or why not yet; empty once it is over."""
        ends = self.contract.ends
        if self.contract.answer:
            return self.contract.answer
        return f"Der Zugang der Prozessbegleitung endet mit dem {date_long(ends)}." if ends >= self.line.today else ""


def _whole(amount: Decimal | None) -> str:
    return decimal(amount, 2).removesuffix(",00")


def contract_detail_page(request: Request, pk: int) -> ContractDetail:
    """One contract within reach, or a 404. At most eight queries, whatever its length."""
    access, today, sessions = request.access, request.access.today, rows(request, FacilitationSession)
    contracts = rows(request, Contract).select_related("site__county", "facilitator", "membership", "fee", "centre", "document")
    contracts = with_inside(with_hours(contracts.annotate(history=history("site__")), sessions, today), today)
    contract = fetch(request, contracts.prefetch_related(with_proposals("site__changes")), pk=pk)
    line = line_of(contract, hours_editions(), today, sees_hours=access.may("hours.view", contract))
    then, entries = on_day(contract, day_of(contract, today)), entries_of(request, contract)
    is_mine = contract.facilitator_id == request.user.pk
    sums = entries.months if entries else []
    told = line.warning, rate_warning(contract.rate, contract.fee), budget_warning(contract), inside_warning(contract)
    return ContractDetail(
        line=line,
        then=then,
        entries=entries,
        sums=sums,
        bars=month_bars(line, {one.month: one.hours for one in sums}),
        rule_lines=rule_lines(line),
        changes=change_lines(access, contract.site.changes.all()),
        money=money_of(contract, line.delivered_all, today),
        ways=_ways(request, contract, is_mine=is_mine and line.is_running),
        warnings=[text for text in told if text],
        crumbs=[(then.name, contract.site.get_absolute_url()), ("Prozessbegleitung", "")],
    )


def _ways(request: Request, contract: Contract, *, is_mine: bool) -> Ways:
    may, pk = request.access.may, [contract.pk]
    plans, site = may("contracts.change", contract), [contract.site_id]
    return Ways(
        log=reverse("processes:hours_create", args=pk) if is_mine else "",
        edit=reverse("processes:contract_edit", args=pk) if plans else "",
        follow=f"{reverse('processes:contract_create', args=site)}?nach={contract.pk}" if plans else "",
        explain=reverse("processes:contract_explain", args=pk) if may("contracts.explain", contract) else "",
        paper=reverse("sites:document_download", args=[contract.document_id]) if contract.document_id else "",
        change=reverse("processes:change_create", args=site) if may("changes.change", contract) else "",
        changes=reverse("processes:change_list", args=site),
    )
