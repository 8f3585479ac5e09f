"""What stands on the list of inquiries: what was asked, newest first."""

from dataclasses import dataclass

from django.db.models import F, QuerySet

from planning.forms.inquiries import InquiryFilter
from planning.models import Inquiry
from sites.core import navigation
from sites.core.access import Request
from sites.core.lists import Page, choice, page
from sites.models import Place

BADGES = {Inquiry.State.OPEN: "warning", Inquiry.State.ANSWERED: "success"}


@dataclass(frozen=True)
class Row:
    """One inquiry of the list. `badge`: the kind of its sign; none once it is closed."""

    inquiry: Inquiry

    @property
    def office(self) -> str:
        return "Fachstelle" if self.inquiry.office.kind == Place.Kind.STATE else "Landkreis oder Stadt"

    @property
    def badge(self) -> str:
        return BADGES.get(Inquiry.State(self.inquiry.state), "")


@dataclass(frozen=True)
class InquiryList:
    """`new_url`: where this person asks; empty for those who answer. `empty`: title, text, address and label when there is nothing."""

    page: Page
    rows: list[Row]
    form: InquiryFilter
    new_url: str
    empty: tuple[str, str, str, str]

    @property
    def lead(self) -> str:
        return "Fragen, Unterstützung und Beratung zwischen Standorten, Landkreis und Land: jede Antwort bleibt nachlesbar."


def inquiry_list_page(request: Request, inquiries: QuerySet[Inquiry]) -> InquiryList:
    """Those in the state that the address names, or all."""
    access, state = request.access, choice(request, "state", Inquiry.State.values)
    chosen = inquiries.annotate(rank=-F("pk"))
    listed = page(request, chosen.filter(state=state) if state else chosen, "rank")
    houses = [held.place for held in access.held if held.kind == "site"] if access.holds("inquiries.ask") else []
    new_url = navigation.INQUIRY.url(houses[0]) if houses else ""
    form = InquiryFilter(initial={"state": state}, request=request)
    return InquiryList(listed, [Row(inquiry) for inquiry in listed.rows], form, new_url, _empty(state, new_url))


def _empty(state: str, new_url: str) -> tuple[str, str, str, str]:
    if state:
        return "Kein Anliegen in diesem Stand", "Nehmen Sie den Filter zurück.", navigation.INQUIRIES.url(), "Alle anzeigen"
    if new_url:
        return "Noch kein Anliegen", "Wobei kann der Landkreis oder die Fachstelle helfen?", new_url, "Anliegen stellen"
    return "Noch kein Anliegen", "Hier stehen die Fragen der Standorte, sobald eine kommt.", "", ""
