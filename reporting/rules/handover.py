"""What bears the name of somebody at a house and is open: all that has to pass to a successor, each place where a person is named once."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import DateField, F, ForeignKey, Model, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast
from django.urls import reverse

from offers.models import Offer
from planning.models import AgendaItem, BodyMember, Indicator, Meeting, RoomBooking
from processes.models import ActionStep, ConsultationProfile
from sites.core.days import date_short, not_over
from sites.models import Absence, Membership, Post, Site, User

type Say = Callable[[str, date | None], str]


def as_it_is(title: str, day: date | None) -> str:
    return title


@dataclass(frozen=True)
class Place:
    """A field that names a person, by words or by an account. `title`, `day`: columns of which `say` makes words; `at`: the column of the site;
    `view`: where one row is changed, by `action`."""

    label: str
    model: type[Model]
    field: str
    is_open: Callable[[date], Q]
    title: Any
    view: str
    action: str
    at: str = "site_id"
    day: str = ""
    say: Say = as_it_is

    @property
    def by_account(self) -> bool:
        return isinstance(self.model._meta.get_field(self.field), ForeignKey)


def always(today: date) -> Q:
    return Q()


def until_day(title: str, day: date | None) -> str:
    return f"{title}, bis {date_short(day)}" if day else title


def for_somebody(title: str, day: date | None) -> str:
    return f"für {title}, ab {date_short(day)}" if day else f"für {title}"


def function_of(title: str, day: date | None) -> str:
    return str(Post.Function(title).label)


#: Where words or an account are put in place of the others.
REPLACED = (
    Place(
        "Schritt", ActionStep, "owner", lambda today: Q(closed_on=None), F("title"), "processes:step_edit", "steps.change", day="due", say=until_day
    ),
    Place("Angebot", Offer, "led_by", not_over, F("title"), "offers:offer_detail", "offers.view"),
    Place("Indikator", Indicator, "responsible", always, F("title"), "planning:indicator_edit", "goals.change"),
    Place(
        "Vertretung", Absence, "substitute", lambda today: Q(ends__gte=today), F("name"), "sites:absence_edit", "absences.change",
        day="starts", say=for_somebody,
    ),
    Place("Raumbelegung", RoomBooking, "who", lambda today: Q(day__gte=today), F("title"), "reporting:room_booking_edit", "bookings.change"),
    Place(  # minutes that are closed stay as they are: what was decided there goes on as a step
        "Tagesordnung", AgendaItem, "owner", lambda today: Q(meeting__state__in=(Meeting.State.PLANNED, Meeting.State.RUNNING)),
        F("title"), "planning:agenda_item_edit", "bodies.change", at="place_id",
    ),
    Place("Kontakt für Familien", Site, "contact", always, Value("Familienseite"), "sites:site_edit", "sites.change", at="place_id"),
    Place("Kontakt für Besuche", ConsultationProfile, "contact", always, Value("Profil"), "processes:consultation_edit", "consultations.change"),
)  # fmt: skip
#: Where a term ends with the last day, and another one begins.
TERMS = (
    Place("Stelle", Post, "name", not_over, F("function"), "sites:post_edit", "posts.change", say=function_of),
    Place("Mitglied", BodyMember, "name", not_over, F("body__name"), "planning:body_member_edit", "bodies.change", at="place_id"),
)
EVERYWHERE = (*REPLACED, *TERMS)


@dataclass(frozen=True)
class Item:
    """One open thing in somebody's name: `who` is the name as it stands there, or the number of the account; `ends`: the last day of a term."""

    place: Place
    pk: int
    who: str
    title: str
    day: date | None
    ends: date | None

    @property
    def words(self) -> str:
        return f"{self.place.label}: {self.place.say(self.title, self.day)}"

    @property
    def url(self) -> str:
        return reverse(self.place.view, args=[self.pk])


def named(name: str) -> re.Pattern[str]:
    """The name as a whole, not within a longer one."""
    return re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")


def rows_in_name(place: Place, site: int, person: User, today: date) -> list[Any]:
    """The open rows of one kind that bear the name; of words also those that name others beside."""
    found: QuerySet[Any] = place.model._default_manager.filter(place.is_open(today), **{place.at: site})
    if place.by_account:
        return list(found.filter(**{place.field: person}).order_by("pk"))
    found = found.filter(**{f"{place.field}__contains": person.name}).order_by("pk")
    return [row for row in found if named(person.name).search(getattr(row, place.field))]


def open_things(site: int, today: date) -> list[Item]:
    """All that is open at a house and names anybody, in one query."""
    parts = [_columns(at, place, site, today) for at, place in enumerate(EVERYWHERE)]
    found = parts[0].union(*parts[1:], all=True).order_by()
    return [Item(EVERYWHERE[at], *more) for at, *more in sorted(found, key=lambda row: row[:2])]


def _columns(at: int, place: Place, site: int, today: date) -> QuerySet[Any]:
    found = place.model._default_manager.filter(place.is_open(today), **{place.at: site}).order_by()
    days = {"item_day": place.day, "item_ends": "ends" if place in TERMS else ""}
    columns = {name: Cast(F(column) if column else Value(None), DateField()) for name, column in days.items()}
    texts = {"item_who": F(place.field), "item_title": place.title}
    columns |= {name: Cast(column, TextField()) for name, column in texts.items()}
    listed: QuerySet[Any] = found.annotate(item_at=Value(at), **columns)
    return listed.values_list("item_at", "pk", "item_who", "item_title", "item_day", "item_ends")


def in_name(things: Iterable[Item], person: User) -> list[Item]:
    """Those of `open_things` that bear somebody's name as a whole, or are kept by the account."""
    name = named(person.name)
    return [item for item in things if (item.who == str(person.pk) if item.place.by_account else name.search(item.who))]


def items_of(site: int, person: User, today: date) -> list[Item]:
    """All that is open in somebody's name at a house."""
    return in_name(open_things(site, today), person)


def holders(site: int, today: date, roles: list[str]) -> list[Membership]:
    """Who has or will have one of these roles at a house, and has accepted it."""
    found = Membership.objects.standing().filter(not_over(today), place=site, role__in=roles, user__is_active=True, accepted__isnull=False)
    return list(found.select_related("user").order_by("role", "user__name", "pk"))
