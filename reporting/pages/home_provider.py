"""What stands on the start page of a provider: its sites with what is open at each."""

from dataclasses import dataclass
from datetime import date

from planning.models import Application
from reporting.models import Report
from reporting.pages.first_steps import first_steps_of
from reporting.pages.home_house import today_words
from reporting.rules.first_steps import Shown
from sites.core.access import Request, rows
from sites.core.rights import Role
from sites.models import Site, with_today

SHOWN = 20


@dataclass(frozen=True)
class SiteLine:
    """A site of `with_today` in words."""

    site: Site

    @property
    def words(self) -> str:
        phase = self.site.phase_today.get_phase_display() if self.site.phase_today else "Phase noch offen"
        return f"{self.site.municipality.name} · {phase} · {self.site.form_label}"


@dataclass(frozen=True)
class HomeProvider:
    today: date
    first_steps: list[Shown]
    sites: list[SiteLine]
    applications: list[Application]
    reports: list[Report]

    @property
    def overline(self) -> str:
        return today_words(self.today)

    @property
    def lead(self) -> str:
        return f"{len(self.sites)} Standort{'e' if len(self.sites) != 1 else ''} mit Kitas Ihres Trägers."


def home_provider_page(request: Request) -> HomeProvider:
    """All sites of the reach; cases and reports that are not finished."""
    today = request.access.today
    applications = rows(request, Application).filter(state__in=["open", "returned", "submitted"]).select_related("site").order_by("pk")
    reports = rows(request, Report).filter(state__in=["draft", "returned", "submitted"]).select_related("site").order_by("year", "pk")
    return HomeProvider(
        today=today,
        first_steps=first_steps_of(request, {Role.PROVIDER}),
        sites=[SiteLine(site) for site in with_today(rows(request, Site), today).order_by("sort_key", "pk")],
        applications=list(applications[:SHOWN]),
        reports=list(reports[:SHOWN]),
    )
