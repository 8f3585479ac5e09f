"""What stands on the page where a whole week is logged: its sessions that have begun, those that fell out, the weeks around."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from offers.forms.week_log import WeekRowForm
from offers.models import Session
from offers.rules.figures import FIELDS
from offers.rules.logging import loggable
from sites.core import navigation
from sites.core.access import Request, rows
from sites.core.days import begun, clock_time, date_short, dayname, from_to, now_here
from sites.models import Site

MOST, USUAL_DAYS = 60, 120


def monday_of(request: Request) -> date:
    """The Monday of the week that the address names by any of its days; this week without one, and for what is no day."""
    today = request.access.today
    try:
        day = date.fromisoformat(request.GET.get("week", ""))
    except ValueError:
        day = today
    day = day if date(2000, 1, 3) <= day <= today else today
    return day - timedelta(days=day.weekday())


def of_week(request: Request, site: Site, monday: date) -> QuerySet[Any]:
    """The sessions of a week that this person logs and that have begun; `usual`: the highest figures of the offer's last months."""
    recent = {"offer": OuterRef("offer"), "held_on__range": (monday - timedelta(days=USUAL_DAYS), monday - timedelta(days=1))}
    earlier = rows(request, Session).filter(logged__isnull=False, **recent).order_by().values("offer")
    usual = Subquery(earlier.values(found=JSONObject(**{name: Max(name) for name in FIELDS})))
    week = rows(request, Session).filter(loggable(request.access), begun(now_here()), site=site, held_on__range=(monday, monday + timedelta(days=6)))
    return week.annotate(usual=usual).select_related("offer").order_by("held_on", "starts_at", "pk")


@dataclass(frozen=True)
class WeekLog:
    """`forms`: one per session; `off`: those that did not take place."""

    site: Site
    today: date
    monday: date
    forms: Sequence[WeekRowForm]
    off: Sequence[Session]

    @property
    def lines(self) -> list[tuple[WeekRowForm, str]]:
        """Each form with its day and time in words."""
        return [(form, f"{dayname(form.row.held_on)}, {date_short(form.row.held_on)}, {clock_time(form.row.starts_at)} Uhr") for form in self.forms]

    @property
    def title(self) -> str:
        return "Eine Woche eintragen"

    @property
    def week(self) -> str:
        return from_to(self.monday, self.monday + timedelta(days=6))

    @property
    def before(self) -> str:
        return f"?week={self.monday - timedelta(days=7)}"

    @property
    def after(self) -> str:
        """The next week; empty where it has not begun."""
        following = self.monday + timedelta(days=7)
        return f"?week={following}" if following <= self.today else ""

    @property
    def here(self) -> str:
        return f"?week={self.monday}"

    @property
    def crumbs(self) -> list[tuple[str, str]]:
        return [navigation.OFFERS.crumb(self.site.pk), ("Eine Woche eintragen", "")]
