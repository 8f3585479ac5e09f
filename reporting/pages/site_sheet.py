"""What stands on the sheet of a site: master data with history, people, figures of the year, facilitation, cases, reports."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Sum
from django.urls import reverse

from planning.models import Application, Decision, Measure
from planning.rules.decisions import NEXT
from planning.rules.departures import step_due
from planning.rules.grounds import Grounds, grounds_of
from processes.models import Contract
from reporting.models import Report, SiteQuarter
from reporting.rules.sums import PEOPLE
from sites.core.access import Request, rows
from sites.core.days import date_long, is_valid
from sites.core.navigation import SITE_PAGES, Links
from sites.core.numbers import in_hours, number, with_noun
from sites.models import Phase, Site, SiteKita, SitePhase
from sites.rules.staffing import vze

SHOWN = 5


@dataclass(frozen=True)
class Figure:
    """A key figure of the year until today: value, the whole year before in words, n."""

    label: str
    value: int
    trend: str
    source: str


@dataclass(frozen=True)
class PhaseLine:
    """A phase of the history. `is_now`: it holds today."""

    phase: SitePhase
    today: date

    @property
    def is_now(self) -> bool:
        return is_valid(self.phase, self.today)

    @property
    def days(self) -> str:
        ends = f" bis {date_long(self.phase.ends)}" if self.phase.ends else ""
        return f"ab {date_long(self.phase.starts)}{ends}{f' · {self.phase.resting_on}' if self.phase.resting_on else ''}"


@dataclass(frozen=True)
class KitaLine:
    """A Kita of today. `leads`: it leads several of them."""

    link: SiteKita
    leads: bool

    @property
    def words(self) -> str:
        kita = self.link.kita
        places = with_noun(kita.places, "Platz", "Plätze") if kita.places else ""
        permit = f"Betriebserlaubnis {kita.permit_number}" if kita.permit_number else "Betriebserlaubnis noch nicht eingetragen"
        return " · ".join(filter(None, [kita.provider.name, kita.address, places, permit]))


@dataclass(frozen=True)
class ContractLine:
    """A contract with its hours and days in words."""

    contract: Contract

    @property
    def words(self) -> str:
        contract = self.contract
        words = f"{in_hours(contract.hours_per_month)} im Monat, {date_long(contract.starts)} bis {date_long(contract.ends)}"
        return f"{words}. {contract.answer}" if contract.answer else words


@dataclass(frozen=True)
class SiteSheet:
    """`figures`, `measures`, `contracts`, `reports`: None for those who may not read them; `pages`: the other pages of this site."""

    site: Site
    today: date
    phases: list[PhaseLine]
    kitas: list[KitaLine]
    figures: list[Figure] | None
    pages: Links
    grounds: Grounds
    decisions: list[Decision]
    applications: list[Application]
    measures: list[Measure] | None
    contracts: list[ContractLine] | None
    reports: list[Report] | None
    may_change: bool
    may_plan: bool
    may_money: bool
    may_documents: bool

    @property
    def overline(self) -> str:
        return f"Standort in {self.site.municipality.name}, {self.site.county.name}"

    @property
    def lead(self) -> str:
        phase = self.site.phase_today
        words = f"{phase.get_phase_display()} seit {date_long(phase.starts)}" if phase else "Phase noch offen"
        return f"{words} · {self.site.form_label}"

    @property
    def advance_url(self) -> str:
        """Where the step to the next phase is decided; empty where there is none, and for those who do not decide."""
        phase = self.site.phase_today
        return reverse("planning:phase_advance", args=[self.site.pk]) if self.may_plan and phase and Phase(phase.phase) in NEXT else ""

    @property
    def advance_due(self) -> str:
        """Whether the time of the step to ThEKiZ has come, for those who decide it."""
        phase = self.site.phase_today
        return step_due(phase.phase, phase.starts, self.today) if self.advance_url and phase else ""

    @property
    def measure_url(self) -> str:
        """Where a measure is added; empty for those who may not."""
        return reverse("planning:measure_create", args=[self.site.pk]) if self.may_plan else ""

    @property
    def contract_url(self) -> str:
        """Where a contract is entered; empty for those who may not."""
        return reverse("processes:contract_create", args=[self.site.pk]) if self.may_plan else ""

    @property
    def figures_title(self) -> str:
        return f"Das Jahr {self.today.year} in Zahlen"

    @property
    def figures_note(self) -> str:
        return f"bis heute, {date_long(self.today)}"

    @property
    def kitas_title(self) -> str:
        return "Kitas im Verbund" if len(self.kitas) > 1 else "Kita"

    @property
    def address(self) -> str:
        return f"{self.site.street}, {self.site.postcode} {self.site.municipality.name}" if self.site.street else ""

    @property
    def coordination(self) -> str:
        fte = self.site.coordinator_fte
        return f"Koordination: {vze(fte) if fte is not None else 'noch nicht eingetragen'}"


def year_figures(request: Request, site: Site, year: int) -> list[Figure]:
    """Sessions and Teilnahmen of a year until today beside those of the whole year before; nothing when no session was logged. One query."""
    sums = {name: Sum(name) for name in ("sessions", "cancelled", *PEOPLE)}
    quarters = rows(request, SiteQuarter).filter(site=site, year__in=[year - 1, year])
    years: dict[int, Mapping[str, Any]] = {row["year"]: row for row in quarters.values("year").annotate(**sums)}
    now, before = years.get(year), years.get(year - 1)
    if not now or not now["sessions"]:
        return []
    people, people_before = (sum(row[name] for name in PEOPLE) if row else 0 for row in (now, before))
    return [
        Figure(
            "Termine zusätzlicher Angebote", now["sessions"], _whole(before["sessions"] if before else 0, year), f"{now['cancelled']} ausgefallen"
        ),
        Figure("Teilnahmen", people, _whole(people_before, year), "Erwachsene und Kinder"),
    ]


def _whole(before: int, year: int) -> str:
    """The year before; a year that is not over is not measured by a whole one."""
    return f"{year - 1} im ganzen Jahr: {number(before)}" if before else ""


def site_sheet_page(request: Request, site: Site) -> SiteSheet:
    """A site of `with_today`. At most eight queries, whatever its age."""
    today, access = request.access.today, request.access
    links = list(site.kita_links.on(today).select_related("kita__provider", "kita__municipality").order_by("-leading", "kita__sort_key"))
    return SiteSheet(
        site=site,
        today=today,
        phases=[PhaseLine(phase, today) for phase in site.phases.order_by("-starts")],
        kitas=[KitaLine(link, link.leading and len(links) > 1) for link in links],
        figures=year_figures(request, site, today.year) if access.may("sitefigures.view", site) else None,
        pages=SITE_PAGES.at(access, site.pk),
        grounds=grounds_of(site.county_id, today, site.pk),
        decisions=list(rows(request, Decision).filter(site=site).order_by("-decided_on")) if access.may("decisions.view", site) else [],
        applications=list(rows(request, Application).filter(site=site)) if access.may("applications.view", site) else [],
        measures=_measures(request, site) if access.may("measures.view", site) else None,
        contracts=_contracts(request, site) if access.may("contracts.view", site) else None,
        reports=list(rows(request, Report).filter(site=site)[:SHOWN]) if access.may("reports.view", site) else None,
        may_change=access.may("sites.change", site),
        may_plan=access.may("measures.change", site),
        may_money=site.pk in access.reach("money.view").places,
        may_documents=site.pk in access.reach("documents.change").places,
    )


def _measures(request: Request, site: Site) -> list[Measure]:
    return list(rows(request, Measure).filter(site=site).select_related("action_field")[:SHOWN])


def _contracts(request: Request, site: Site) -> list[ContractLine]:
    return [ContractLine(contract) for contract in rows(request, Contract).filter(site=site).select_related("facilitator", "membership")[:SHOWN]]
