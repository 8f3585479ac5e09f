"""The Kitas whose applications wait for a decision, to be ticked."""

from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef

from planning.forms.continuation import AdmissionForm
from planning.models import Application
from planning.rules.departures import departures, with_basis
from sites.core import navigation
from sites.core.access import Request, rows
from sites.core.days import valid_on
from sites.core.lists import Page, page
from sites.models import County, OrganisationForm, SitePhase
from sites.rules.phases import RUNNING

SIZE = 100


@dataclass(frozen=True)
class CaseLine:
    """One case: what it wants, what departs, and whether it is ticked."""

    case: Application
    wanted: list[str]
    departures: list[str]
    ticked: bool


@dataclass(frozen=True)
class Admission:
    county: County
    page: Page
    form: AdmissionForm

    @property
    def rows(self) -> list[CaseLine]:
        return [CaseLine(case, _wanted(case), departures(case), self.form.is_ticked(case.pk)) for case in self.page.rows]

    @property
    def crumbs(self) -> list[tuple[str, str]]:
        return [navigation.CASES.crumb(), ("Gemeinsam aufnehmen", "")]


def waiting(request: Request, county: County) -> Page:
    """Submitted cases with everything their departures are told from; a site that runs already is decided on its own page."""
    runs = rows(request, SitePhase).filter(valid_on(request.access.today), site=OuterRef("site"), phase__in=RUNNING)
    found = rows(request, Application).filter(~Exists(runs), state="submitted", site__county=county)
    return page(request, with_basis(found, request.access.today).annotate(by_name=F("site__sort_key")), "by_name", size=SIZE)


def _wanted(case: Application) -> list[str]:
    return [str(OrganisationForm(value).label) for value in case.forms if value in OrganisationForm.values]
