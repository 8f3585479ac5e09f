"""What stands in the list of applications: what waits for this person first, and the Kitas that have shown interest."""

from dataclasses import dataclass

from django.db.models import Case, CharField, Count, Q, Value, When
from django.db.models.functions import Collate, Concat

from planning.forms.cases import ApplicationFilter
from planning.models import Application, Interest, Party
from planning.pages.application_detail import OPEN, waiting_for
from sites.core.access import Request, rows
from sites.core.lists import Counted, Page, choice, page, word
from sites.core.rights import ACTIONS
from sites.core.search import searched


@dataclass(frozen=True)
class ApplicationList:
    """`county`: where this person may decide about several at once."""

    page: Page
    form: ApplicationFilter
    filtered: bool
    interests: list[Interest]
    county: int | None
    may_confirm: bool
    may_invite: bool
    parties: int = len(Party)


def application_list_page(request: Request) -> ApplicationList:
    access, waits, q = request.access, waiting_for(request), word(request)
    state, show = choice(request, "state", Application.State.values), choice(request, "show", {"waiting"})
    cases = rows(request, Application).select_related("site__municipality", "site__county")
    if state:
        cases = cases.filter(state=state)
    if show:
        cases = cases.filter(waits)
    cases = searched(cases, q, "site__name", "site__municipality__name", "file_number")
    rank = Case(When(waits, then=Value("0")), When(state__in=OPEN, then=Value("1")), default=Value("2"), output_field=CharField())
    there = Count("statements", filter=Q(statements__stance__in=["given", "not_needed"]))
    ordered = cases.annotate(rank=rank, there=there).annotate(order=Collate(Concat("rank", "site__sort_key", output_field=CharField()), "C"))
    interests = rows(request, Interest).filter(state="received").select_related("municipality").order_by("created")
    filtered = bool(state or show or q)
    return ApplicationList(
        page=page(request, ordered, "order", counted=Counted(rows(request, Application), "Antrag", "Anträge", "Anträgen")),
        form=ApplicationFilter(initial={"q": q, "state": state, "show": show}, auto_id="filter_%s"),
        filtered=filtered,
        interests=list(interests[:50]) if access.holds("interests.view") and not filtered else [],
        county=next((held.place for held in access.held if held.kind == "county" and held.role in ACTIONS["applications.decide"].roles), None),
        may_confirm=access.holds("interests.confirm"),
        may_invite=access.holds("applications.invite"),
    )
