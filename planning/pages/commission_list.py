"""What stands on the list of commissions of a county for counselling after §§ 17 and 18 SGB VIII."""

from django.db.models import Count
from django.urls import reverse

from planning.models import Commission
from sites.core import navigation
from sites.core.access import Request, rows
from sites.core.days import date_figures, not_over
from sites.core.keys import named
from sites.core.lists import Sort, choice, latest, options, page
from sites.core.numbers import with_noun
from sites.core.pages import Cell, Empty, RowList
from sites.core.rights import roles_with
from sites.models import County

NEW = "Auftrag eintragen"
LEAD = "Beratung in Fragen von Partnerschaft, Trennung, Personensorge und Umgang machen ThEKiZ im Auftrag des Jugendamtes (§§ 17 und 18 SGB VIII)."
SORTS = {
    "newest": Sort("", latest("starts"), "Beginn, der späteste zuerst", "-day"),
    "subject": Sort("Worum es geht", named("subject")),
    "day": Sort("ab:n", "starts", "Beginn"),
}


def commission_list_page(request: Request, county: County) -> RowList:
    """Those that hold or will hold, or those that are over."""
    show, today = choice(request, "show", {"past"}), request.access.today
    may_change = county.pk in request.access.reach("commissions.change").places
    new_url = reverse("planning:commission_create", args=[county.pk]) if may_change else ""
    found = rows(request, Commission).filter(place=county.pk).select_related("provider").annotate(houses=Count("site_links"))
    listed = page(request, found.filter(~not_over(today) if show else not_over(today)), sorts=SORTS)
    return RowList(
        title=navigation.COMMISSIONS.label,
        pre=county.name,
        lead=LEAD,
        new_url=new_url,
        new_label=NEW,
        tabs=navigation.COUNTY_TABS.at(request.access, county.pk, navigation.COMMISSIONS),
        choices=options(show, {"": "Gelten oder kommen", "past": "Vorbei"}, beside=request),
        caption=f"Aufträge nach {listed.order}",
        heads=("Wer ist beauftragt", *listed.heads, "bis:n"),
        page=listed,
        row=_row,
        empty=_empty(show, new_url),
        audience=roles_with("commissions.view"),
    )


def _row(row: Commission) -> tuple[Cell | str, ...]:
    houses: int = vars(row)["houses"]
    where = with_noun(houses, "Standort", "Standorte") if houses else "ganzer Landkreis"
    url = reverse("planning:commission_detail", args=[row.pk])
    name = Cell(row.holder_words, f"{row.sections_words} · {where}", url=url)
    return name, row.subject, date_figures(row.starts), date_figures(row.ends) if row.ends else "offen"


def _empty(show: str, new_url: str) -> Empty:
    if show:
        return Empty("Kein Auftrag ist vorbei", LEAD)
    if new_url:
        text = "Tragen Sie ein, wen das Jugendamt womit beauftragt hat. Das Haus sieht es an seinem Angebot."
        return Empty("Noch kein Auftrag", text, new_url, NEW)
    return Empty("Noch kein Auftrag", "Sozialplanung und Jugendamt tragen ihn ein.")
