"""What stands on the list of the lists of names of a site: for which offer, by whose rule, until when; no name."""

from django.urls import reverse

from offers.models import NamedList
from sites.core import navigation
from sites.core.access import Request, rows
from sites.core.days import date_figures
from sites.core.keys import day
from sites.core.lists import Sort, page
from sites.core.numbers import with_noun
from sites.core.pages import Cell, Empty, RowList
from sites.core.places import site_within
from sites.core.rights import roles_with

TITLE = "Namentliche Listen"
LEAD = "Zahlen genügen fast immer. Namen gibt es nur, wo die Regel eines Geldgebers sie verlangt, und nur bis zu ihrem letzten Tag."


def named_list_list_page(request: Request, pk: int) -> RowList:
    """What ends next stands first; a site within reach, or a 404."""
    site, sorts = site_within(request, "namedlists.view", pk), {"ends": Sort("Aufzuheben bis", day("ends"), "letztem Tag")}
    found = page(request, rows(request, NamedList).filter(site=site).select_related("offer"), sorts=sorts)
    return RowList(
        title=TITLE,
        pre=site.name,
        lead=LEAD,
        crumbs=[navigation.OFFERS.crumb(site.pk), (TITLE, "")],
        caption=f"Namentliche Listen von {site.name} nach {found.order}",
        heads=["Angebot", *found.heads, "Regel", "Umfang"],
        page=found,
        row=lambda row: (
            Cell(row.offer.title, url=reverse("offers:named_list_edit", args=[row.pk])),
            date_figures(row.ends),
            row.rule,
            with_noun(row.number, "Name", "Namen"),
        ),
        empty=Empty("Keine namentliche Liste", "So soll es sein. Verlangt ein Geldgeber Namen, legen Sie die Liste auf der Seite des Angebots an."),
        audience=roles_with("namedlists.view"),
    )
