"""What stands on the list of practice examples in work: the own ones of a house, those that an office has to review."""

from django.db.models import F
from django.urls import reverse

from processes.forms.practice import ExampleFilter
from processes.models import PracticeExample
from sites.core.access import Request, rows
from sites.core.keys import named, place_in
from sites.core.lists import Counted, Sort, choice, page
from sites.core.navigation import PRACTICE
from sites.core.pages import Cell, Empty, RowList
from sites.core.rights import roles_with
from sites.core.roles import Role

SIGNS = {"submitted": "info", "returned": "warning", "published": "success"}
SORTS = {
    "newest": Sort("", -F("pk"), "Anlage, das neueste zuerst"),
    "title": Sort("Beispiel", named("title"), "Titel"),
    "state": Sort("Stand", place_in("state", PracticeExample.State)),
}


def example_list_page(request: Request) -> RowList:
    """Two kinds of readers, one list: who writes and who reviews."""
    access, state = request.access, choice(request, "state", PracticeExample.State.values)
    found = rows(request, PracticeExample).select_related("site")
    counted = Counted(found, "Beispiel", "Beispiele", "Beispielen")
    listed = page(request, found.filter(state=state) if state else found, sorts=SORTS, counted=counted)
    houses = [held.place for held in access.held if held.role in {Role.HEAD, Role.COORDINATOR}]
    new_url = reverse("processes:example_create", args=[houses[0]]) if houses else ""
    return RowList(
        title="Beispiele in Arbeit",
        lead="Schreiben, einreichen, prüfen, veröffentlichen. Die Fachstelle ThEKiZ oder die Sozialplanung prüft; beide sehen, was eingereicht ist.",
        crumbs=[PRACTICE.crumb(), ("Beispiele in Arbeit", "")],
        new_url=new_url,
        new_label="Beispiel schreiben",
        form=ExampleFilter(initial={"state": state}, request=request),
        caption=f"Praxisbeispiele nach {listed.order}",
        heads=listed.heads,
        page=listed,
        row=_row,
        empty=_empty(state, new_url),
        audience=roles_with("practice.follow"),
    )


def _row(example: PracticeExample) -> tuple[Cell | str, ...]:
    sign = SIGNS.get(example.state, "")
    state = Cell(example.get_state_display(), sign=sign, quiet=not sign)
    return Cell(example.title, example.house, url=example.get_absolute_url()), state


def _empty(state: str, new_url: str) -> Empty:
    if state:
        return Empty("Kein Beispiel in diesem Stand", "Nehmen Sie den Filter zurück.", reverse("processes:example_list"), "Alle anzeigen")
    if new_url:
        return Empty("Noch kein Beispiel", "Was hat bei Ihnen funktioniert und könnte anderen helfen?", new_url, "Beispiel schreiben")
    return Empty("Noch kein Beispiel", "Hier stehen die Beispiele der Häuser, sobald eines eingereicht ist.")
