"""What stands on the start page of parents: the next published dates, and for parents' representatives the hearings that wait for them."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse

from offers.models import PublicDate
from planning.models import Application, Statement
from reporting.pages.home_house import today_words
from sites.core.access import Request, rows
from sites.core.days import clock_time, date_long, dayname, not_past, now_here
from sites.core.rights import Role

AHEAD = timedelta(days=28)
SHOWN_DATES, SHOWN_HEARINGS = 8, 5


@dataclass(frozen=True)
class DateLine:
    """A published date in words, with the page of its house."""

    date: PublicDate

    @property
    def words(self) -> str:
        one = self.date
        day = f"{dayname(one.held_on)[:2]}, {date_long(one.held_on).rpartition(' ')[0]}"
        when = f"{day}, {clock_time(one.starts_at)} bis {clock_time(one.ends_at)} Uhr"
        return f"{when} · {one.room}" if one.room else when

    @property
    def url(self) -> str:
        return reverse("offers:family_page", args=[self.date.site.public_page.slug])


@dataclass(frozen=True)
class HomeFamily:
    today: date
    dates: list[DateLine]
    hearings: list[Application]

    @property
    def overline(self) -> str:
        return today_words(self.today)


def home_family_page(request: Request) -> HomeFamily:
    """The dates of the next four weeks; cases in which the parents' council has not spoken."""
    today, hearings = request.access.today, []
    if Role.PARENT_REPRESENTATIVE in request.access.roles:
        given = Statement.objects.filter(party="parents_council").exclude(stance="pending").values("application")
        places = request.access.reach("statements.change").places
        cases = Application.objects.filter(site_id__in=places, state__in=["open", "returned", "submitted"]).exclude(pk__in=given)
        hearings = list(cases.select_related("site")[:SHOWN_HEARINGS])
    dates = rows(request, PublicDate).filter(not_past(now_here()), held_on__range=(today, today + AHEAD)).select_related("site__public_page")
    return HomeFamily(today, [DateLine(one) for one in dates[:SHOWN_DATES]], hearings)
