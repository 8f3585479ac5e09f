"""What stands in the list of applications: what waits for this person first, and the Kitas that have shown interest."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, CharField, Count, Exists, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Cast, Coalesce, Collate, Concat

from planning.forms.cases import ApplicationFilter
from planning.models import VALID, Application, Deadline, Decision, Interest, Party
from planning.pages.application_detail import waiting_for
from sites.core.access import Request, rows
from sites.core.days import date_long
from sites.core.keys import place_in
from sites.core.lists import Counted, Head, Page, Sort, choice, page, word
from sites.core.rights import ACTIONS
from sites.core.search import searched
from sites.models import SitePhase
from sites.rules.as_of import AsOf, history, on_day
from sites.rules.phases import RUNNING

SORTS = {
    "waiting": Sort("", "order", "dem, was auf Sie wartet"),
    "site": Sort("Standort", "site__sort_key"),
    "since": Sort("Seit wann, bis wann", "since", "Beginn"),
    "there": Sort("Stellungnahmen:n", "there", "Zahl der Stellungnahmen"),
    "state": Sort("Stand", place_in("state", Application.State)),
}


@dataclass(frozen=True)
class CaseLine:
    """A case of the list: what it is about, since when it runs, and until when the county decides."""

    case: Any
    today: date

    @property
    def then(self) -> AsOf:
        """The house on the day of the decision; before it, today."""
        return on_day(self.case, self.case.decided_on or self.today)

    @property
    def about(self) -> str:
        if self.case.state not in Application.PENDING:
            return ""
        return "Fortführung" if self.case.runs else "Aufnahme"

    @property
    def waits(self) -> str:
        """Since when it lies where it lies now."""
        days = (self.today - self.case.since).days
        word = "eingereicht" if self.case.submitted else "begonnen"
        ago = f", seit {inflected_days(days)}" if self.case.state in Application.PENDING and days > 0 else ""
        return f"{word} am {date_long(self.case.since)}{ago}"

    @property
    def until(self) -> str:
        """The dates of a county are those of going on; when a house is taken up has none."""
        if self.case.state not in Application.PENDING or not self.case.runs:
            return ""
        return f"zu entscheiden bis {date_long(self.case.until)}" if self.case.until else "keine Frist eingetragen"


def inflected_days(days: int) -> str:
    return "einem Tag" if days == 1 else f"{days} Tagen"


@dataclass(frozen=True)
class ApplicationList:
    """`county`: where this person may decide about several at once."""

    page: Page
    lines: list[CaseLine]
    form: ApplicationFilter
    filtered: bool
    interests: list[Interest]
    county: int | None
    may_confirm: bool
    may_invite: bool
    parties: int = len(Party)

    @property
    def lead(self) -> str:
        return "" if self.page.usual else "Was auf Sie wartet, steht zuerst, das Älteste oben."

    @property
    def caption(self) -> str:
        return f"Anträge in Ihrem Bereich nach {self.page.order}"

    @property
    def heads(self) -> list[str | Head]:
        site, *others = self.page.heads
        return [site, "Worum es geht", *others]


def application_list_page(request: Request) -> ApplicationList:
    access, waits, q = request.access, waiting_for(request), word(request)
    state, show = choice(request, "state", Application.State.values), choice(request, "show", {"waiting"})
    cases = rows(request, Application).select_related("site").annotate(history=history("site__"), decided_on=_decided())
    if state:
        cases = cases.filter(state=state)
    if show:
        cases = cases.filter(waits)
    cases = searched(cases, q, "site__name", "site__municipality__name", "file_number")
    rank = Case(When(waits, then=Value("0")), When(state__in=Application.PENDING, then=Value("1")), default=Value("2"), output_field=CharField())
    there = Count("statements", filter=Q(statements__stance__in=["given", "not_needed"]))
    since = Coalesce("submitted", "begun")
    # what runs stands by its age, oldest first; what is over by its name
    by_age = When(state__in=Application.PENDING, then=Concat(Cast(since, CharField()), "site__sort_key"))
    within = Case(by_age, default="site__sort_key", output_field=CharField())
    ordered = cases.annotate(rank=rank, there=there, since=since, runs=_runs(access.today), until=_until(access.today))
    ordered = ordered.annotate(order=Collate(Concat("rank", within, output_field=CharField()), "C"))
    interests = rows(request, Interest).filter(state="received").select_related("municipality").order_by("created")
    counted = Counted(rows(request, Application), "Antrag", "Anträge", "Anträgen")
    filtered, listed = bool(state or show or q), page(request, ordered, sorts=SORTS, counted=counted)
    return ApplicationList(
        page=listed,
        lines=[CaseLine(case, access.today) for case in listed.rows],
        form=ApplicationFilter(initial={"q": q, "state": state, "show": show}, auto_id="filter_%s"),
        filtered=filtered,
        interests=list(interests[:50]) if access.holds("interests.view") and not filtered else [],
        county=next((held.place for held in access.held if held.kind == "county" and held.role in ACTIONS["applications.decide"].roles), None),
        may_confirm=access.holds("interests.confirm"),
        may_invite=access.holds("applications.invite"),
    )


def _runs(today: date) -> Exists:
    """Whether the site runs already: then its case is about going on."""
    return Exists(SitePhase.objects.on(today).filter(site=OuterRef("site"), phase__in=RUNNING))


def _decided() -> Subquery:
    """The day of the decision that stands."""
    return Subquery(Decision.objects.filter(VALID, application=OuterRef("pk")).order_by("pk").values("decided_on")[:1])


def _until(today: date) -> Subquery:
    """The county's next date for decisions."""
    dues = Deadline.objects.filter(place=OuterRef("site__county"), kind=Deadline.Kind.DECISION, due__gte=today)
    return Subquery(dues.order_by("due").values("due")[:1])
