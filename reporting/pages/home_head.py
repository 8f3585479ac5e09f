"""What stands on the start page of a head: what came back, what is due by which day, what others have to do, hours, the plan of the week."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Subquery, Sum
from django.db.models.functions import JSONObject
from django.urls import reverse

from planning.models import Inquiry
from planning.pages.team_hints import team_hints, teams_of_sites
from processes.models import Contract, FacilitationSession
from reporting.pages.first_steps import first_steps_of
from reporting.pages.head_due import SHOWN, Due, OpenReport, cases_of, due_of, open_reports
from reporting.pages.head_waits import Reminder, Waits, waits_of
from reporting.pages.home_house import today_words
from reporting.pages.week_plan import WEEK, DayLine, absences_of, away_this_week, week_of
from reporting.rules.first_steps import Shown
from reporting.rules.news import News, news_of
from reporting.rules.waiting import House, with_answers
from sites.core import navigation
from sites.core.access import Request, rows
from sites.core.days import MONTHS, date_short
from sites.core.numbers import exact
from sites.core.roles import Role
from sites.models import Cooperation, Site
from sites.rules.cooperations import due_now


@dataclass(frozen=True)
class HoursLine:
    """The hours of a contract in three months: (month, agreed, delivered)."""

    contract: Contract
    months: list[tuple[str, str, str]]
    agreed: str
    delivered: str


@dataclass(frozen=True)
class HomeHead:
    """`due`: each with its reminder, where others have to do it; `absences_url`: where the team's part of the plan is kept, of one house."""

    today: date
    first_steps: list[Shown]
    returned: list[OpenReport]
    due: list[tuple[Due, Reminder | None]]
    waits: list[Waits]
    hours: list[HoursLine]
    week: list[DayLine]
    news: list[News]
    absences_url: str

    @property
    def overline(self) -> str:
        return today_words(self.today)

    @property
    def calendar_url(self) -> str:
        """The file for the own calendar, where something has a day."""
        return reverse("reporting:due_calendar") if any(one.day for one, _ in self.due) else ""

    @property
    def week_title(self) -> str:
        return f"Räume und Team vom {date_short(self.today)} bis {date_short(self.today + WEEK)}"


def home_head_page(request: Request) -> HomeHead:
    """The head of one site or several. Each list is one query, whatever its length."""
    today = request.access.today
    reports, cases, sites = open_reports(request), cases_of(request), _sites(request)
    houses = {site.pk: House(site, request.user.pk) for site in sites}
    agreements, _ = due_now(rows(request, Cooperation), today)
    hints = [hint for site in sites for hint in team_hints(vars(site)["teams"], today)]
    due = [*(Due(one.key, None, one.title, one.words, one.url) for one in hints), *due_of(reports, cases, agreements, today)]
    inquiries = [one for site in sites for one in _inquiries(site)][:SHOWN]
    begun = any(line.pk for line in reports)
    return HomeHead(
        today=today,
        first_steps=[] if begun else first_steps_of(request, {Role.HEAD}),  # with the first Sachbericht the first hour is over
        returned=[line for line in reports if line.back],
        due=[(one, Reminder(one.step, houses[one.step.thing.site_id], today) if one.step else None) for one in due],
        waits=list(waits_of(houses, reports, cases, inquiries, today)),
        hours=_hours(request, today),
        week=week_of(request, [one for site in sites for one in absences_of(site)], several=len(sites) > 1),
        news=news_of(request.access),
        absences_url=navigation.ABSENCES.url(sites[0].pk) if len(sites) == 1 else "",
    )


def _sites(request: Request) -> list[Site]:
    """The houses, each with what is asked about it: who answers, its open Anliegen, who is away this week. One query."""
    inquiries = rows(request, Inquiry).filter(site=OuterRef("pk"), state=Inquiry.State.OPEN).order_by("pk")
    asked = JSONObject(id="pk", title="title", office_id="office", begun="begun")
    found = with_answers(rows(request, Site), request.access)
    found = found.annotate(asked=ArraySubquery(inquiries.values(found=asked)[:SHOWN]), away=away_this_week(request))
    found = found.annotate(teams=teams_of_sites(request))
    return list(found.order_by("sort_key", "pk"))


def _inquiries(site: Site) -> list[Inquiry]:
    return [Inquiry(site=site, state=Inquiry.State.OPEN, **one) for one in vars(site)["asked"]]


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
    *over, now = [MONTHS[day.month - 1] for day in months]
    lines = [(month, exact(agreed), exact(hours)) for month, hours in zip([*over, f"{now}, bisher"], delivered, strict=True)]
    return HoursLine(contract, lines, exact(agreed * len(months)), exact(sum(delivered, Decimal(0))))


def _month_before(day: date, back: int) -> date:
    month = day.year * 12 + day.month - 1 - back
    return date(month // 12, month % 12 + 1, 1)
