"""In which phase and form the sites of counties were on a day, from master data alone: what overview and county sheet count."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef

from reporting.rules.sums import MIXED, NO_FORM
from sites.core.days import is_valid
from sites.models import OrganisationForm, SiteForm, SitePhase
from sites.rules.phases import RUNNING

FIRST_YEAR = 2019
#: The forms as a site counts once: its own, a mixture, or still open.
FORMS = [*OrganisationForm.labels, MIXED, NO_FORM]
#: How a phase is called in the middle of a sentence.
IN_A_ROW = {"Interessiert": "interessiert", "Auf dem Weg zum ThEKiZ": "auf dem Weg zum ThEKiZ", "Beendet": "beendet"}


class Span(NamedTuple):
    """A phase of a site that counts; with it the forms of today, so that one query brings both."""

    county: int
    site: int
    phase: str
    starts: date
    ends: date | None
    forms: list[str]


def history_of(counties: Iterable[int], today: date) -> list[Span]:
    """The phases of all sites of these counties that are or were on the way, established or open for consultation. One query."""
    forms = SiteForm.objects.on(today).filter(site=OuterRef("site")).order_by("-leading", "form").values("form")
    phases = SitePhase.objects.filter(county_id__in=counties, phase__in=RUNNING).annotate(forms=ArraySubquery(forms))
    return [Span(*row) for row in phases.values_list("county_id", "site_id", "phase", "starts", "ends", "forms")]


def phases_on(history: list[Span], day: date) -> dict[int, Counter[str]]:
    """Sites per county and phase on a day."""
    counts: dict[int, Counter[str]] = {}
    for span in history:
        if is_valid(span, day):
            counts.setdefault(span.county, Counter())[span.phase] += 1
    return counts


def forms_on(history: list[Span], today: date) -> dict[int, Counter[str]]:
    """Sites per county and form today; several forms at a time are a mixture, and the site counts once."""
    counts: dict[int, Counter[str]] = {}
    for span in history:
        if is_valid(span, today):
            label = MIXED if len(span.forms) > 1 else OrganisationForm(span.forms[0]).label if span.forms else NO_FORM
            counts.setdefault(span.county, Counter())[label] += 1
    return counts


def trend_of(history: list[Span], today: date) -> list[tuple[str, list[int]]]:
    """Sites by phase on each 31 December, this year today; from the first year with a site on."""
    lines = []
    for year in range(FIRST_YEAR, today.year + 1):
        counted = sum(phases_on(history, min(date(year, 12, 31), today)).values(), Counter[str]())
        lines.append((str(year), [counted[phase] for phase in RUNNING]))
    return [line for line in lines if any(line[1])]
