"""What stands in the month of a house: all its dates by day, as a list that a phone reads day by day."""

from dataclasses import dataclass
from datetime import date

from offers.pages.offer_week import DAY, FIRST, LAST, Slot, dates_of, views
from offers.rules.signups import signed_up
from sites.core import navigation
from sites.core.access import Request
from sites.core.days import MONTHS
from sites.core.lists import Option
from sites.core.numbers import with_noun
from sites.core.places import site_within
from sites.models import Site


@dataclass(frozen=True)
class OfferMonth:
    """All dates of a month by day."""

    site: Site
    first: date
    slots: list[Slot]
    may_change: bool
    heads = ("Tag", "Uhrzeit", "Angebot", "Wo", "Stand")

    @property
    def views(self) -> list[Option]:
        return views(self.site.pk, "offers:offer_month")

    @property
    def crumbs(self) -> list[tuple[str, str]]:
        return [navigation.OFFERS.crumb(self.site.pk), ("Monat", "")]

    @property
    def name(self) -> str:
        return f"{MONTHS[self.first.month - 1]} {self.first.year}"

    @property
    def lead(self) -> str:
        return f"{self.name}: {with_noun(len(self.slots), 'Termin', 'Termine') if self.slots else 'kein Termin'}."

    @property
    def caption(self) -> str:
        return f"Termine im {self.name}"

    @property
    def before(self) -> tuple[str, str]:
        return _month(self.first - DAY)

    @property
    def after(self) -> tuple[str, str]:
        return _month(self.first + 31 * DAY)


def _month(day: date) -> tuple[str, str]:
    return f"?month={day.year}-{day.month:02}", f"{MONTHS[day.month - 1]} {day.year}"


def offer_month_page(request: Request, pk: int) -> OfferMonth:
    """A site within reach, or a 404; three queries."""
    site, today = site_within(request, "offers.view", pk), request.access.today
    try:
        year, month = request.GET.get("month", "").split("-")
        first = date(int(year), int(month), 1)
    except ValueError:
        first = today.replace(day=1)
    first = first if FIRST <= first.year <= LAST else today.replace(day=1)
    last = (first + 31 * DAY).replace(day=1) - DAY
    sessions = dates_of(request, site, first - 6 * DAY, last)
    slots = [Slot(session, day, "", False, signed_up(request, session)) for session in sessions for day in session.days() if first <= day <= last]
    ordered = sorted(slots, key=lambda slot: (slot.day, slot.session.starts_at))
    return OfferMonth(site, first, ordered, site.pk in request.access.reach("offers.change").places)
