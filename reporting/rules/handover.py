"""What bears the name of somebody at a house and is open: all that has to pass to a successor, each place where a person is named once."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import ForeignKey, Model, Q, QuerySet
from django.urls import reverse

from offers.models import Offer
from planning.models import BodyMember, Indicator, RoomBooking
from processes.models import ActionStep, ConsultationProfile
from sites.core.days import date_short, not_over
from sites.models import Absence, Membership, Post, Site, User


@dataclass(frozen=True)
class Place:
    """A field that names a person, by words or by an account. `at`: the column of the site; `view`: where one row is changed, by `action`."""

    label: str
    model: type[Model]
    field: str
    is_open: Callable[[date], Q]
    title: Callable[[Any], str]
    view: str
    action: str
    at: str = "site_id"

    @property
    def by_account(self) -> bool:
        return isinstance(self.model._meta.get_field(self.field), ForeignKey)


def always(today: date) -> Q:
    return Q()


#: Where words or an account are put in place of the others.
REPLACED = (
    Place(
        "Schritt", ActionStep, "owner", lambda today: Q(closed_on=None), lambda row: f"{row.title}, bis {date_short(row.due)}",
        "processes:step_edit", "steps.change",
    ),
    Place("Angebot", Offer, "led_by", not_over, lambda row: row.title, "offers:offer_detail", "offers.view"),
    Place("Indikator", Indicator, "responsible", always, lambda row: row.title, "planning:indicator_edit", "goals.change"),
    Place(
        "Vertretung", Absence, "substitute", lambda today: Q(ends__gte=today), lambda row: f"für {row.name}, {row.days}",
        "sites:absence_edit", "absences.change",
    ),
    Place(
        "Raumbelegung", RoomBooking, "who", lambda today: Q(day__gte=today), lambda row: row.title, "reporting:room_booking_edit", "bookings.change"
    ),
    Place("Kontakt für Familien", Site, "contact", always, lambda row: "Familienseite", "sites:site_edit", "sites.change", at="place_id"),
    Place("Kontakt für Besuche", ConsultationProfile, "contact", always, lambda row: "Profil", "processes:consultation_edit", "consultations.change"),
)  # fmt: skip
#: Where a term ends with the last day, and another one begins.
TERMS = (
    Place("Stelle", Post, "name", not_over, lambda row: str(row.get_function_display()), "sites:post_edit", "posts.change"),
    Place("Mitglied", BodyMember, "name", not_over, lambda row: str(row.body.name), "planning:body_member_edit", "bodies.change", at="place_id"),
)
EVERYWHERE = (*REPLACED, *TERMS)


@dataclass(frozen=True)
class Item:
    """One open thing in somebody's name."""

    place: Place
    row: Any

    @property
    def words(self) -> str:
        return f"{self.place.label}: {self.place.title(self.row)}"

    @property
    def url(self) -> str:
        return reverse(self.place.view, args=[self.row.pk])


def named(name: str) -> re.Pattern[str]:
    """The name as a whole, not within a longer one."""
    return re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")


def rows_in_name(place: Place, site: int, person: User, today: date) -> list[Any]:
    """The open rows of one kind that bear the name; of words also those that name others beside."""
    found: QuerySet[Any] = place.model._default_manager.filter(place.is_open(today), **{place.at: site})
    if place.by_account:
        return list(found.filter(**{place.field: person}).order_by("pk"))
    found = found.filter(**{f"{place.field}__contains": person.name}).order_by("pk")
    if place.model is BodyMember:
        found = found.select_related("body")
    return [row for row in found if named(person.name).search(getattr(row, place.field))]


def items_of(site: int, person: User, today: date) -> Iterator[Item]:
    """All that is open in somebody's name at a house."""
    for place in EVERYWHERE:
        for row in rows_in_name(place, site, person, today):
            yield Item(place, row)


def holders(site: int, today: date, roles: list[str]) -> list[Membership]:
    """Who has or will have one of these roles at a house, and has accepted it."""
    found = Membership.objects.standing().filter(not_over(today), place=site, role__in=roles, user__is_active=True, accepted__isnull=False)
    return list(found.select_related("user").order_by("role", "user__name", "pk"))
