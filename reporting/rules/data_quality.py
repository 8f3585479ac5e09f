"""What is missing in the data of a county, since when, on which page it is entered, and who can be reminded of it (R002)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils import timezone

from planning.models import Representative, Resolution
from reporting.rules.above import last_entry
from reporting.rules.history import Span
from sites.core.days import is_valid
from sites.core.journal import REMINDED
from sites.core.navigation import CONTINUATION, COUNTY, RESOLUTIONS
from sites.core.numbers import with_noun
from sites.core.roles import Role
from sites.models import County, Entry, Membership, Phase

#: After so many days without an entry somebody asks; after so many months the first phase is looked at.
STALE, ON_THE_WAY = timedelta(days=45), 24
#: Who of a county is reminded: the first of these roles that somebody has.
HELPERS = (Role.SOCIAL_PLANNER, Role.YOUTH_WELFARE_OFFICE)
#: What an entry of such a reminder says in its details.
ASKED = "data"


@dataclass(frozen=True)
class Missing:
    """One thing: the sentence, the word for it beside others, the day since which it is missing, and the page on which it is entered."""

    what: str
    short: str
    since: date
    view: str
    county: int

    @property
    def url(self) -> str:
        return reverse(self.view, args=[self.county])


def with_quality(counties: Any, members: Any) -> Any:
    """Counties with what the list is made of, in one query. `members`: the memberships that may be read here."""
    here = {"place": OuterRef("pk")}
    adopted = Resolution.objects.filter(**here, kind=Resolution.Kind.ADOPTION).order_by("decided_on")
    voices = Representative.objects.filter(**here).order_by("-starts")
    reminded = Entry.objects.filter(**here, kind=REMINDED, details__asked=ASKED).order_by("-pk")
    return counties.annotate(
        adopted=Subquery(adopted.values("decided_on")[:1]),
        voice_from=Subquery(voices.values("starts")[:1]),
        voice_until=Subquery(voices.values("ends")[:1]),
        entered=Subquery(last_entry(OuterRef("pk"))[:1]),
        reminded=Subquery(reminded.values("at")[:1]),
        helpers=ArraySubquery(members.filter(**here, role__in=HELPERS, user__is_active=True).values("role").distinct()),
    )


def members_on(day: date) -> Any:
    return Membership.objects.on(day)


def missing_in(county: County, spans: Sequence[Span], today: date) -> list[Missing]:
    """What is missing in a county of `with_quality`, the longest first, the resolution last; nothing where no site is running."""
    running = [span for span in spans if is_valid(span, today)]
    if not running:
        return []
    first = min(span.starts for span in spans)
    found = sorted(_dated(county, running, first, today), key=lambda one: one.since)
    facts = vars(county)
    if facts["adopted"] is None or facts["adopted"] > today:
        found.append(Missing("Beschluss der Fachlichen Empfehlungen", "Beschluss", first, RESOLUTIONS.view, county.pk))
    return found


def _dated(county: County, running: list[Span], first: date, today: date) -> Iterator[Missing]:
    facts = vars(county)
    entered = facts["entered"] or first
    if today - entered > STALE:
        yield Missing("letzter Eintrag der Standorte", "Einträge", entered, COUNTY.view, county.pk)
    if (gone := _unrepresented(facts["voice_from"], facts["voice_until"], first, today)) is not None:
        yield Missing("Vertretung in der Sozialplanung", "Vertretung", gone, "planning:representative_create", county.pk)
    late = [day for span in running if span.phase == Phase.ON_THE_WAY and (day := months_on(span.starts, ON_THE_WAY)) <= today]
    if late:
        whose = "eines Standorts" if len(late) == 1 else f"bei {with_noun(len(late), 'Standort', 'Standorten')}"
        what = f"Phase {whose} prüfen: mehr als {ON_THE_WAY} Monate auf dem Weg"
        yield Missing(what, "Phase", min(late), CONTINUATION.view, county.pk)


def _unrepresented(starts: date | None, ends: date | None, first: date, today: date) -> date | None:
    """Since when nobody represents the sites; None where somebody does."""
    if starts is None:
        return first
    return None if ends is None or ends >= today else max(first, ends + timedelta(days=1))


def months_on(day: date, months: int) -> date:
    """The same day so many months later, the last of a shorter month."""
    years, month = divmod(day.month - 1 + months, 12)
    first = date(day.year + years, month + 1, 1)
    last = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return first.replace(day=min(day.day, last.day))


def helper_of(county: County) -> Role | None:
    """Whom a reminder goes to."""
    return next((role for role in HELPERS if role in vars(county)["helpers"]), None)


def reminded_on(county: County) -> date | None:
    at: datetime | None = vars(county)["reminded"]
    return timezone.localdate(at) if at else None
