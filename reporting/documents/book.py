"""The only place that arranges the papers of facilitation: the timesheet of a month for one client, and the process report of a site and year.

Both are drawn while one waits: a few pages without a picture, for one person.
"""

from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from django.template.loader import render_to_string

from processes.rules.book import total
from reporting.documents.pdf import to_pdf
from sites.core.days import BERLIN, date_long, month_long
from sites.core.numbers import decimal, euros, in_hours, with_noun


@dataclass(frozen=True)
class SheetLine:
    """A line of hours on paper: nothing of what was said, so that it may be handed to whoever pays. `remark`: what it corrects, or when it was."""

    day: date
    kind: str
    tasks: str
    hours: Decimal
    remark: str = ""


@dataclass(frozen=True)
class SheetPart:
    """The lines of one contract, with the line of the invoice that comes of them."""

    site: str
    lines: list[SheetLine]
    hours: Decimal
    rate: Decimal | None
    amount: Decimal | None

    @property
    def invoice_line(self) -> str:
        if self.amount is None:
            return f"{decimal(self.hours, 2)} Stunden"
        return f"{decimal(self.hours, 2)} Stunden zu {euros(self.rate)}"


@dataclass(frozen=True)
class Timesheet:
    """A month of a facilitator for one client. `closed_on`: None as long as the month is open; the paper says so."""

    month: date
    person: str
    client: str
    parts: list[SheetPart]
    closed_on: date | None
    printed: date

    @property
    def title(self) -> str:
        return f"Stundenzettel {month_long(self.month)}"

    @property
    def hours(self) -> Decimal:
        return sum((part.hours for part in self.parts), Decimal(0))

    @property
    def amount(self) -> Decimal | None:
        return total(part.amount for part in self.parts)

    @property
    def state(self) -> str:
        if self.closed_on:
            return f"Abgeschlossen am {date_long(self.closed_on)}."
        return f"Vorläufig: Der Monat ist noch nicht abgeschlossen. Stand {date_long(self.printed)}."


@dataclass(frozen=True)
class ReportLine:
    """A date of facilitation in the report of a year."""

    day: date
    topic: str
    small: str
    agreements: str
    hours: Decimal


@dataclass(frozen=True)
class TaskRow:
    """A goal or task of the profile in the report of a year."""

    title: str
    label: str
    sessions: str
    hours: str
    state: str


@dataclass(frozen=True)
class ProcessReport:
    """The facilitation of a site in a year. `for_house`: with what was noted for the house; else with what is open to county and state alone."""

    site: str
    county: str
    year: int
    people: str
    phase: str
    lines: list[ReportLine]
    tasks: list[TaskRow]
    goals: list[TaskRow]
    months: list[tuple[str, Decimal]]
    for_house: bool
    printed: date

    @property
    def title(self) -> str:
        return f"Prozessbericht {self.year}"

    @property
    def hours(self) -> Decimal:
        return sum((line.hours for line in self.lines), Decimal(0))

    @property
    def facts(self) -> list[tuple[str, str]]:
        rows = [
            ("Standort", self.site),
            ("Landkreis", self.county),
            ("Prozessbegleitung", self.people),
            ("Entwicklungsphase", self.phase),
            ("Umfang", f"{with_noun(len(self.lines), 'Eintrag', 'Einträge')}, {in_hours(self.hours)}"),
            ("Stand", date_long(self.printed)),
        ]
        return [(label, text) for label, text in rows if text]

    @property
    def audience(self) -> str:
        if self.for_house:
            return "Für das Haus: mit den Notizen für den Standort. Private Notizen stehen in keinem Bericht."
        return "Für Landkreis und Land: mit den Themen, die die Prozessbegleitung dafür geöffnet hat."


def timesheet_html(sheet: Timesheet) -> str:
    return render_to_string("reporting/print/timesheet.html", {"sheet": sheet})


def process_report_html(report: ProcessReport) -> str:
    return render_to_string("reporting/print/process_report.html", {"report": report})


def timesheet_pdf(sheet: Timesheet) -> bytes:
    """The same sheet of the same day gives the same bytes."""
    return to_pdf(timesheet_html(sheet), made_at=datetime.combine(sheet.printed, time(), BERLIN))


def process_report_pdf(report: ProcessReport) -> bytes:
    return to_pdf(process_report_html(report), made_at=datetime.combine(report.printed, time(), BERLIN))
