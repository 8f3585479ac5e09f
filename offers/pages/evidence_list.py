"""What stands on the register of evidence of a site."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Count
from django.urls import reverse

from offers.forms.evidence import EvidenceFilter
from offers.models import Evidence
from offers.rules.evidence import SOON, ends_soon, valid_on
from sites.core import navigation
from sites.core.access import Request, rows
from sites.core.days import date_figures
from sites.core.keys import day, named
from sites.core.lists import Counted, Sort, choice, latest, options, page, without
from sites.core.numbers import with_noun
from sites.core.pages import Cell, Empty, RowList
from sites.core.places import site_within
from sites.core.rights import roles_with
from sites.services.saved import saved_of

NEW = "Nachweis ablegen"
LEAD = "Einmal abgelegt, überall verwendet: an Zielen, Angeboten, Sitzungen und im Sachbericht. Solange er gilt, fragt niemand noch einmal danach."


def evidence_list_page(request: Request, pk: int) -> RowList:
    """What holds today, what of it runs out soon, or what is over; of one kind or of all. A site within reach, or a 404."""
    site, today = site_within(request, "evidence.view", pk), request.access.today
    show, kind = choice(request, "show", {"soon", "past"}), choice(request, "kind", Evidence.Kind.values)
    known = rows(request, Evidence).filter(site=site)
    listed = known.exclude(valid_on(today)) if show == "past" else known.filter(ends_soon(today) if show else valid_on(today))
    listed = listed.filter(kind=kind) if kind else listed
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
        choices=options(show, {"": "Gültige", "soon": "Läuft ab", "past": "Abgelaufene"}, beside=request),
        form=EvidenceFilter(initial={"kind": kind}, auto_id="filter_%s"),
        active=[(str(Evidence.Kind(kind).label), without(request, "kind"))] if kind else [],
        saved=saved_of(request, "offers:evidence_list", site.pk),
        caption=f"Nachweise von {site.name} nach {found.order}",
        heads=[*found.heads, "Zeigt"],
        page=found,
        row=lambda row: _row(row, today),
        empty=_empty(show, kind, new_url),
        audience=roles_with("evidence.view"),
    )


def _row(row: Any, today: date) -> Sequence[Cell | str]:
    small = " · ".join(filter(None, [row.get_kind_display(), row.extent]))
    shown = with_noun(row.shown, "Zuordnung", "Zuordnungen") if row.shown else Cell("noch nichts", quiet=True)
    until: Cell | str = Cell("auf Dauer", quiet=True)
    if row.valid_until:
        ends = today <= row.valid_until <= today + SOON
        until = Cell(date_figures(row.valid_until), "läuft ab", sign="warning") if ends else date_figures(row.valid_until)
    return Cell(row.title, small, row.get_absolute_url()), date_figures(row.dated), until, shown


def _empty(show: str, kind: str, new_url: str) -> Empty:
    if kind:
        return Empty("Kein Nachweis dieser Art", "Nehmen Sie den Filter zurück, oder sehen Sie unter „Abgelaufene“ nach.")
    if show == "soon":
        return Empty("Nichts läuft ab", f"Hier stehen Nachweise, die in den nächsten {SOON.days} Tagen enden.")
    if show:
        return Empty("Nichts ist abgelaufen", "Hier stehen Nachweise, die nicht mehr gelten.")
    text = "Protokoll, Feedbackbogen, Zeitungsartikel: Was zeigt, dass Ihr Angebot ankommt?" if new_url else "Hier stehen die Nachweise des Hauses."
    return Empty("Noch kein Nachweis", text, new_url, NEW if new_url else "")
