"""What others have to do for a house, with the button that reminds them, or the words whom to call."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from planning.models import Application, Inquiry
from reporting.models import Report
from reporting.pages.head_due import OpenReport, hearing_of
from reporting.rules.waiting import PAUSE, House, Step, steps_of
from sites.core.days import date_long, until
from sites.core.roles import Role

NO_ACCOUNT = {
    None: "Die Gemeinde hat kein Konto; was sie sagt, hält die Sozialplanung fest.",
    Role.PARENT_REPRESENTATIVE: "Die Elternvertretung hat noch kein Konto. Einladen können Sie sie unter „Team“.",
}


@dataclass(frozen=True)
class Reminder:
    """The button beside a step that others have to take, or why there is none."""

    step: Step
    house: House
    today: date

    @property
    def who(self) -> str:
        return self.house.who(self.step.role)

    @property
    def url(self) -> str:
        """Where the button sends; empty where nobody can be reminded, or while it is too soon."""
        last = self.house.last(self.step)
        if not self.house.answers(self.step.role) or (last and self.today < last + PAUSE):
            return ""
        thing = self.step.thing
        if isinstance(thing, Application):
            return reverse("reporting:application_remind", args=[thing.pk, self.step.role])
        return reverse("reporting:report_remind" if isinstance(thing, Report) else "reporting:inquiry_remind", args=[thing.pk])

    @property
    def words(self) -> str:
        """When they were last reminded, or that nobody has an account."""
        if last := self.house.last(self.step):
            return f"Erinnert am {_day(last)}."
        return "" if self.house.answers(self.step.role) else NO_ACCOUNT.get(self.step.role, "Dort hat noch niemand ein Konto.")

    @property
    def contact(self) -> str:
        return "" if self.house.answers(self.step.role) else self.house.call(self.step.role)[0]

    @property
    def phone(self) -> str:
        return "" if self.house.answers(self.step.role) else self.house.call(self.step.role)[1]


@dataclass(frozen=True)
class Waits:
    """A step of others: `url` is the page of the thing it is about, as the head reads it."""

    title: str
    words: str
    url: str
    reminder: Reminder


def waits_of(
    houses: Mapping[int, House], reports: Sequence[OpenReport], cases: Sequence[Application], inquiries: Sequence[Inquiry], today: date
) -> Iterator[Waits]:
    """What has been waiting: Sachberichte, statements and decisions, Anliegen. A hearing that has its day stands in what is due."""
    for line in reports:
        if line.state == Report.State.SUBMITTED and line.pk:
            report = Report(pk=line.pk, site_id=line.measure.site_id, year=line.measure.funding_year, state=line.state)
            yield from _lines(houses, report, line.handed_in, line.url, today, "eingereicht")
    for case in cases:
        since, how = (case.submitted, "Antrag eingereicht") if case.submitted else (case.begun, "Antrag begonnen")
        yield from _lines(houses, case, since, case.get_absolute_url(), today, how)
    for one in inquiries:
        yield from _lines(houses, one, one.begun, reverse("planning:inquiry_detail", args=[one.pk]), today, "gefragt")


def _lines(houses: Mapping[int, House], thing: Application | Inquiry | Report, since: object, url: str, today: date, how: str) -> Iterator[Waits]:
    for step in steps_of(thing):
        if isinstance(thing, Application) and step.role == Role.PARENT_REPRESENTATIVE and hearing_of(thing):
            continue
        reminder = Reminder(step, houses[thing.site_id], today)
        yield Waits(f"{reminder.who}: {step.what}", f"{how} am {_day(since)}, {until(since, today)}" if since else "", url, reminder)


def _day(day: object) -> str:
    """ "17. November" """
    return date_long(day).rpartition(" ")[0]
