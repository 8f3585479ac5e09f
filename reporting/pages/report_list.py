"""What stands on the list of Sachberichte: those within reach, those that wait for me first, and my measures that have none yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, CharField, Count, F, Q, TextField, Value, When
from django.db.models.functions import Cast, Concat

from planning.models import Measure
from reporting.forms import ReportFilterForm
from reporting.models import Report
from reporting.rules.history import FIRST_YEAR
from sites.core.access import Request, rows
from sites.core.days import date_long, until
from sites.core.keys import named, place_in
from sites.core.lists import Counted, Head, Page, Sort, choice, page, word
from sites.core.search import searched
from sites.rules.as_of import AsOf, history, in_year

SHOWN_MISSING = 20
SORTS = {
    "waiting": Sort("", "list_key", "dem, was wartet"),
    "site": Sort("Bericht", "site__sort_key", "Standort"),
    "state": Sort("Stand", place_in("state", Report.State)),
    "due": Sort("Fällig", "measure__report_due", "Frist"),
    "number": Sort("Aktenzeichen", named("measure__file_number")),
}


@dataclass(frozen=True)
class Line:
    """A Sachbericht of the list. `reviews`: it is read by those who review it."""

    report: Report
    then: AsOf
    reviews: bool

    @property
    def name(self) -> str:
        return f"{self.then.name} {self.report.year}"

    @property
    def place(self) -> str:
        return " · ".join(filter(None, [self.then.municipality, ", ".join(self.then.providers)]))

    @property
    def badge(self) -> str:
        """The state where somebody has to do something; empty elsewhere."""
        if self.report.state == Report.State.SUBMITTED and self.reviews:
            return "wartet auf Sie"
        return self.report.get_state_display() if self.report.state == Report.State.RETURNED else ""

    @property
    def progress(self) -> str:
        """How many chapters are open, or which version was submitted last."""
        if self.report.state == Report.State.DRAFT and not self.reviews:
            count = vars(self.report)["open_chapters"]  # the annotation of the list
            return f"{count} Kapitel offen" if count else "alle Kapitel fertig"
        return f"Fassung {self.report.version}" if self.report.version else ""

    @property
    def due(self) -> str:
        return f"{self.report.measure.report_due:%-d.%-m.%Y}"


@dataclass(frozen=True)
class Missing:
    """A measure without a Sachbericht."""

    measure: Measure
    today: date

    @property
    def title(self) -> str:
        return f"Sachbericht {self.measure.funding_year}"

    @property
    def words(self) -> str:
        due = self.measure.report_due
        name = in_year(self.measure, self.measure.funding_year, self.today).name
        return f"{name} · fällig am {date_long(due)}, {until(due, self.today)}"


@dataclass(frozen=True)
class ReportList:
    """`filtered`: only a part is shown; `reviews`: the person reviews what is submitted."""

    page: Page
    lines: list[Line]
    missing: list[Missing]
    filtered: bool
    form: ReportFilterForm
    reviews: bool

    @property
    def caption(self) -> str:
        return f"Sachberichte nach {self.page.order}"

    @property
    def heads(self) -> list[Head]:
        return self.page.heads

    @property
    def lead(self) -> str:
        if self.reviews:
            return f"Was eingereicht ist, {'' if self.page.usual else 'steht oben und '}wartet auf Ihre Prüfung."
        return "Ein Bericht je Maßnahme und Förderjahr. Die Zahlen füllen sich von selbst."


def report_list_page(request: Request) -> ReportList:
    """The reports of the reach after the filters of the address."""
    access, q = request.access, word(request)
    reviews = access.holds("reports.review")
    waiting = [Report.State.SUBMITTED] if reviews else [Report.State.DRAFT, Report.State.RETURNED]
    years = [str(year) for year in range(access.today.year, FIRST_YEAR - 1, -1)]
    state, year = choice(request, "state", Report.State.values), choice(request, "year", years)
    reports = rows(request, Report).select_related("site__municipality", "measure")
    reports = reports.annotate(history=history("site__"), open_chapters=Count("chapters", filter=Q(chapters__ready=False)), list_key=_order(waiting))
    if state:
        reports = reports.filter(state=state)
    if year:
        reports = reports.filter(year=int(year))
    reports = searched(reports, q, "site__name", "site__municipality__name", "measure__file_number")
    listed = page(request, reports, sorts=SORTS, counted=Counted(rows(request, Report), "Sachbericht", "Sachberichte", "Sachberichten"))
    return ReportList(
        page=listed,
        lines=[Line(report, in_year(report, report.year, access.today), reviews) for report in listed.rows],
        missing=_missing(request),
        filtered=bool(state or year or q),
        form=ReportFilterForm(initial={"q": q, "state": state, "year": year}, years=years, request=request),
        reviews=reviews,
    )


def _missing(request: Request) -> list[Missing]:
    """The measures of this year and earlier whose Sachbericht this person could begin."""
    today, reach = request.access.today, request.access.reach("reports.write")
    if not reach.places:
        return []
    measures = rows(request, Measure).filter(reach.q(Measure), reports__isnull=True, funding_year__lte=today.year)
    measures = measures.annotate(history=history("site__")).order_by("-funding_year", "pk")
    return [Missing(measure, today) for measure in measures[:SHOWN_MISSING]]


def _order(waiting: Sequence[str]) -> Concat:
    """What waits first, then the newest year, then the name of the site."""
    first = Case(When(state__in=waiting, then=Value("0")), default=Value("1"))
    return Concat(first, Cast(Value(9999) - F("year"), CharField()), "site__sort_key", output_field=TextField())
