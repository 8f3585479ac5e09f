"""What stands on the list of who of a house's team is away: what is to come, or what is over."""

from collections.abc import Sequence

from django.urls import reverse

from sites.core import navigation
from sites.core.access import Request, rows
from sites.core.lists import choice, latest, options, page
from sites.core.pages import Cell, Empty, RowList
from sites.core.rights import roles_with
from sites.models import Absence, Site

KEPT = "Ein Jahr nach dem letzten Tag wird jeder Eintrag gelöscht."
NEW = "Abwesenheit eintragen"


def absence_list_page(request: Request, site: Site) -> RowList:
    """By day: the next one first, or of those that are over the last one."""
    show, today = choice(request, "show", {"past"}), request.access.today
    may_change = site.pk in request.access.reach("absences.change").places
    new_url = reverse("sites:absence_create", args=[site.pk]) if may_change else ""
    absences = rows(request, Absence).filter(site=site)
    listed = absences.filter(ends__lt=today).annotate(newest=latest("starts")) if show else absences.filter(ends__gte=today)
    return RowList(
        title=navigation.ABSENCES.label,
        pre=site.name,
        lead=f"Wer wann nicht im Haus ist, und wer übernimmt: für den Plan der Woche. {KEPT}",
        new_url=new_url,
        new_label=NEW,
        crumbs=[(site.name, site.get_absolute_url()), (navigation.ABSENCES.label, "")],
        choices=options(show, {"": "Heute und später", "past": "Vorbei"}),
        caption="Wer nicht im Haus ist, nach Tagen",
        heads=("Wer", "Tage", "Was steht an", "Wer übernimmt"),
        page=page(request, listed, "newest" if show else "starts"),
        row=lambda row: _row(row, may_change),
        empty=_empty(show, new_url),
        audience=roles_with("absences.view"),
    )


def _row(row: Absence, may_change: bool) -> Sequence[Cell | str]:
    name = Cell(row.name, url=reverse("sites:absence_edit", args=[row.pk]) if may_change else "")
    return name, row.days, row.words, row.substitute or Cell("offen", quiet=True)


def _empty(show: str, new_url: str) -> Empty:
    if show:
        return Empty("Nichts ist vorbei", KEPT)
    text = "Fortbildung, Urlaub, freie Stunden: Was im Plan der Woche stehen soll." if new_url else "Hier steht, wer nicht im Haus ist."
    return Empty("Alle im Haus", text, new_url, NEW if new_url else "")
