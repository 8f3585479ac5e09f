"""What a Sachbericht came back with: reason, person, chapters; and whether anything has been written since."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Cast, Concat, JSONObject
from django.utils import timezone

from reporting.models import CHAPTERS, RETURNS, Chapter, Report, ReportSnapshot
from sites.core.days import date_long
from sites.models import Entry

TITLES = {key: (number, title) for number, (key, title) in enumerate(CHAPTERS, 1)}
UNCHANGED = "Seit der Rückgabe ist kein Text geändert. Bitte schreiben Sie dem Amt, warum Sie den Bericht so wieder einreichen."


@dataclass(frozen=True)
class Return:
    """One return of a report. `keys`: the chapters that were named."""

    note: str
    person_label: str
    at: datetime
    keys: list[str]

    @property
    def day(self) -> str:
        return date_long(timezone.localtime(self.at)).rpartition(" ")[0]

    @property
    def chapters(self) -> list[tuple[str, str]]:
        """(key, "Kapitel 3: Ziele und Indikatoren") of each chapter that was named."""
        return [(key, f"Kapitel {TITLES[key][0]}: {TITLES[key][1]}") for key in TITLES if key in self.keys]


def last_return(entries: Iterable[Entry]) -> Return | None:
    """The newest return among the entries of a report, newest first."""
    entry = next((entry for entry in entries if entry.kind in RETURNS), None)
    return Return(entry.note, entry.person_label, entry.at, entry.details.get("chapters", [])) if entry else None


def returned(found: dict[str, Any]) -> Return:
    """The return that `newest_return` has brought along with another query."""
    return Return(found["note"], found["who"], datetime.fromisoformat(found["at"]), found["details"].get("chapters", []))


def newest_return(report: OuterRef) -> Subquery:
    """For another query: the newest return of a report as JSON."""
    subject = Concat(Value("reporting.report:"), Cast(report, TextField()), output_field=TextField())
    entries: QuerySet[Any] = Entry.objects.filter(subject=subject, kind__in=RETURNS).order_by("-pk")
    return Subquery(entries.values(found=JSONObject(note="note", who="person_label", at="at", details="details"))[:1])


def is_unchanged(report: Report, chapters: Iterable[Chapter]) -> bool:
    """Has nobody written since the version that came back? The figures fill themselves and are no answer to a reason."""
    if report.state != Report.State.RETURNED:
        return False
    frozen = ReportSnapshot.objects.filter(report=report, version=report.version).values_list("data__chapters", flat=True).first()
    return frozen is not None and {one["key"]: one["text"] for one in frozen} == {chapter.key: chapter.text for chapter in chapters}
