"""What stands on the sheet of a site: master data with history, people, the year in figures, money, facilitation, cases, reports."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from offers.rules.crises import annotated, in_year, spans
from planning.models import Application, Decision
from planning.pages.site_money import MeasureLine, SiteMoney, measure_lines, measures_of, site_money
from planning.rules.decisions import NEXT
from planning.rules.departures import months_in_words, step_due
from planning.rules.grounds import Grounds, grounds_of
from processes.models import Contract
from reporting.pages.site_hours import SiteHours, hours_of_site, site_hours
from reporting.pages.site_year import SiteReports, SiteYear, last_reports, site_reports, site_year, year_of
from sites.core.access import Request, rows
from sites.core.days import Span, date_long, from_to, is_valid
from sites.core.navigation import CRISIS, CRISIS_PERIODS, SITE_PAGES, Links
from sites.core.numbers import in_hours, with_noun
from sites.models import Phase, Site, SiteKita, SitePhase
from sites.rules.as_of import coordination_on
from sites.rules.staffing import vze

SHOWN = 5
ENDED = "was war, bleibt lesbar, bis es gelöscht wird, und ändert sich nicht mehr"


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
        words = f"{in_hours(contract.hours_per_month)} im Monat, {from_to(contract.starts, contract.ends)}"
        return f"{words}. {contract.answer}" if contract.answer else words


@dataclass(frozen=True)
class SiteSheet:
    """`year`, `money`, `measures`, `contracts`, `reports`: None for those who may not read them; `pages`: the other pages of this site."""

    site: Site
    today: date
    phases: list[PhaseLine]
    kitas: list[KitaLine]
    year: SiteYear | None
    hours: SiteHours | None
    money: SiteMoney | None
    pages: Links
    grounds: Grounds
    decisions: list[Decision]
    applications: list[Application]
    measures: list[MeasureLine] | None
    contracts: list[ContractLine] | None
    reports: SiteReports | None
    may_change: bool
    may_plan: bool
    may_documents: bool
    may_crisis: bool
    may_outreach: bool
    crises: list[tuple[str, Span]]

    @property
    def overline(self) -> str:
        return f"Standort in {self.site.municipality.name}, {self.site.county.name}"

    @property
    def lead(self) -> str:
        phase = self.site.phase_today
        words = f"{phase.get_phase_display()} seit {date_long(phase.starts)}" if phase else "Phase noch offen"
        months = months_in_words(phase.phase, phase.starts, self.today) if phase else ""
        ended = ENDED if phase and phase.phase == Phase.ENDED else ""
        return " · ".join(filter(None, [words, months, self.site.form_label, ended]))

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
    def search_url(self) -> str:
        """Where facilitation is looked for; empty for those who may not."""
        return reverse("processes:request_create", args=[self.site.pk]) if self.may_plan else ""

    @property
    def crisis(self) -> str:
        """What holds today, in words; nothing on usual days."""
        now = [f"Krisenmodus seit {date_long(span.starts)}: {title}" for title, span in self.crises if is_valid(span, self.today)]
        return now[0] if now else ""

    @property
    def crisis_url(self) -> str:
        page = CRISIS if self.may_outreach else CRISIS_PERIODS
        return page.url(self.site.pk)

    @property
    def crisis_year(self) -> str:
        """The crisis times of the year, beside its figures."""
        return in_year(self.crises, self.today.year, self.today)

    @property
    def kitas_title(self) -> str:
        return "Kitas im Verbund" if len(self.kitas) > 1 else "Kita"

    @property
    def address(self) -> str:
        return f"{self.site.street}, {self.site.postcode} {self.site.municipality.name}" if self.site.street else ""

    @property
    def coordination(self) -> str:
        fte = vars(self.site)["fte_today"]  # the annotation of `with_record`
        return f"Koordination: {vze(fte) if fte is not None else 'noch nicht eingetragen'}"


def with_record(request: Request, sites: Any) -> Any:
    """Sites with the rows of their year, their measures and their Sachberichte."""
    sites = sites.annotate(fte_today=coordination_on(request.access.today), crises=annotated(date(request.access.today.year, 1, 1)))
    return sites.annotate(year=year_of(request), funded=measures_of(request), reported=last_reports(request), hours=hours_of_site(request))


def site_sheet_page(request: Request, site: Site) -> SiteSheet:
    """A site of `with_today` and `with_record`. At most eight queries, whatever its age."""
    today, access, has = request.access.today, request.access, vars(site)  # the annotations of `with_record`
    measures = measure_lines(has["funded"])
    links = list(site.kita_links.on(today).select_related("kita__provider", "kita__municipality").order_by("-leading", "kita__sort_key"))
    return SiteSheet(
        site=site,
        today=today,
        phases=[PhaseLine(phase, today) for phase in site.phases.order_by("-starts")],
        kitas=[KitaLine(link, link.leading and len(links) > 1) for link in links],
        year=site_year(request, site.pk, has["year"]),
        hours=site_hours(request, site.pk, has["hours"]),
        money=site_money(request, site.pk, measures),
        pages=SITE_PAGES.at(access, site.pk),
        grounds=grounds_of(site.county_id, today, site.pk),
        decisions=list(rows(request, Decision).filter(site=site).order_by("-decided_on")) if access.may("decisions.view", site) else [],
        applications=list(rows(request, Application).filter(site=site)) if access.may("applications.view", site) else [],
        measures=measures if access.may("measures.view", site) else None,
        contracts=_contracts(request, site) if access.may("contracts.view", site) else None,
        reports=site_reports(request, site.pk, has["reported"]),
        may_change=access.may("sites.change", site),
        may_plan=access.may("measures.change", site),
        may_documents=site.pk in access.reach("documents.change").places,
        may_outreach=access.may("outreach.view", site),
        may_crisis=site.pk in access.reach("crisis.change").places,
        crises=spans(has["crises"]),
    )


def _contracts(request: Request, site: Site) -> list[ContractLine]:
    return [ContractLine(contract) for contract in rows(request, Contract).filter(site=site).select_related("facilitator", "membership")[:SHOWN]]
