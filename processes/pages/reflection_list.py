"""What stands on the list of a house's reflections, in three circles."""

from collections.abc import Callable

from django.urls import reverse

from processes.models import Reflection
from sites.core.access import Request, rows
from sites.core.days import date_long
from sites.core.lists import choice, latest, options, page
from sites.core.navigation import GROWTH_TABS, REFLECTIONS
from sites.core.pages import Cell, Empty, RowList
from sites.core.places import site_within
from sites.core.rights import roles_with

TITLE, NEW = "Reflexionen", "Reflexion festhalten"
LEAD = "Was im Team, mit Familien und mit Netzwerkpartner*innen klar geworden ist, und was daraus folgt."
FIRST = "Halten Sie fest, was in einem Gespräch klar geworden ist: in drei Sätzen."
CIRCLES = {"": "alle", **dict(Reflection.Circle.choices)}


def reflection_list_page(request: Request, site: int) -> RowList:
    """The reflections of a site within reach, newest first, all or of one circle (R249)."""
    place, circle = site_within(request, "reflections.view", site), choice(request, "show", set(Reflection.Circle.values))
    found = rows(request, Reflection).filter(site=place)
    if circle:
        found = found.filter(circle=circle)
    may_write = place.pk in request.access.reach("reflections.write").places
    new_url = reverse("processes:reflection_create", args=[place.pk]) if may_write else ""
    return RowList(
        title=TITLE,
        pre=place.name,
        lead=LEAD,
        new_url=new_url,
        new_label=NEW,
        crumbs=[(place.name, place.get_absolute_url()), (TITLE, "")],
        tabs=GROWTH_TABS.at(request.access, place.pk, REFLECTIONS),
        choices=options(circle, CIRCLES),
        caption="Reflexionen, die neueste zuerst",
        heads=("Worüber", "Mit wem", "Wann", "Was klar geworden ist", "Was wir ändern"),
        page=page(request, found.annotate(newest=latest("held_on")), "newest"),
        row=_row(may_write=may_write),
        empty=Empty("Noch keine Reflexion", FIRST, new_url, NEW),
        audience=roles_with("reflections.view"),
    )


def _row(*, may_write: bool) -> Callable[[Reflection], list[Cell]]:
    def cells(one: Reflection) -> list[Cell]:
        url = reverse("processes:reflection_edit", args=[one.pk]) if may_write else ""
        return [
            Cell(one.topic, small="auch über unsere Haltung" if one.attitude else "", url=url),
            Cell(one.get_circle_display()),
            Cell(date_long(one.held_on)),
            Cell(one.insights),
            Cell(one.consequences),
        ]

    return cells
