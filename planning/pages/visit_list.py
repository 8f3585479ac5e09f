"""What stands on the list of events at which a house was seen, and in which role (R175–R177)."""

from collections.abc import Sequence

from django.urls import reverse

from planning.models import EventVisit
from sites.core import navigation
from sites.core.access import Request, rows
from sites.core.days import date_figures
from sites.core.keys import day, named
from sites.core.lists import Counted, Sort, latest, page
from sites.core.pages import Cell, Empty, RowList
from sites.core.places import site_within
from sites.core.rights import roles_with

TITLE = "Netzwerktreffen und Fachtage"
NEW = "Teilnahme eintragen"


def visit_list_page(request: Request, pk: int) -> RowList:
    """The newest first; a site within reach, or a 404."""
    site = site_within(request, "partners.view", pk)
    new_url = reverse("planning:visit_create", args=[site.pk]) if site.pk in request.access.reach("partners.change").places else ""
    known = rows(request, EventVisit).filter(site=site).select_related("resource")
    sorts = {
        "newest": Sort("", latest("held_on"), "Tag, die neuesten zuerst", like="-held"),
        "title": Sort("Veranstaltung", named("title"), "Name"),
        "held": Sort("Tag", day("held_on"), "Tag"),
    }
    found = page(request, known, sorts=sorts, counted=Counted(known, "Teilnahme", "Teilnahmen", "Teilnahmen"))
    return RowList(
        title=TITLE,
        pre=site.name,
        lead="Wo das Haus dabei war, und in welcher Rolle.",
        new_url=new_url,
        new_label=NEW,
        crumbs=[navigation.SOCIAL_SPACE.crumb(site.pk), (TITLE, "")],
        caption=f"Teilnahmen von {site.name} nach {found.order}",
        heads=[*found.heads, "Rolle", "Was wir mitnehmen"],
        page=found,
        row=lambda row: _row(row, bool(new_url)),
        empty=Empty("Noch keine Teilnahme", "Netzwerktreffen, Arbeitskreise im Sozialraum, Fachtage.", new_url, NEW if new_url else ""),
        audience=roles_with("partners.view"),
    )


def _row(row: EventVisit, may_change: bool) -> Sequence[Cell | str]:
    small = " · ".join(filter(None, [row.get_kind_display(), str(row.resource or "")]))
    name = Cell(row.title, small, reverse("planning:visit_edit", args=[row.pk]) if may_change else "")
    return name, date_figures(row.held_on), f"{row.function} {row.get_role_display()}", row.result or Cell("noch nichts", quiet=True)
