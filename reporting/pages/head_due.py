"""What a head can do next, by day: the list of the start page, and the calendar file of heads and providers are made of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import JSONObject
from django.urls import reverse

from planning.models import Application, Body, Measure, Meeting, Party
from reporting.models import CHAPTERS, Chapter, Report, ReportSnapshot
from reporting.rules.returns import Return, newest_return, returned
from reporting.rules.waiting import Step, silent, steps_of, with_spoken
from sites.core.access import Request, rows
from sites.core.days import date_long, dayname, until
from sites.core.numbers import in_words
from sites.core.roles import Role
from sites.models import Cooperation, County
from sites.rules.as_of import history, in_year

SHOWN = 20
TITLES = dict(CHAPTERS)
TEAM, PARENTS = Party.TEAM, Party.PARENTS


@dataclass(frozen=True)
class OpenReport:
    """A Sachbericht that is not accepted. `pk`: None before it is begun; `open`: the chapters that are not ready, as number and key."""

    measure: Measure
    pk: int | None
    state: str
    open: list[tuple[int, str]]
    back: Return | None
    handed_in: date | None
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
        return [
            {"text": f"Kapitel {number}: {TITLES[key]}", "url": f"{self.url}#kapitel-{number}", "who": "", "done": key not in left}
            for number, key in known
        ]

    @property
    def words(self) -> str:
        day, left = self.measure.report_due, len(self.open)
        when = f"Überfällig seit {date_long(day)}." if day < self.today else _when(day, self.today)
        if self.pk is None:
            return f"{when} Noch nicht begonnen."
        if not left:
            return f"{when} Alle Kapitel sind fertig. Einreichen können Sie."
        return f"{when} {in_words(left).capitalize()} von {in_words(len(CHAPTERS))} Kapiteln {'ist' if left == 1 else 'sind'} offen."

    @property
    def county(self) -> County:
        return self.measure.site.county


@dataclass(frozen=True)
class Due:
    """Something to do, by a day or as soon as possible. `contact`, `phone`: whom to ask; `post`: the button sends the step itself.

    `key` names it in calendars.
    `step`: others have to do it, by a day that the head keeps. `year`: of the day, where it is not this one.
    """

    key: str
    day: date | None
    title: str
    words: str
    url: str = ""
    label: str = "Ansehen"
    post: str = ""
    contact: str = ""
    phone: str = ""
    step: Step | None = None
    year: str = ""

    @property
    def weekday(self) -> str:
        return dayname(self.day)[:2]

    @property
    def fact(self) -> str:
        """What stays true, for a calendar that is read weeks later: no "in 13 Tagen"."""
        asked = ", ".join(filter(None, [self.contact, self.phone]))
        return f"Fragen beantwortet: {asked}" if asked else ""

    @property
    def short(self) -> str:
        return f"{self.day.day}.{self.day.month}." if self.day else "offen"


def open_reports(request: Request, action: str = "reports.submit") -> list[OpenReport]:
    """The measures of this year and the one before whose Sachbericht is not accepted, within the reach of an action: one query."""
    today = request.access.today
    open_chapters = Chapter.objects.filter(report=OuterRef("reports__pk"), ready=False).order_by("number")
    handed_in = ReportSnapshot.objects.filter(report=OuterRef("reports__pk")).order_by("-version").values("created__date")[:1]
    found = (
        rows(request, Measure)
        .filter(request.access.reach(action).q(Measure), funding_year__in=[today.year - 1, today.year])
        .exclude(reports__state=Report.State.ACCEPTED)
        .annotate(history=history("site__"), report=F("reports__pk"), report_state=F("reports__state"), back=newest_return(OuterRef("reports__pk")))
        .annotate(open_chapters=ArraySubquery(open_chapters.values(found=JSONObject(number="number", key="key"))), handed_in=Subquery(handed_in))
        .select_related("site__county")
        .order_by("funding_year", "site__sort_key")
    )
    measures = list(found)
    several = len({measure.site_id for measure in measures}) > 1
    return [_open_report(measure, today, several) for measure in measures]


def _open_report(measure: Measure, today: date, several: bool) -> OpenReport:
    has = vars(measure)  # the annotations of `open_reports`
    left = [(one["number"], one["key"]) for one in has["open_chapters"]]
    back = returned(has["back"]) if has["back"] and has["report_state"] == Report.State.RETURNED else None
    return OpenReport(measure, has["report"], has["report_state"] or "", left, back, has["handed_in"], today, several)


def cases_of(request: Request) -> list[Application]:
    """The open cases with the parties that have spoken, and when the parents' council of the house meets next (`hearing`): one query."""
    councils = rows(request, Meeting).filter(place=OuterRef("site"), body__kind=Body.Kind.PARENTS, held_on__gte=request.access.today)
    cases = with_spoken(rows(request, Application).filter(state__in=Application.PENDING))
    dated = cases.annotate(hearing=Subquery(councils.order_by("held_on").values("held_on")[:1]))
    return list(dated.select_related("site__county").order_by("pk")[:SHOWN])


def hearing_of(case: Application) -> date | None:
    """The day on which the parents are to be heard: the next one of their council, as long as they have not spoken."""
    day: date | None = vars(case)["hearing"]
    return day if PARENTS in silent(case) else None


def due_of(reports: Sequence[OpenReport], cases: Sequence[Application], agreements: Sequence[Cooperation], today: date) -> list[Due]:
    """All of it, what has no day first."""
    due = [*_due_reports(reports), *_due_cases(cases, today), *_due_agreements(agreements, today)]
    dated = [replace(one, year=str(one.day.year)) if one.day and one.day.year != today.year else one for one in due]
    return sorted(dated, key=lambda one: one.day or date.min)


def _due_reports(reports: Sequence[OpenReport]) -> Iterator[Due]:
    for line in reports:
        if not line.back and line.state != Report.State.SUBMITTED:
            key, due, county = f"report-{line.measure.pk}", line.measure.report_due, line.county
            yield Due(key, due, line.title, line.words, line.url, line.link, post=line.submit_url, contact=county.contact, phone=county.phone)


def _due_cases(cases: Sequence[Application], today: date) -> Iterator[Due]:
    for case in cases:
        county = case.site.county
        if case.state != Application.State.SUBMITTED:
            words = "Zurück zur Ergänzung." if case.state == Application.State.RETURNED else "In Arbeit. Einreichen können Sie oder der Träger."
            key, url = f"application-{case.pk}", case.get_absolute_url()
            yield Due(key, None, str(case), words, url, "Öffnen", contact=county.contact, phone=county.phone)
        if TEAM in silent(case):
            url = reverse("planning:statement_edit", args=[case.pk, TEAM])
            yield Due(f"team-{case.pk}", None, f"Stellungnahme des Teams: {case}", "Sie sprechen für das Team.", url, "Stellung nehmen")
        if day := hearing_of(case):
            step = next(step for step in steps_of(case) if step.role == Role.PARENT_REPRESENTATIVE)
            words = f"{_when(day, today)} Dann tagt der Elternbeirat. Noch keine Stellungnahme."
            yield Due(f"hearing-{case.pk}", day, f"Elternbeirat anhören: {case}", words, case.get_absolute_url(), "Öffnen", step=step)


def _due_agreements(agreements: Sequence[Cooperation], today: date) -> Iterator[Due]:
    several = len({row.site_id for row in agreements}) > 1
    for row in agreements:
        day, partner = min(filter(None, [row.until, row.notice_on]), default=None), row.partner
        name = f"{partner.name}, {row.site.name}" if several else partner.name
        title = f"{'Letzter Kündigungstag' if day == row.notice_on else 'Vereinbarung endet'}: {name}" if day else name
        words = f"{_when(day, today)} {row.warning_sentence}" if day else row.warning_sentence
        url = partner.get_absolute_url()
        yield Due(f"agreement-{row.pk}", day, title, words, url, contact=partner.contact, phone=partner.phone)


def _when(day: date, today: date) -> str:
    """In 13 Tagen."""
    words = until(day, today)
    return f"{words[0].upper()}{words[1:]}."
