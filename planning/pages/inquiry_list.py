"""What stands on the list of inquiries: what was asked, newest first."""

from django.db.models import F, Q, QuerySet
from django.urls import reverse

from planning.forms.inquiries import InquiryFilter
from planning.models import Inquiry
from sites.core import navigation
from sites.core.access import Request
from sites.core.days import date_short
from sites.core.keys import holds, labelled, named, place_in
from sites.core.lists import Counted, Sort, choice, page
from sites.core.pages import Cell, Empty, RowList
from sites.core.rights import roles_with
from sites.models import Place

SIGNS = {Inquiry.State.OPEN: "warning", Inquiry.State.ANSWERED: "success"}

SORTS = {
    "newest": Sort("", -F("pk"), "Datum, das neueste zuerst", "-day"),
    "title": Sort("Anliegen", named("title"), "Wortlaut"),
    "kind": Sort("Art", labelled("kind", Inquiry.Kind.choices)),
    "office": Sort("An", holds(Q(office__kind=Place.Kind.COUNTY)), "Stelle"),
    "day": Sort("Vom", "begun", "Datum"),
    "state": Sort("Stand", place_in("state", Inquiry.State)),
}


def inquiry_list_page(request: Request, inquiries: QuerySet[Inquiry]) -> RowList:
    """Those in the state that the address names, or all."""
    access, state = request.access, choice(request, "state", Inquiry.State.values)
    kind = choice(request, "kind", Inquiry.Kind.values)
    counted = Counted(inquiries, "Anliegen", "Anliegen", "Anliegen")
    found = inquiries.filter(state=state) if state else inquiries
    listed = page(request, found.filter(kind=kind) if kind else found, sorts=SORTS, counted=counted)
    houses = [held.place for held in access.held if held.kind == "site"] if access.holds("inquiries.ask") else []
    new_url = navigation.INQUIRY.url(houses[0]) if houses else ""
    return RowList(
        title="Anliegen",
        lead="Fragen, Unterstützung und Beratung zwischen Standorten, Landkreis und Land: jede Antwort bleibt nachlesbar.",
        new_url=new_url,
        new_label="Anliegen stellen",
        form=InquiryFilter(initial={"state": state, "kind": kind}, request=request),
        caption=f"Anliegen nach {listed.order}",
        heads=listed.heads,
        page=listed,
        row=_row,
        empty=_empty(state or kind, new_url),
        audience=roles_with("inquiries.view"),
    )


def _row(inquiry: Inquiry) -> tuple[Cell | str, ...]:
    """A closed inquiry has no sign."""
    state, sign = inquiry.get_state_display(), SIGNS.get(Inquiry.State(inquiry.state), "")
    return (
        Cell(inquiry.title, inquiry.site_name, url=reverse("planning:inquiry_detail", args=[inquiry.pk])),
        Cell(inquiry.get_kind_display(), inquiry.topic.label if inquiry.topic else ""),
        "Fachstelle ThEKiZ" if inquiry.office.kind == Place.Kind.STATE else "Landkreis oder Stadt",
        date_short(inquiry.begun),
        Cell(state, sign=sign, quiet=not sign),
    )


def _empty(state: str, new_url: str) -> Empty:
    if state:
        return Empty("Kein Anliegen gefunden", "Nehmen Sie den Filter zurück.", navigation.INQUIRIES.url(), "Alle anzeigen")
    if new_url:
        return Empty("Noch kein Anliegen", "Wobei kann der Landkreis oder die Fachstelle ThEKiZ helfen?", new_url, "Anliegen stellen")
    return Empty("Noch kein Anliegen", "Hier stehen die Fragen der Standorte, sobald eine kommt.")
