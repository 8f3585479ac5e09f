"""What stands on the start page of a head: what came back, what is due by which day, what others have to do, hours, the rooms of the week."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Subquery, Sum
from django.db.models.functions import JSONObject
from django.urls import reverse

from offers.models import Session
from planning.models import Application, Inquiry, Measure, Party, Statement
from processes.models import Contract, FacilitationSession
from reporting.models import CHAPTERS, Chapter, Report
from reporting.pages.first_steps import first_steps_of
from reporting.pages.home_house import today_words
from reporting.rules.first_steps import Shown
from reporting.rules.news import News, news_of
from reporting.rules.returns import Return, newest_return, returned
from sites.core.access import Request, rows
from sites.core.days import MONTHS, clock_time, date_long, date_short, dayname, until
from sites.core.numbers import exact, in_words
from sites.core.rights import Role
from sites.models import Cooperation, County
from sites.rules.as_of import history, in_year
from sites.rules.cooperations import due_now

SHOWN, WEEK = 20, timedelta(days=6)
TITLES = dict(CHAPTERS)
TEAM = Party.TEAM


@dataclass(frozen=True)
class ReportLine:
    """A Sachbericht that is not accepted. `pk`: None before it is begun; `open`: the chapters that are not ready, as number and key."""

    measure: Measure
    pk: int | None
    state: str
    open: list[tuple[int, str]]
    back: Return | None
    today: date
    several: bool

    @property
    def title(self) -> str:
        return f"Sachbericht {self.measure.funding_year}{f', {self.site}' if self.several else ''}"

    @property
    def site(self) -> str:
        """What it was called in the year."""
        return in_year(self.measure, self.measure.funding_year, self.today).name

    @property
    def url(self) -> str:
        return reverse("reporting:report_detail", args=[self.pk]) if self.pk else ""

    @property
    def submit_url(self) -> str:
        """Where the step is taken; what came back is read once more before."""
        return reverse("reporting:report_step", args=[self.pk, "submit"]) if self.state == Report.State.DRAFT and not self.open else ""

    @property
    def link(self) -> str:
        return "Ansehen" if not self.back else "Bericht ansehen" if self.open else "Ansehen und wieder einreichen"

    @property
    def facts(self) -> list[tuple[str, str]]:
        due = self.measure.report_due
        return [("Abgabe", f"{date_long(due)}, {until(due, self.today)}"), ("Zurück seit", self.back.day if self.back else "")]

    @property
    def chapters(self) -> list[dict[str, object]]:
        named = dict.fromkeys((self.back.keys if self.back else []), True)
        left = {key for _, key in self.open}
        known = [(number, key) for number, (key, _) in enumerate(CHAPTERS, 1) if key in left or key in named]
        return [{"text": f"Kapitel {number}: {TITLES[key]}", "url": "", "who": "", "done": key not in left} for number, key in known]

    @property
    def words(self) -> str:
        if self.pk is None:
            return f"{self._when} Noch nicht begonnen."
        left = len(self.open)
        if not left:
            return f"{self._when} Alle Kapitel sind fertig. Einreichen können Sie."
        return f"{self._when} {in_words(left).capitalize()} von {in_words(len(CHAPTERS))} Kapiteln {'ist' if left == 1 else 'sind'} offen."

    @property
    def _when(self) -> str:
        words = until(self.measure.report_due, self.today)
        return f"{words[0].upper()}{words[1:]}."

    @property
    def county(self) -> County:
        return self.measure.site.county


@dataclass(frozen=True)
class Due:
    """Something to do, by a day or as soon as possible; `post`: the button sends the step itself."""

    day: date | None
    title: str
    words: str
    url: str = ""
    label: str = "Ansehen"
    post: str = ""

    @property
    def weekday(self) -> str:
        return dayname(self.day)[:2]

    @property
    def short(self) -> str:
        return f"{self.day.day}.{self.day.month}." if self.day else "offen"


@dataclass(frozen=True)
class Waits:
    """Something that others have to do."""

    title: str
    words: str
    url: str = ""


@dataclass(frozen=True)
class HoursLine:
    """The hours of a contract in three months: (month, agreed, delivered)."""

    contract: Contract
    months: list[tuple[str, str, str]]
    agreed: str
    delivered: str


@dataclass(frozen=True)
class WeekLine:
    """A date in the plan of the week. `clashes`: the room is taken twice."""

    session: Session
    clashes: bool

    @property
    def starts(self) -> str:
        return clock_time(self.session.starts_at)

    @property
    def words(self) -> str:
        where = self.session.offer.room_words or "Ort noch offen"
        return f"{where}: {self.session.offer.title}{', fällt aus' if self.session.cancelled else ''}"


@dataclass(frozen=True)
class HomeHead:
    today: date
    first_steps: list[Shown]
    returned: list[ReportLine]
    due: list[Due]
    waits: list[Waits]
    hours: list[HoursLine]
    week: list[tuple[str, list[WeekLine]]]
    news: list[News]

    @property
    def overline(self) -> str:
        return today_words(self.today)

    @property
    def week_title(self) -> str:
        return f"Räume vom {date_short(self.today)} bis {date_short(self.today + WEEK)}"


def home_head_page(request: Request) -> HomeHead:
    """The head of one site or several. Each list is one query, whatever its length."""
    today = request.access.today
    reports, cases = _reports(request), list(_cases(request))
    agreements, _ = due_now(rows(request, Cooperation), today)
    inquiries = rows(request, Inquiry).filter(state=Inquiry.State.OPEN).order_by("pk")[:SHOWN]
    due = [*_due_reports(reports), *_due_cases(cases), *_due_agreements(agreements)]
    return HomeHead(
        today=today,
        first_steps=first_steps_of(request, {Role.HEAD}),
        returned=[line for line in reports if line.back],
        due=sorted(due, key=lambda one: one.day or date.min),
        waits=[*_waiting_reports(reports), *_waiting_cases(cases), *(_waiting_inquiry(one) for one in inquiries)],
        hours=_hours(request, today),
        week=_week(request, today),
        news=news_of(request.access),
    )


def _reports(request: Request) -> list[ReportLine]:
    """The measures of this year and the one before whose Sachbericht is not accepted."""
    today = request.access.today
    open_chapters = Chapter.objects.filter(report=OuterRef("reports__pk"), ready=False).order_by("number")
    found = (
        rows(request, Measure)
        .filter(funding_year__in=[today.year - 1, today.year])
        .exclude(reports__state=Report.State.ACCEPTED)
        .annotate(history=history("site__"), report=F("reports__pk"), report_state=F("reports__state"), back=newest_return(OuterRef("reports__pk")))
        .annotate(open_chapters=ArraySubquery(open_chapters.values(found=JSONObject(number="number", key="key"))))
        .select_related("site__county")
        .order_by("funding_year", "site__sort_key")
    )
    measures, several = list(found), len(request.access.held) > 1
    return [_report_line(measure, today, several) for measure in measures]


def _report_line(measure: Measure, today: date, several: bool) -> ReportLine:
    has = vars(measure)  # the annotations of `_reports`
    left = [(one["number"], one["key"]) for one in has["open_chapters"]]
    back = returned(has["back"]) if has["back"] and has["report_state"] == Report.State.RETURNED else None
    return ReportLine(measure, has["report"], has["report_state"] or "", left, back, today, several)


def _cases(request: Request) -> list[Application]:
    """The open cases, each with the parties that have spoken."""
    spoken = Statement.objects.filter(application=OuterRef("pk")).exclude(stance=Statement.Stance.PENDING).values("party")
    cases = rows(request, Application).filter(state__in=["open", "returned", "submitted"]).annotate(spoken=ArraySubquery(spoken))
    return list(cases.select_related("site").order_by("pk")[:SHOWN])


def _silent(case: Application) -> list[Party]:
    return [party for party in Party if party not in vars(case)["spoken"]]


def _due_reports(reports: list[ReportLine]) -> Iterator[Due]:
    for line in reports:
        if not line.back and line.state != Report.State.SUBMITTED:
            yield Due(line.measure.report_due, line.title, line.words, line.url, line.link, line.submit_url)


def _due_cases(cases: list[Application]) -> Iterator[Due]:
    for case in cases:
        if case.state != Application.State.SUBMITTED:
            words = "Zurück zur Ergänzung." if case.state == Application.State.RETURNED else "In Arbeit. Einreichen können Sie oder der Träger."
            yield Due(None, str(case), words, case.get_absolute_url(), "Öffnen")
        if TEAM in _silent(case):
            url = reverse("planning:statement_edit", args=[case.pk, TEAM])
            yield Due(None, f"Stellungnahme des Teams: {case}", "Sie sprechen für das Team.", url, "Stellung nehmen")


def _due_agreements(agreements: list[Cooperation]) -> Iterator[Due]:
    for row in agreements:
        day = min(filter(None, [row.until, row.notice_on]), default=None)
        yield Due(day, row.partner.name, row.warning_sentence, row.partner.get_absolute_url())


def _waiting_reports(reports: list[ReportLine]) -> Iterator[Waits]:
    for line in reports:
        if line.state == Report.State.SUBMITTED:
            yield Waits(line.title, f"Eingereicht. {line.county.name} prüft.", line.url)


def _waiting_cases(cases: list[Application]) -> Iterator[Waits]:
    for case in cases:
        if others := [party.label for party in _silent(case) if party != TEAM]:
            yield Waits(str(case), f"Noch ohne Stellungnahme: {', '.join(others)}", case.get_absolute_url())
        if case.state == Application.State.SUBMITTED:
            day = f" seit {date_short(case.submitted)}" if case.submitted else ""
            yield Waits(str(case), f"Liegt{day} bei der Sozialplanung.", case.get_absolute_url())


def _waiting_inquiry(one: Inquiry) -> Waits:
    return Waits(one.title, f"Anliegen vom {date_short(one.begun)}, noch ohne Antwort", reverse("planning:inquiry_detail", args=[one.pk]))


def _hours(request: Request, today: date) -> list[HoursLine]:
    """Agreed and delivered hours of three months, this one last."""
    months = [_month_before(today, back) for back in (2, 1, 0)]
    own = rows(request, FacilitationSession).filter(contract=OuterRef("pk")).order_by()
    sums = {
        f"month_{number}": Subquery(
            own.filter(held_on__year=day.year, held_on__month=day.month).values("contract").annotate(sum=Sum("hours")).values("sum")
        )
        for number, day in enumerate(months)
    }
    contracts = rows(request, Contract.objects.on(today)).annotate(**sums).select_related("facilitator").order_by("pk")
    return [_hours_line(contract, months) for contract in contracts]


def _hours_line(contract: Contract, months: list[date]) -> HoursLine:
    delivered = [vars(contract)[f"month_{number}"] or Decimal(0) for number in range(len(months))]
    agreed = contract.hours_per_month
    lines = [(MONTHS[day.month - 1], exact(agreed), exact(hours)) for day, hours in zip(months, delivered, strict=True)]
    return HoursLine(contract, lines, exact(agreed * len(months)), exact(sum(delivered, Decimal(0))))


def _month_before(day: date, back: int) -> date:
    month = day.year * 12 + day.month - 1 - back
    return date(month // 12, month % 12 + 1, 1)


def _week(request: Request, today: date) -> list[tuple[str, list[WeekLine]]]:
    """The dates of seven days, by day."""
    found = rows(request, Session).filter(held_on__range=(today, today + WEEK)).select_related("offer__venue")
    ordered = found.order_by("held_on", "starts_at", "pk")
    days = [(day, list(sessions)) for day, sessions in groupby(ordered, key=lambda session: session.held_on)]
    return [(f"{dayname(day)[:2]}, {date_short(day)}", [WeekLine(one, _clashes(one, sessions)) for one in sessions]) for day, sessions in days]


def _clashes(one: Session, sessions: list[Session]) -> bool:
    """Is its room taken by another date at the same time?"""
    at_once = [other for other in sessions if other.pk != one.pk and other.starts_at < one.ends_at and one.starts_at < other.ends_at]
    running = [other for other in at_once if not other.cancelled and other.site_id == one.site_id]
    return not one.cancelled and any(other.offer.room_words == one.offer.room_words != "" for other in running)
