"""What stands on the start page of an office: what waits for it, what is new in the county, which dates come."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from planning.models import Application, Deadline, Decision, Inquiry, Interest, Measure
from planning.rules.decisions import about_going_on
from reporting.models import Report
from reporting.pages.first_steps import first_steps_of
from reporting.pages.home_house import today_words
from reporting.rules.due import VOICES, unheard
from reporting.rules.first_steps import Shown
from reporting.rules.news import News, news_of
from sites.core.access import Request, rows
from sites.core.days import date_long
from sites.core.navigation import role_shown
from sites.core.roles import ADMINISTRATION
from sites.models import SitePhase
from sites.rules.as_of import history, in_year
from sites.rules.phases import RUNNING

SHOWN, SHOWN_DEADLINES = 20, 6
AHEAD = timedelta(days=150)


@dataclass(frozen=True)
class Waiting:
    """Something that waits: its name, what is known of it, and what the link reads out after its label."""

    pk: int
    name: str
    words: str
    about: str = ""


@dataclass(frozen=True)
class HomeOffice:
    """Each list is empty where the person has no next step. `unheard`: the cases in which the own voice is missing; `deadlines`: (day, words).

    `decides`: about applications; `confirms`: the interest of Kitas; `reviews`: Sachberichte.
    """

    today: date
    first_steps: list[Shown]
    applications: list[Waiting]
    interests: list[Waiting]
    inquiries: list[Waiting]
    reports: list[Waiting]
    unheard: list[Waiting]
    news: list[News]
    deadlines: list[tuple[date, str]]
    decides: bool
    confirms: bool
    reviews: bool

    @property
    def overline(self) -> str:
        return today_words(self.today)

    @property
    def lead(self) -> str:
        if not (self.unheard or self.applications or self.interests or self.reports or self.inquiries):
            return "Es wartet nichts auf Sie."
        parts = [_counted(self.unheard, "Stellungnahme fehlt", "Stellungnahmen fehlen")] if self.unheard else []
        if self.decides:
            parts.append(_counted(self.applications, "Antrag wartet", "Anträge warten"))
        if self.confirms:
            parts.append(_counted(self.interests, "neues Interesse", "neue Interessen"))
        if self.reviews:
            parts.append(f"{_counted(self.reports, 'Sachbericht', 'Sachberichte')} zu prüfen")
        if self.inquiries:
            parts.append(_counted(self.inquiries, "offenes Anliegen", "offene Anliegen"))
        return f"{', '.join(parts)}."


def home_office_page(request: Request) -> HomeOffice:
    """Planner, youth office, advisor. Each list is one query, whatever its length."""
    access, today = request.access, request.access.today
    decides, confirms, reviews = (access.holds(action) for action in ("applications.decide", "interests.confirm", "reports.review"))
    applications = rows(request, Application).filter(state="submitted").select_related("site__municipality").order_by("submitted", "pk")
    interests = rows(request, Interest).filter(state="received").select_related("municipality").order_by("created")
    inquiries = rows(request, Inquiry).filter(state=Inquiry.State.OPEN).order_by("pk")
    reports = rows(request, Report).filter(state="submitted").annotate(history=history("site__")).order_by("pk")
    role = role_shown(access)
    voice = VOICES.get(role) if role else None
    silent = unheard(access, voice).select_related("site__municipality").order_by("submitted", "pk")[:SHOWN] if voice else []
    return HomeOffice(
        today=today,
        first_steps=first_steps_of(request, ADMINISTRATION),
        applications=[Waiting(case.pk, case.site.name, _case_words(case), case.site.name) for case in (applications[:SHOWN] if decides else ())],
        interests=[
            Waiting(one.pk, one.kita_name, f"{one.municipality.name} · {one.contact} · {_day(one.created)}", one.kita_name)
            for one in (interests[:SHOWN] if confirms else ())
        ],
        inquiries=[
            Waiting(one.pk, one.title, f"{one.site_name} · {one.get_kind_display()} · {_day(one.begun)}", one.title) for one in inquiries[:SHOWN]
        ],
        reports=[
            Waiting(one.pk, name, f"Sachbericht {one.year}, Fassung {one.version}", f"{name} {one.year}")
            for one in (reports[:SHOWN] if reviews else ())
            for name in [in_year(one, one.year, today).name]
        ],
        unheard=[Waiting(case.pk, case.site.name, _case_words(case), case.site.name) for case in silent],
        news=news_of(access),
        deadlines=_deadlines(request, today, today + AHEAD),
        decides=decides,
        confirms=confirms,
        reviews=reviews,
    )


def _counted(lines: list[Waiting], one: str, several: str) -> str:
    return f"{len(lines)} {one if len(lines) == 1 else several}"


def _day(day: date) -> str:
    """ "17. November" """
    return date_long(day).rpartition(" ")[0]


def _case_words(case: Application) -> str:
    submitted = f"eingereicht am {_day(case.submitted)}" if case.submitted else ""
    return " · ".join(filter(None, [case.site.municipality.name, submitted, case.file_number]))


def _deadlines(request: Request, begin: date, end: date) -> list[tuple[date, str]]:
    """(day, words): reports that are not accepted yet, and the other dates of the county; a date of reports that are counted stands once.

    A date by which everything is done is no date any more.
    """
    # guard: reports-counted -> read = rows(request, Measure)
    read = rows(request, Measure).filter(request.access.reach("reports.view").q(Measure))
    reports = read.filter(report_due__range=(begin, end)).exclude(reports__state=Report.State.ACCEPTED)
    counts = reports.order_by("report_due").values_list("report_due", "funding_year").annotate(number=Count("pk"))[:4]
    counted = {(due, year): f"Sachberichte {year}: {number} noch nicht angenommen" for due, year, number in counts}
    lines = [(due, words) for (due, _), words in counted.items()]
    for row in _unmet(rows(request, Deadline).filter(due__range=(begin, end)), begin).order_by("due", "pk")[:SHOWN_DEADLINES]:
        if row.kind != Deadline.Kind.REPORT or (row.due, row.funding_year) not in counted:
            lines.append((row.due, f"{row.get_kind_display()}, Förderjahr {row.funding_year}, {row.get_project_class_display()}"))
    return sorted(lines)[:SHOWN_DEADLINES]


def _unmet(deadlines: QuerySet[Deadline], today: date) -> QuerySet[Deadline]:
    """Without those of reports that are all accepted, and those of decisions that are taken for every running site."""
    year = OuterRef("funding_year")
    reports = Measure.objects.filter(site__county=OuterRef("place"), funding_year=year).exclude(reports__state=Report.State.ACCEPTED)
    written = Measure.objects.filter(site__county=OuterRef("place"), funding_year=year)
    # the step to another phase leaves the question of the year open
    taken = Decision.objects.filter(about_going_on(OuterRef(year), today), site=OuterRef("site"))
    waiting = SitePhase.objects.on(today).filter(county=OuterRef("place"), phase__in=RUNNING).exclude(Exists(taken))
    is_report, is_decision = Q(kind=Deadline.Kind.REPORT), Q(kind=Deadline.Kind.DECISION)
    return deadlines.exclude(is_report & Exists(written) & ~Exists(reports)).exclude(is_decision & ~Exists(waiting))
