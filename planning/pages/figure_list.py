"""What stands on the list of a county's figures of the social space."""

from dataclasses import dataclass

from planning.forms.figures import FigureFilter
from planning.models import SocialFigure
from sites.core.access import Request, rows
from sites.core.lists import Page, latest, page
from sites.core.navigation import COUNTY_TABS, FIGURES, Links
from sites.core.places import place_within
from sites.models import Place

LEAD = (
    "Zahlen aus Statistik und Planung mit Stichtag und Quelle. Die Standorte sehen die Zahlen ihrer Gemeinde und ihres Planungsraums bei ihren "
    "Bedarfen."
)


@dataclass(frozen=True)
class FigureList:
    """The page."""

    place: Place
    form: FigureFilter
    page: Page
    is_filtered: bool
    may_change: bool
    tabs: Links
    lead: str = LEAD


def figure_list(request: Request, county: int) -> FigureList:
    """The figures of a county, its municipalities and planning areas, the newest first."""
    place = place_within(request, county, "county")
    form = FigureFilter(request.GET, county=place.pk, request=request)
    figures = rows(request, SocialFigure).filter(place=place.pk, **form.chosen()).select_related("indicator", "municipality", "planning_area")
    return FigureList(
        place=place,
        form=form,
        page=page(request, figures.annotate(newest=latest("day")), "newest"),
        is_filtered=bool(form.chosen()),
        may_change=place.pk in request.access.reach("socialfigures.change").places,
        tabs=COUNTY_TABS.at(request.access, place.pk, FIGURES),
    )
