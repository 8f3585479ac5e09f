"""What stands on the list of resolutions of a county, newest first."""

from dataclasses import dataclass

from django.urls import reverse

from planning.models import Resolution
from sites.core import navigation
from sites.core.access import Request, rows
from sites.core.lists import Page, choice, latest, page
from sites.models import County


@dataclass(frozen=True)
class ResolutionList:
    """`show`: the kind that narrows the list; empty for all."""

    county: County
    page: Page
    show: str
    may_change: bool
    tabs: navigation.Links

    @property
    def lead(self) -> str:
        return "Was Jugendhilfeausschuss, Kreistag oder Stadtrat und Steuerungsgremien über die ThEKiZ beschlossen haben."

    @property
    def kinds(self) -> list[tuple[str, str]]:
        return Resolution.Kind.choices

    @property
    def new_url(self) -> str:
        return reverse("planning:resolution_create", args=[self.county.pk]) if self.may_change else ""

    @property
    def empty(self) -> tuple[str, str, str, str]:
        """Title, text, address and label."""
        if self.show:
            return "Kein solcher Beschluss", "Darüber ist noch nichts eingetragen.", "", ""
        if self.may_change:
            text = "Beginnen Sie mit dem Beschluss über die Fachlichen Empfehlungen: Gremium, Datum, Nummer und die Unterlage."
            return "Noch kein Beschluss", text, self.new_url, "Beschluss eintragen"
        return "Noch kein Beschluss", "Hier stehen die Beschlüsse, sobald der Landkreis sie einträgt.", "", ""


def resolution_list_page(request: Request, county: County) -> ResolutionList:
    """All of them, or those of the kind that the address names."""
    show = choice(request, "show", set(Resolution.Kind))
    resolutions = rows(request, Resolution).filter(place=county.pk).select_related("body").annotate(newest=latest("decided_on"))
    return ResolutionList(
        county=county,
        page=page(request, resolutions.filter(kind=show) if show else resolutions, "newest"),
        show=show,
        may_change=county.pk in request.access.reach("plans.change").places,
        tabs=navigation.COUNTY_TABS.at(request.access, county.pk, navigation.RESOLUTIONS),
    )
