"""What stands on the list of a county's figures of the social space."""

from dataclasses import dataclass

from django.db.models import F, FloatField, TextField, Value
from django.db.models.functions import Cast, Coalesce

from planning.forms.figures import FigureFilter
from planning.models import SocialFigure
from sites.core.access import Request, rows
from sites.core.keys import figure, named
from sites.core.lists import Counted, Head, Page, Sort, latest, page
from sites.core.navigation import COUNTY_TABS, FIGURES, Links
from sites.core.places import place_within
from sites.models import Place

LEAD = (
    "Zahlen aus Statistik und Planung mit Stichtag und Quelle. Die Standorte sehen die Zahlen ihrer Gemeinde und ihres Planungsraums bei ihren "
    "Bedarfen."
)

SORTS = {
    "newest": Sort("", latest("day"), "Stichtag, der neueste zuerst", "-day"),
    "indicator": Sort("Kennzahl", named("indicator__label")),
    "place": Sort("Wo", Coalesce("municipality__sort_key", "planning_area__sort_key", Value(""), output_field=TextField()), "Ort"),
    "value": Sort("Wert:n", "value"),
    "share": Sort("Anteil:n", figure(Cast("value", FloatField()) / F("value_of"), FloatField())),
    "day": Sort("Stichtag und Quelle", "day", "Stichtag"),
}


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

    @property
    def caption(self) -> str:
        return f"Sozialraumdaten nach {self.page.order}"

    @property
    def heads(self) -> list[Head]:
        return self.page.heads


def figure_list(request: Request, county: int) -> FigureList:
    """The figures of a county, its municipalities and planning areas, the newest first."""
    place = place_within(request, county, "county")
    form = FigureFilter(request.GET, county=place.pk, request=request)
    known = rows(request, SocialFigure).filter(place=place.pk)
    figures = known.filter(**form.chosen()).select_related("indicator", "municipality", "planning_area")
    return FigureList(
        place=place,
        form=form,
        page=page(request, figures, sorts=SORTS, counted=Counted(known, "Zahl", "Zahlen", "Zahlen")),
        is_filtered=bool(form.chosen()),
        may_change=place.pk in request.access.reach("socialfigures.change").places,
        tabs=COUNTY_TABS.at(request.access, place.pk, FIGURES),
    )
