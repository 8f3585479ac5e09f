"""What stands on the list of what facilitators have opened for county and state: day, hours and topic of a line, never what was agreed."""

from collections.abc import Sequence

from processes.forms.contracts import SearchForm
from processes.models import FacilitationNote
from sites.core.access import Request, rows
from sites.core.days import date_figures
from sites.core.keys import day, named
from sites.core.lists import Counted, Sort, latest, page, word
from sites.core.numbers import exact
from sites.core.pages import Cell, Empty, RowList
from sites.core.rights import roles_with
from sites.core.search import searched

SORTS = {
    "newest": Sort("", latest("held_on"), "Tag, der neueste zuerst", like="-held"),
    "topic": Sort("Worum ging es?", named("topic"), "Thema"),
    "site": Sort("Standort", "site__sort_key"),
    "held": Sort("Tag", day("held_on"), "Tag"),
    "hours": Sort("Stunden:n", "hours", "Stunden"),
}


def note_list_page(request: Request) -> RowList:
    """The notes behind the third door within reach; a word narrows them by site, topic, person or county."""
    text = word(request)
    # guard: notes-opened -> notes = rows(request, FacilitationNote)
    notes = rows(request, FacilitationNote).filter(door=FacilitationNote.Door.COUNTY)
    notes = notes.select_related("site", "county", "author").defer("agreements")
    found = page(
        request,
        searched(notes, text, "topic", "site__name", "author__name", "county__name"),
        sorts=SORTS,
        counted=Counted(notes, "Notiz", "Notizen", "Notizen"),
    )
    nothing = "Zu diesem Wort gibt es keine Notiz." if text else "Was eine Prozessbegleitung für Landkreis und Land öffnet, steht hier."
    return RowList(
        title="Notizen der Prozessbegleitung",
        lead="Was Prozessbegleitungen für Landkreis und Land geöffnet haben: Tag, Stunden und Thema.",
        form=SearchForm(initial={"q": text}),
        caption=f"Geöffnete Notizen nach {found.order}",
        heads=found.heads,
        page=found,
        row=_row,
        empty=Empty("Keine Notiz gefunden" if text else "Noch keine Notiz", nothing),
        audience=roles_with("notes.view"),
    )


def _row(row: FacilitationNote) -> Sequence[Cell | str]:
    return row.topic, Cell(row.site.name, f"{row.county}, {row.author.name}"), date_figures(row.held_on), exact(row.hours)
