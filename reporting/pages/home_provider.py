"""What stands on the start page of a provider: what it can do next, and across its sites what is open, who may be called, which dates come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef
from django.urls import reverse

from offers.models import Session
from planning.models import Application, Party
from reporting.models import Chapter, Report
from reporting.pages.first_steps import first_steps_of
from reporting.pages.home_house import today_words
from reporting.rules.due import unheard
from reporting.rules.first_steps import Shown
from reporting.rules.news import News, news_of
from sites.core.access import Request, rows
from sites.core.days import clock_time, date_long, dayname
from sites.core.roles import Role
from sites.models import Cooperation, Site, with_today
from sites.rules.as_of import history, in_year
from sites.rules.cooperations import due_now

SHOWN, SHOWN_DATES, AHEAD = 20, 8, timedelta(days=14)


@dataclass(frozen=True)
class SiteLine:
    """A site of `with_today` in words."""

    site: Site

    @property
    def words(self) -> str:
        phase = self.site.phase_today.get_phase_display() if self.site.phase_today else "Phase noch offen"
        return f"{self.site.municipality.name} · {phase} · {self.site.form_label}"


@dataclass(frozen=True)
class DateLine:
    """A coming date of a site."""

    session: Session

    @property
    def words(self) -> str:
        one = self.session
        day = f"{dayname(one.held_on)[:2]}, {date_long(one.held_on).rpartition(' ')[0]}"
        where = one.place_words or "Ort noch offen"
        return f"{day}, {clock_time(one.starts_at)} Uhr · {where}{' · fällt aus' if one.cancelled else ''}"


@dataclass(frozen=True)
class Task:
    """What the provider can do next."""

    title: str
    words: str
    url: str
    label: str


@dataclass(frozen=True)
class HomeProvider:
    today: date
    first_steps: list[Shown]
    tasks: list[Task]
    sites: list[SiteLine]
    applications: Sequence[Application]
    reports: list[tuple[Report, str]]
    dates: list[DateLine]
    news: list[News]

    @property
    def overline(self) -> str:
        return today_words(self.today)

    @property
    def calendar_url(self) -> str:
        """The file for the own calendar, where something may have a day."""
        return reverse("reporting:due_calendar") if self.tasks or self.reports else ""

    @property
    def lead(self) -> str:
        return f"{len(self.sites)} Standort{'e' if len(self.sites) != 1 else ''} mit Kitas Ihres Trägers."


def home_provider_page(request: Request) -> HomeProvider:
    """All sites of the reach; signatures that are missing and agreements that end; cases and reports that are not finished; coming dates."""
    access, today = request.access, request.access.today
    unsigned = Exists(unheard(access, Party.PROVIDER).filter(pk=OuterRef("pk")))
    applications = rows(request, Application).filter(state__in=Application.PENDING).annotate(unsigned=unsigned)
    cases = list(applications.select_related("site").order_by("pk")[:SHOWN])
    reports = rows(request, Report).filter(state__in=["draft", "returned", "submitted"]).annotate(history=history("site__")).order_by("year", "pk")
    dates = rows(request, Session).filter(held_on__range=(today, today + AHEAD)).select_related("offer__venue", "venue", "site")
    agreements, _ = due_now(rows(request, Cooperation), today)
    unready = Exists(Chapter.objects.filter(report=OuterRef("pk"), ready=False))
    begun = list(reports.annotate(unready=unready)[:SHOWN])
    run_today = access.reach("sites.view").places
    return HomeProvider(
        today=today,
        first_steps=[] if begun else first_steps_of(request, {Role.PROVIDER}),  # with the first Sachbericht the first hour is over
        tasks=[
            *(_report(one, today, gone=one.site_id not in run_today) for one in begun if _is_mine(one, run_today)),
            *(_case(case) for case in cases if case.state != Application.State.SUBMITTED and access.may("applications.submit", case)),
            *(_sign(case) for case in cases if vars(case)["unsigned"]),
            *(_agreement(row) for row in agreements),
        ],
        sites=[SiteLine(site) for site in with_today(rows(request, Site), today).order_by("sort_key", "pk")],
        applications=cases,
        reports=[(one, in_year(one, one.year, today).name) for one in begun],
        dates=[DateLine(one) for one in dates.order_by("held_on", "starts_at", "pk")[:SHOWN_DATES]],
        news=news_of(access),
    )


def _is_ready(report: Report) -> bool:
    return not vars(report)["unready"]


def _is_mine(report: Report, run_today: frozenset[int]) -> bool:
    """As long as it is the own house, coordination writes; then the provider submits as well."""
    return report.is_open and (report.site_id not in run_today or _is_ready(report))


def _report(report: Report, today: date, *, gone: bool) -> Task:
    """A Sachbericht to submit, or of a site that another provider runs by now: whose house writes for somebody else."""
    ready = "Alle Kapitel sind fertig."
    words = f"{ready} Einreichen können Leitung und Träger."
    if gone:
        still = ready if _is_ready(report) else "Es sind noch Kapitel offen."
        words = f"Den Standort führt inzwischen ein anderer Träger. {still} Schreiben und einreichen können weiterhin Sie."
    back = ", zurück zur Ergänzung" if report.state == Report.State.RETURNED else ""
    return Task(f"{report} {in_year(report, report.year, today).name}{back}", words, report.get_absolute_url(), "Ansehen")


def _case(case: Application) -> Task:
    """An application that lies with the house: to write on and to submit."""
    state = "Zurück zur Ergänzung. Wieder einreichen" if case.state == Application.State.RETURNED else "In Arbeit. Einreichen"
    return Task(str(case), f"{state} können Leitung und Träger.", case.get_absolute_url(), "Öffnen")


def _sign(case: Application) -> Task:
    url = reverse("planning:statement_edit", args=[case.pk, Party.PROVIDER])
    return Task(f"Antrag {case.site.name}", "Ihre Erklärung als Träger fehlt noch.", url, "Erklären")


def _agreement(row: Cooperation) -> Task:
    return Task(f"{row.partner.name}, {row.site.name}", row.warning_sentence, row.partner.get_absolute_url(), "Ansehen")
