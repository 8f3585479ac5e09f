"""What stands on the register of evidence of a site."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Count
from django.urls import reverse

from offers.models import Evidence
from offers.rules.evidence import valid_on
from sites.core import navigation
from sites.core.access import Request, rows
from sites.core.days import date_figures
from sites.core.keys import day, named
from sites.core.lists import Counted, Sort, choice, latest, options, page
from sites.core.numbers import with_noun
from sites.core.pages import Cell, Empty, RowList
from sites.core.places import site_within
from sites.core.rights import roles_with

NEW = "Nachweis ablegen"
LEAD = "Einmal abgelegt, überall verwendet: an Zielen, Angeboten, Sitzungen und im Sachbericht. Solange er gilt, fragt niemand noch einmal danach."


def evidence_list_page(request: Request, pk: int) -> RowList:
    """What holds today, or what is over; a site within reach, or a 404."""
    site, today = site_within(request, "evidence.view", pk), request.access.today
    show = choice(request, "show", {"past"})
    known = rows(request, Evidence).filter(site=site)
    listed = known.exclude(valid_on(today)) if show else known.filter(valid_on(today))
    may_change = site.pk in request.access.reach("evidence.change").places
    new_url = reverse("offers:evidence_create", args=[site.pk]) if may_change else ""
    sorts = {
        "newest": Sort("", latest("dated"), "Tag, die neuesten zuerst", like="-dated"),
        "title": Sort("Nachweis", named("title"), "Bezeichnung"),
        "dated": Sort("Vom", day("dated"), "Tag"),
        "until": Sort("Gilt bis", day("valid_until"), "Ende"),
    }
    found = page(request, listed.annotate(shown=Count("uses")), sorts=sorts, counted=Counted(known, "Nachweis", "Nachweise", "Nachweisen"))
    return RowList(
        title=navigation.EVIDENCE.label,
        pre=site.name,
        lead=LEAD,
        new_url=new_url,
        new_label=NEW,
        crumbs=[navigation.GOALS.crumb(site.pk), (navigation.EVIDENCE.label, "")],
        choices=options(show, {"": "Gültige", "past": "Abgelaufene"}, beside=request),
        caption=f"Nachweise von {site.name} nach {found.order}",
        heads=[*found.heads, "Zeigt"],
        page=found,
        row=_row,
        empty=_empty(show, new_url),
        audience=roles_with("evidence.view"),
    )


def _row(row: Any) -> Sequence[Cell | str]:
    small = " · ".join(filter(None, [row.get_kind_display(), row.extent]))
    shown = with_noun(row.shown, "Zuordnung", "Zuordnungen") if row.shown else Cell("noch nichts", quiet=True)
    until = date_figures(row.valid_until) if row.valid_until else Cell("auf Dauer", quiet=True)
    return Cell(row.title, small, row.get_absolute_url()), date_figures(row.dated), until, shown


def _empty(show: str, new_url: str) -> Empty:
    if show:
        return Empty("Nichts ist abgelaufen", "Hier stehen Nachweise, die nicht mehr gelten.")
    text = "Protokoll, Feedbackbogen, Zeitungsartikel: Was zeigt, dass Ihr Angebot ankommt?" if new_url else "Hier stehen die Nachweise des Hauses."
    return Empty("Noch kein Nachweis", text, new_url, NEW if new_url else "")
