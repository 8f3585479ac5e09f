"""What stands on the start page of an office: what waits for it, what is new in the county, which dates come."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count
from django.utils import timezone

from planning.models import Application, Deadline, Inquiry, Interest, Measure
from reporting.models import Report
from reporting.pages.first_steps import first_steps_of
from reporting.pages.home_house import today_words
from reporting.rules.entries import page_of
from reporting.rules.first_steps import Shown
from sites.core.access import Request, rows
from sites.core.days import clock_time, date_long
from sites.core.rights import ADMINISTRATION, Role
from sites.models import Entry

SHOWN, SHOWN_NEWS, SHOWN_DEADLINES = 20, 8, 6
AHEAD = timedelta(days=150)


@dataclass(frozen=True)
class Waiting:
    """Something that waits: its name, what is known of it, and what the link reads out after its label."""

    pk: int
    name: str
    words: str
    about: str = ""


@dataclass(frozen=True)
class News:
    """An entry of somebody else, with the page of what it is about."""

    entry: Entry
    url: str

    @property
    def place_and_person(self) -> str:
        site = getattr(self.entry.place, "site", None)
        return f"{site.name} · {self.entry.person_label}" if site else self.entry.person_label

    @property
    def at(self) -> str:
        local = timezone.localtime(self.entry.at)
        return f"{_day(local)}, {clock_time(local.time())} Uhr"


@dataclass(frozen=True)
class HomeOffice:
    """`deadlines`: (day, words); `decides`: the person decides about applications; `confirms`: about the interest of Kitas."""

    today: date
    first_steps: list[Shown]
    applications: list[Waiting]
    interests: list[Waiting]
    inquiries: list[Waiting]
    reports: list[Waiting]
    news: list[News]
    deadlines: list[tuple[date, str]]
    decides: bool
    confirms: bool
    sees_reports: bool

    @property
    def overline(self) -> str:
        return today_words(self.today)

    @property
    def lead(self) -> str:
        if not (self.applications or self.interests or self.reports or self.inquiries):
            return "Es wartet nichts auf Sie."
        parts = [_counted(self.applications, "Antrag wartet", "Anträge warten"), _counted(self.interests, "neues Interesse", "neue Interessen")]
        if self.sees_reports:
            parts.append(f"{_counted(self.reports, 'Sachbericht', 'Sachberichte')} zu prüfen")
        if self.inquiries:
            parts.append(_counted(self.inquiries, "offenes Anliegen", "offene Anliegen"))
        return f"{', '.join(parts)}."

    @property
    def cases_title(self) -> str:
        return f"Anträge warten auf {'Ihre' if self.decides else 'eine'} Entscheidung"


def home_office_page(request: Request) -> HomeOffice:
    """Planner, youth office, advisor. Each list is one query, whatever its length."""
    access, today = request.access, request.access.today
    applications = rows(request, Application).filter(state="submitted").select_related("site__municipality").order_by("submitted", "pk")
    interests = rows(request, Interest).filter(state="received").select_related("municipality").order_by("created")
    inquiries = rows(request, Inquiry).filter(state=Inquiry.State.OPEN).order_by("pk")
    reports = rows(request, Report).filter(state="submitted").select_related("site").order_by("pk")
    news = rows(request, Entry).exclude(person=request.user).select_related("place__site").order_by("-pk")
    return HomeOffice(
        today=today,
        first_steps=first_steps_of(request, ADMINISTRATION),
        applications=[Waiting(case.pk, case.site.name, _case_words(case), case.site.name) for case in applications[:SHOWN]],
        interests=[
            Waiting(one.pk, one.kita_name, f"{one.municipality.name} · {one.contact} · {_day(one.created)}", one.kita_name)
            for one in interests[:SHOWN]
        ],
        inquiries=[
            Waiting(one.pk, one.title, f"{one.site_name} · {one.get_kind_display()} · {_day(one.begun)}", one.title) for one in inquiries[:SHOWN]
        ],
        reports=[
            Waiting(one.pk, one.site.name, f"Sachbericht {one.year}, Fassung {one.version}", f"{one.site.name} {one.year}") for one in reports[:SHOWN]
        ],
        news=[News(entry, page_of(access, entry.subject)) for entry in news[:SHOWN_NEWS]],
        deadlines=_deadlines(request, today, today + AHEAD),
        decides=Role.SOCIAL_PLANNER in access.roles,
        confirms=access.holds("interests.confirm"),
        sees_reports=access.holds("reports.view"),
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
    """(day, words): reports that are not accepted yet, and the other dates of the county; a date of reports that are counted stands once."""
    reports = rows(request, Measure).filter(report_due__range=(begin, end)).exclude(reports__state=Report.State.ACCEPTED)
    counts = reports.order_by("report_due").values_list("report_due", "funding_year").annotate(number=Count("pk"))[:4]
    counted = {(due, year): f"Sachberichte {year}: {number} noch nicht angenommen" for due, year, number in counts}
    lines = [(due, words) for (due, _), words in counted.items()]
    for row in rows(request, Deadline).filter(due__range=(begin, end)).order_by("due", "pk")[:SHOWN_DEADLINES]:
        if row.kind != Deadline.Kind.REPORT or (row.due, row.funding_year) not in counted:
            lines.append((row.due, f"{row.get_kind_display()}, Förderjahr {row.funding_year}, {row.get_project_class_display()}"))
    return sorted(lines)[:SHOWN_DEADLINES]
