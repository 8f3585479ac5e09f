"""What stands on the list of bodies of a county or of a house: how many sit in them and when they last met."""

from datetime import date
from typing import Any

from django.db.models import Count, Max, Q
from django.urls import reverse

from planning.models import Body
from planning.pages.body_detail import audience_of, trail_of
from sites.core import navigation
from sites.core.access import Request, rows
from sites.core.days import date_figures, is_over, valid_on
from sites.core.keys import day, named
from sites.core.lists import Sort, page
from sites.core.pages import Cell, Empty, RowList
from sites.models import Place

AT_COUNTY = "Wer über die ThEKiZ beschließt und sie steuert: Ausschüsse, Beiräte und Beteiligungsrunden mit Mitgliedern und Sitzungen."
AT_SITE = "Wer im Haus mitentscheidet: Steuerungsteam, Elternbeirat und weitere Gruppen mit Mitgliedern und Sitzungen."
FIRST_AT_COUNTY = "Beginnen Sie mit dem Jugendhilfeausschuss und dem Steuerungsgremium der Sozialplanung."
FIRST_AT_SITE = "Beginnen Sie mit dem Steuerungsteam: Leitung, Koordination, Träger, Elternvertretung, Prozessbegleitung."
NEW = "Gremium eintragen"
SORTS = {
    "name": Sort("Gremium", named("name"), "Name"),
    "members": Sort("Mitglieder heute:n", "member_count", "Zahl der Mitglieder"),
    "met": Sort("Letzte Sitzung:n", day("met"), "letzter Sitzung"),
}


def body_list_page(request: Request, place: Place, name: str) -> RowList:
    """`name`: what the place is called."""
    today, at_county = request.access.today, place.kind == Place.Kind.COUNTY
    members = Count("members", filter=valid_on(today, "members__"), distinct=True)
    met = Max("meetings__held_on", filter=Q(meetings__held_on__lte=today))
    may_change = place.pk in request.access.reach("bodies.change").places
    new_url = reverse("planning:body_create", args=[place.pk]) if may_change else ""
    first = FIRST_AT_COUNTY if at_county else FIRST_AT_SITE
    listed = page(request, rows(request, Body).filter(place=place.pk).annotate(member_count=members, met=met), sorts=SORTS)
    return RowList(
        title="Gremien",
        pre=name,
        lead=AT_COUNTY if at_county else AT_SITE,
        new_url=new_url,
        new_label=NEW,
        crumbs=[] if at_county else [*trail_of(place)[:-1], ("Gremien", "")],
        tabs=navigation.COUNTY_TABS.at(request.access, place.pk, navigation.BODIES) if at_county else None,
        caption=f"Gremien nach {listed.order}",
        heads=listed.heads,
        page=listed,
        row=lambda body: _row(body, today),
        empty=Empty("Noch kein Gremium", first if may_change else "Hier stehen die Gremien, sobald sie eingetragen sind.", new_url, NEW),
        audience=audience_of(place),
    )


def _row(body: Any, today: date) -> tuple[Cell | str, ...]:
    over = f" · bis {date_figures(body.ends)}" if is_over(body, today) else ""
    name = Cell(body.name, f"{body.get_kind_display()}{over}", url=reverse("planning:body_detail", args=[body.pk]))
    return name, body.member_count, date_figures(body.met) if body.met else Cell("noch keine", quiet=True)
