"""What stands on the page of the pool: for whom facilitation is looked for, and who has hours to give."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.urls import reverse

from processes.forms.pool import PoolSearchForm
from processes.models import FacilitationRequest, Facilitator
from processes.rules.coverage import Coverage, facilitation_by_county
from processes.rules.matching import matches, with_agreed
from sites.core.access import Request, rows
from sites.core.days import date_long, month_long
from sites.core.keys import named
from sites.core.lists import Counted, Option, Page, Sort, choice, options, page, word
from sites.core.numbers import exact, in_hours
from sites.core.rights import roles_with
from sites.core.search import searched

SORTS = {
    "name": Sort("Name", named("name")),
    "region": Sort("Region, Sprachen", named("region"), "Region"),
    "capacity": Sort("Stunden im Monat:n", "capacity", "möglichen Stunden"),
    "free": Sort("frei:n", "free", "freien Stunden"),
}
FREE = {"": "Alle", "5": "Mindestens 5 Stunden frei", "10": "Mindestens 10 Stunden frei"}


@dataclass(frozen=True)
class EntryLine:
    """A person of the pool. `url`: where it is changed, for those who may."""

    entry: Facilitator
    today: date
    agreed: Decimal
    free: Decimal
    url: str

    @property
    def qualified(self) -> str:
        """Qualifikation, until when it holds, and the course."""
        entry = self.entry
        until = f"bis {date_long(entry.qualified_until)}" if entry.qualified_until else ""
        lapsed = "abgelaufen" if entry.qualified_until and entry.qualified_until < self.today else ""
        return " · ".join(filter(None, [entry.qualification, until, lapsed, entry.course and f"Kurs: {self.course}"]))

    @property
    def course(self) -> str:
        entry = self.entry
        first, last = (date_long(day) if day else "" for day in (entry.course_starts, entry.course_ends))
        days = " bis ".join(filter(None, [first, last]))
        return f"{entry.course}{f', {days}' if days else ''}"

    @property
    def works(self) -> str:
        where = self.entry.provider or self.entry.employer
        return f"arbeitet bei {where}" if where else ""

    @property
    def where(self) -> str:
        return f"{self.entry.region} · {self.entry.languages}"

    @property
    def hours(self) -> str:
        """30, davon 7,5 vereinbart"""
        return exact(self.entry.capacity) + (f", davon {exact(self.agreed)} vereinbart" if self.agreed else "")

    @property
    def free_words(self) -> str:
        return exact(max(self.free, Decimal(0)))

    @property
    def is_over(self) -> bool:
        """More is agreed than the person has given as possible."""
        return self.free < 0


@dataclass(frozen=True)
class RequestLine:
    """What a county looks for, with the best match of the pool. The addresses stand there for those who may."""

    row: FacilitationRequest
    match: str
    propose: str
    place: str
    edit: str
    withdraw: str

    @property
    def words(self) -> str:
        row = self.row
        return " · ".join(
            filter(None, [f"{in_hours(row.hours)} im Monat ab {date_long(row.starts)}", row.wishes, f"gesucht seit {date_long(row.asked_on)}"])
        )

    @property
    def proposed(self) -> str:
        return f"vorgeschlagen: {self.row.proposed}" if self.row.proposed else ""


@dataclass(frozen=True)
class FacilitatorList:
    """`requests`: what is looked for and not placed, the earliest beginning first."""

    page: Page
    lines: list[EntryLine]
    requests: list[RequestLine]
    counties: list[Coverage]
    today: date
    form: PoolSearchForm
    choices: list[Option]
    new_url: str
    audience: str
    title = "Prozessbegleitung"
    lead = "Wer Standorte begleiten kann, mit freien Stunden im Monat, und für welche Standorte jemand gesucht wird."

    @property
    def caption(self) -> str:
        return f"Prozessbegleiter*innen nach {self.page.order}"

    @property
    def counties_note(self) -> str:
        """Until when hours are counted."""
        return f"vereinbart im {month_long(self.today)}, geleistet {self.today.year} in den abgeschlossenen Monaten"

    @property
    def together(self) -> Coverage | None:
        """All counties of the table; none where it has a single one."""
        rows = self.counties
        sums = (
            sum(one.sites for one in rows),
            sum(one.accompanied for one in rows),
            sum(one.agreed for one in rows),
            sum(one.delivered for one in rows),
        )
        return Coverage(rows[0].county, sums[0], sums[1], Decimal(sums[2]), Decimal(sums[3])) if len(rows) > 1 else None


def facilitator_list_page(request: Request) -> FacilitatorList:
    """The pool and what is looked for within reach. At most five queries."""
    access, today, text, free = request.access, request.access.today, word(request), choice(request, "free", FREE)
    pool = with_agreed(Facilitator.objects.select_related("provider"), today)
    found: Any = searched(pool, text, "name", "region", "languages", "qualification")
    listed = page(request, found.filter(free__gte=int(free)) if free else found, sorts=SORTS, counted=Counted(pool, "Person", "Personen", "Personen"))
    mine = access.reach("facilitators.change").places
    return FacilitatorList(
        page=listed,
        lines=[_line(entry, today, mine) for entry in listed.rows],
        requests=_requests(request, today),
        counties=facilitation_by_county(today),
        today=today,
        form=PoolSearchForm(initial={"q": text}),
        choices=options(free, FREE, "free", beside=request),
        new_url=reverse("processes:facilitator_create", args=[min(mine)]) if mine else "",
        audience=roles_with("facilitators.view"),
    )


def _line(entry: Facilitator, today: date, mine: frozenset[int]) -> EntryLine:
    counted = vars(entry)  # the annotations of `with_agreed`
    url = reverse("processes:facilitator_edit", args=[entry.pk]) if entry.place_id in mine else ""
    return EntryLine(entry, today, counted["agreed"], counted["free"], url)


def _requests(request: Request, today: date) -> list[RequestLine]:
    access, pending = request.access, FacilitationRequest.PENDING
    if not access.holds("matching.view"):
        return []
    found = list(rows(request, FacilitationRequest).filter(state__in=pending).select_related("proposed", "place__county").order_by("starts", "pk"))
    pool = list(with_agreed(Facilitator.objects.all(), today)) if found else []
    return [_request(request, row, pool) for row in found]


def _request(request: Request, row: FacilitationRequest, pool: list[Facilitator]) -> RequestLine:
    may = request.access.may
    best = next(iter(matches(row, row.place.county.name, pool)), None)
    asks = may("matching.ask", row)
    return RequestLine(
        row,
        f"Passt: {best.entry.name} ({best.words})" if best and best.has_time and not row.proposed else "",
        reverse("processes:request_propose", args=[row.pk]) if may("matching.propose", row) else "",
        f"{reverse('processes:contract_create', args=[row.site_id])}?fuer={row.pk}" if asks else "",
        reverse("processes:request_edit", args=[row.pk]) if asks else "",
        reverse("processes:request_withdraw", args=[row.pk]) if asks else "",
    )
