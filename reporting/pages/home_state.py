"""What stands on the start page of the state office: what houses ask, what people have said about the application, what is new."""

from dataclasses import dataclass
from datetime import date

from planning.models import Inquiry
from reporting.pages.first_steps import first_steps_of
from reporting.pages.home_house import today_words
from reporting.pages.overview import counties_of
from reporting.rules.first_steps import Shown
from reporting.rules.news import News, news_of
from sites.core.access import Request, rows
from sites.core.days import date_long
from sites.core.numbers import with_noun
from sites.core.roles import STATE
from sites.models import County, Feedback

SHOWN, WORDS = 20, 160


@dataclass(frozen=True)
class HomeState:
    """`inquiries` and `feedback`: those that nobody has answered, the oldest first."""

    today: date
    first_steps: list[Shown]
    inquiries: list[Inquiry]
    feedback: list[Feedback]
    counties: list[County]
    news: list[News]

    @property
    def overline(self) -> str:
        return today_words(self.today)

    @property
    def lead(self) -> str:
        parts = [
            with_noun(len(self.inquiries), "offenes Anliegen", "offene Anliegen") if self.inquiries else "",
            with_noun(len(self.feedback), "neue Rückmeldung", "neue Rückmeldungen") if self.feedback else "",
        ]
        return f"{' und '.join(filter(None, parts))}." if any(parts) else "Es wartet nichts auf Sie."

    @property
    def asked(self) -> list[tuple[Inquiry, str]]:
        return [(one, f"{one.site_name} · {one.get_kind_display()} · {date_long(one.begun).rpartition(' ')[0]}") for one in self.inquiries]

    @property
    def heard(self) -> list[tuple[Feedback, str]]:
        """Each with its first words."""
        return [(one, one.message if len(one.message) <= WORDS else f"{one.message[:WORDS].rsplit(' ', 1)[0]} …") for one in self.feedback]


def home_state_page(request: Request) -> HomeState:
    """Each list is one query, whatever its length."""
    inquiries = rows(request, Inquiry).filter(state=Inquiry.State.OPEN).order_by("begun", "pk")
    feedback = rows(request, Feedback).filter(answered=None).order_by("created", "pk")
    counties = sorted(counties_of(request), key=lambda county: county.name)
    steps = first_steps_of(request, STATE)
    return HomeState(request.access.today, steps, list(inquiries[:SHOWN]), list(feedback[:SHOWN]), counties, news_of(request.access))
