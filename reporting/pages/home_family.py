"""What stands on the start page of parents: the coming dates of their house; for their representatives what they are heard on, and meetings."""

from dataclasses import dataclass
from datetime import date, timedelta

from offers.models import PublicDate, PublicPage
from planning.models import Application, Meeting, Party, Statement
from reporting.pages.home_house import today_words
from reporting.rules.due import unheard
from reporting.rules.news import News, news_of
from sites.core.access import Request, rows
from sites.core.days import clock_time, date_long, dayname, not_past, now_here
from sites.core.numbers import in_words

AHEAD = timedelta(days=28)
SHOWN_DATES, SHOWN_HEARINGS, SHOWN_MEETINGS = 8, 5, 4


def _day(day: date) -> str:
    return f"{dayname(day)[:2]}, {date_long(day).rpartition(' ')[0]}"


@dataclass(frozen=True)
class DateLine:
    """A published date in words."""

    date: PublicDate

    @property
    def words(self) -> str:
        one = self.date
        when = f"{_day(one.held_on)}, {clock_time(one.starts_at)} bis {clock_time(one.ends_at)} Uhr"
        return f"{when} · {one.room}" if one.room else when


@dataclass(frozen=True)
class MeetingLine:
    """A coming meeting of the house."""

    meeting: Meeting

    @property
    def words(self) -> str:
        one = self.meeting
        when = f"{_day(one.held_on)}, {clock_time(one.starts_at)} Uhr" if one.starts_at else _day(one.held_on)
        return " · ".join(filter(None, [when, one.where]))


@dataclass(frozen=True)
class HomeFamily:
    """`heard`: what the parents have said before; `speaks`: the person speaks for the parents; `page`: the public page of the house."""

    today: date
    dates: list[DateLine]
    page: PublicPage | None
    hearings: list[Application]
    heard: list[Statement]
    meetings: list[MeetingLine]
    news: list[News]
    speaks: bool

    @property
    def overline(self) -> str:
        return today_words(self.today)

    @property
    def title(self) -> str:
        return "Ihre Stimme ist gefragt" if self.hearings else "Willkommen"

    @property
    def lead(self) -> str:
        if not self.hearings:
            return ""
        count = len(self.hearings)
        return "Eine Anhörung ist offen." if count == 1 else f"{in_words(count).capitalize()} Anhörungen sind offen."


def home_family_page(request: Request) -> HomeFamily:
    """The dates of the next four weeks; for who speaks for the parents the cases in which they have not spoken."""
    access, today = request.access, request.access.today
    speaks = access.holds("statements.change")
    heard = Statement.objects.filter(access.q("statements.change", Statement), party=Party.PARENTS).exclude(stance=Statement.Stance.PENDING)
    meetings = rows(request, Meeting).filter(held_on__range=(today, today + AHEAD)).select_related("body").order_by("held_on", "pk")
    hearings = unheard(access, Party.PARENTS).select_related("site__county").order_by("pk")
    coming = rows(request, PublicDate).filter(not_past(now_here()), held_on__range=(today, today + AHEAD))
    dates = list(coming.select_related("site__public_page")[:SHOWN_DATES])
    return HomeFamily(
        today=today,
        dates=[DateLine(one) for one in dates],
        page=dates[0].site.public_page if dates else None,
        hearings=list(hearings[:SHOWN_HEARINGS]) if speaks else [],
        heard=list(heard.select_related("site").order_by("-stated_on", "-pk")[:SHOWN_HEARINGS]) if speaks else [],
        meetings=[MeetingLine(one) for one in meetings[:SHOWN_MEETINGS]] if speaks else [],
        news=news_of(access) if speaks else [],
        speaks=speaks,
    )
