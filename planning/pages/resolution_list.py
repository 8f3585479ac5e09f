"""What stands on the list of resolutions of a county, newest first."""

from django.urls import reverse

from planning.models import Resolution
from sites.core import navigation
from sites.core.access import Request, rows
from sites.core.days import date_figures
from sites.core.keys import labelled, named
from sites.core.lists import Sort, choice, latest, options, page
from sites.core.pages import Cell, Empty, RowList
from sites.core.rights import roles_with
from sites.models import County

SORTS = {
    "newest": Sort("", latest("decided_on"), "Datum, der neueste zuerst", "-day"),
    "kind": Sort("Worüber", labelled("kind", Resolution.Kind.choices), "Gegenstand"),
    "body": Sort("Gremium", named("body__name")),
    "day": Sort("Datum:n", "decided_on"),
}


def resolution_list_page(request: Request, county: County) -> RowList:
    """All of them, or those of the kind that the address names."""
    show = choice(request, "show", set(Resolution.Kind))
    resolutions = rows(request, Resolution).filter(place=county.pk).select_related("body")
    may_change = county.pk in request.access.reach("plans.change").places
    new_url = reverse("planning:resolution_create", args=[county.pk]) if may_change else ""
    listed = page(request, resolutions.filter(kind=show) if show else resolutions, sorts=SORTS)
    return RowList(
        title="Beschlüsse",
        pre=county.name,
        lead="Was Jugendhilfeausschuss, Kreistag oder Stadtrat und Steuerungsgremien über die ThEKiZ beschlossen haben.",
        new_url=new_url,
        new_label="Beschluss eintragen",
        tabs=navigation.COUNTY_TABS.at(request.access, county.pk, navigation.RESOLUTIONS),
        choices=options(show, {"": "Alle", **dict(Resolution.Kind.choices)}, beside=request),
        caption=f"Beschlüsse nach {listed.order}",
        heads=("Beschluss", *listed.heads),
        page=listed,
        row=_row,
        empty=_empty(show, new_url),
        audience=roles_with("plans.view"),
    )


def _row(resolution: Resolution) -> tuple[Cell | str, ...]:
    number = Cell(resolution.number, resolution.subject, url=reverse("planning:resolution_detail", args=[resolution.pk]))
    return number, resolution.get_kind_display(), resolution.body.name, date_figures(resolution.decided_on)


def _empty(show: str, new_url: str) -> Empty:
    if show:
        return Empty("Kein solcher Beschluss", "Darüber ist noch nichts eingetragen.")
    if new_url:
        text = "Beginnen Sie mit dem Beschluss über die Fachlichen Empfehlungen: Gremium, Datum, Nummer und die Unterlage."
        return Empty("Noch kein Beschluss", text, new_url, "Beschluss eintragen")
    return Empty("Noch kein Beschluss", "Hier stehen die Beschlüsse, sobald der Landkreis sie einträgt.")
