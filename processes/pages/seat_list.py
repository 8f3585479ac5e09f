"""What stands on the list of seats in bodies: where somebody of the office represents the ThEKiZ (R268)."""

from datetime import date

from django.urls import reverse

from processes.models import BodySeat
from sites.core.access import Request, rows
from sites.core.days import date_figures, is_over
from sites.core.keys import day, named
from sites.core.lists import Sort, page
from sites.core.pages import Cell, Empty, RowList
from sites.core.rights import roles_with
from sites.models import Place

NEW = "Sitz eintragen"
SORTS = {
    "name": Sort("Gremium", named("name"), "Name"),
    "person": Sort("Wer", named("person"), "Name"),
    "since": Sort("Seit", day("starts"), "Beginn"),
}


def seat_list_page(request: Request, place: Place, name: str) -> RowList:
    """The seats of the own office, those that are over among them."""
    listed, today = page(request, rows(request, BodySeat).filter(place=place.pk), sorts=SORTS), request.access.today
    new_url = reverse("processes:seat_create", args=[place.pk])
    return RowList(
        title="Mitwirkung in Gremien",
        pre=name,
        lead="Wo jemand von Ihnen die ThEKiZ vertritt: landes- und bundesweit oder im Landkreis (2.3).",
        new_url=new_url,
        new_label=NEW,
        caption=f"Sitze in Gremien nach {listed.order}",
        heads=listed.heads,
        page=listed,
        row=lambda seat: _row(seat, today),
        empty=Empty("Noch kein Sitz", "Zum Beispiel: Landesjugendhilfeausschuss, Bundesverband der Familienzentren.", new_url, NEW),
        audience=roles_with("seats.view"),
    )


def _row(seat: BodySeat, today: date) -> tuple[Cell | str, ...]:
    until = f" bis {date_figures(seat.ends)}" if seat.ends else ""
    return (
        Cell(seat.name, seat.organisation, url=reverse("processes:seat_edit", args=[seat.pk])),
        Cell(seat.person, seat.note),
        Cell(f"{date_figures(seat.starts)}{until}", quiet=is_over(seat, today)),
    )
