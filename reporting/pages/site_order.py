"""By which columns the list of sites can be ordered, and what stands in its column of the Sachbericht. Only what a person sees orders anything."""

from django.db.models import Case, DecimalField, F, FloatField, IntegerField, Value, When
from django.db.models.functions import Cast, NullIf

from sites.core.access import Access
from sites.core.keys import day, figure, place_in
from sites.core.lists import Sort
from sites.models import Phase

#: How far the Sachbericht of the year is, in one word; "open" is a measure of the year without a report in the hands of the county.
OPEN_REPORT = "open"
REPORTS = {OPEN_REPORT: "steht aus", "draft": "in Arbeit", "submitted": "eingereicht", "returned": "zur Ergänzung zurück", "accepted": "angenommen"}


def sorts_of(access: Access, year: int) -> dict[str, Sort]:
    """For rows of the list of a year, with its annotations."""
    held = "Phase und Form heute" if year == access.today.year else f"Phase und Form am 31.12.{year}"
    average = Cast("people", FloatField()) / NullIf(F("held"), 0)
    sorts = {"name": Sort("Standort", "sort_key", "Name"), "phase": Sort(held, place_in("phase_then", Phase), "Phase")}
    if access.holds("contracts.view"):
        sorts["hours"] = Sort("Stunden im Monat heute:n", figure("agreed", DecimalField()), "vereinbarten Stunden")
    if access.holds("sitefigures.view"):
        sorts["held"] = Sort(f"Termine {year}:n", figure("held"), f"Zahl der Termine {year}")
        sorts["average"] = Sort(f"Teilnahmen je Termin {year}:n", figure(average, FloatField()))
        last = "Letzter Eintrag" if year == access.today.year else "Letzter Eintrag bis heute"
        sorts["last"] = Sort(last, day("last_day"), "letztem Eintrag")
    if access.holds("reports.view"):
        states = (When(report_state=state, then=Value(at)) for at, state in enumerate(REPORTS))
        report = Case(*states, When(funded=True, then=Value(0)), default=Value(-1), output_field=IntegerField())
        sorts["report"] = Sort(f"Sachbericht {year}", report, "Stand des Sachberichts")
    return sorts
