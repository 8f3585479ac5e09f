"""What stands in the log of publications of a house, and which programmes it can print at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from offers.forms.publications import PublicationFilter
from offers.models import Publication, PublicPage
from sites.core import navigation
from sites.core.access import Request, rows
from sites.core.days import date_figures, month_long
from sites.core.keys import day, labelled, named
from sites.core.lists import Sort, choice, latest, page, without
from sites.core.pages import Cell, Empty, RowList
from sites.core.rights import roles_with
from sites.models import Site

NEW, MONTHS_AHEAD = "Veröffentlichung eintragen", 3
LEAD = "Was das Haus über seine Angebote veröffentlicht hat, wann und wo: für den Sachbericht und damit das nächste Mal niemand fehlt."
SORTS = {
    "newest": Sort("", latest("published_on"), "Tag, das Neueste zuerst", like="-on"),
    "on": Sort("Tag", day("published_on"), "Tag"),
    "medium": Sort("Medium", labelled("medium", Publication.Medium.choices), "Medium"),
    "title": Sort("Was", named("title"), "Namen"),
}


@dataclass(frozen=True, kw_only=True)
class PublicationList(RowList):
    """`programmes`: the months that can be printed, with their addresses; none for a house without a public page."""

    programmes: Sequence[tuple[str, str]]


def publication_list_page(request: Request, site: Site) -> PublicationList:
    """By day, the newest first."""
    may_change = site.pk in request.access.reach("offers.change").places
    new_url = reverse("offers:publication_create", args=[site.pk]) if may_change else ""
    medium = choice(request, "medium", Publication.Medium.values)
    found = rows(request, Publication.objects.select_related("offer")).filter(site=site)
    listed = page(request, found.filter(medium=medium) if medium else found, sorts=SORTS)
    return PublicationList(
        title=navigation.PUBLICATIONS.label,
        pre=site.name,
        lead=LEAD,
        new_url=new_url,
        new_label=NEW,
        crumbs=[navigation.OFFERS.crumb(site.pk), (navigation.PUBLICATIONS.label, "")],
        form=PublicationFilter(initial={"medium": medium}, auto_id="filter_%s"),
        active=[(str(Publication.Medium(medium).label), without(request, "medium"))] if medium else [],
        caption=f"Veröffentlichungen nach {listed.order}",
        heads=[*listed.heads, "Angebot"],
        page=listed,
        row=lambda row: _row(row, may_change),
        empty=_empty(medium, new_url),
        audience=roles_with("offers.view"),
        programmes=_programmes(site, request.access.today),
    )


def _row(row: Publication, may_change: bool) -> Sequence[Cell | str]:
    url = reverse("offers:publication_edit", args=[row.pk]) if may_change else ""
    title = Cell(row.title, row.where)
    return (
        Cell(date_figures(row.published_on), url=url, about=row.title),
        row.get_medium_display(),
        title,
        row.offer.title if row.offer else "das Haus",
    )


def _empty(medium: str, new_url: str) -> Empty:
    if medium:
        return Empty("Nichts in diesem Medium", "Wählen Sie ein anderes Medium oder alle.")
    text = (
        "Ein Aushang, ein Artikel, ein Elternbrief: Tag, Medium und ein paar Worte genügen."
        if new_url
        else "Hier steht, was das Haus veröffentlicht."
    )
    return Empty("Noch keine Veröffentlichung", text, new_url, NEW if new_url else "")


def _programmes(site: Site, today: date) -> list[tuple[str, str]]:
    """This month and the next two."""
    page = PublicPage.objects.filter(site=site).first()
    if page is None:
        return []
    months = [date(today.year + (today.month + ahead - 1) // 12, (today.month + ahead - 1) % 12 + 1, 1) for ahead in range(MONTHS_AHEAD)]
    return [(month_long(first), reverse("reporting:month_programme", args=[page.slug, first.year, first.month])) for first in months]
