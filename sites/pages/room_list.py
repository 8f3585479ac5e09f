"""What stands in the list of rooms of a site, and how many they are together."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, Sum

from sites.core import navigation
from sites.core.access import Request, rows
from sites.core.keys import figure, holds, named
from sites.core.lists import Head, Option, Page, Sort, options, page
from sites.core.numbers import with_noun
from sites.core.places import site_within
from sites.models import Room, Site

SORTS = {
    "name": Sort("Raum", named("name"), "Name"),
    "covered": Sort("Betriebserlaubnis", holds(Q(covered=True))),
    "capacity": Sort("Platz für:n", figure("capacity"), "Zahl der Plätze"),
}


@dataclass(frozen=True)
class Rooms:
    """How many rooms a site uses inside and outside, how many of them belong to the permit, and for how many people they are, in words."""

    inside: int
    covered: int
    outside: int
    inside_words: str
    outside_words: str


@dataclass(frozen=True)
class RoomList:
    """`closed`: the rooms of before instead of those of today."""

    site: Site
    page: Page
    sums: Rooms
    choices: list[Option]
    closed: bool
    names_partners: bool
    may_change: bool

    @property
    def caption(self) -> str:
        return f"Räume von {self.site.name} nach {self.page.order}"

    @property
    def heads(self) -> list[str | Head]:
        return [*self.page.heads, "Wofür", "Barrierefreiheit"]

    @property
    def crumbs(self) -> list[tuple[str, str]]:
        return [(self.site.name, self.site.get_absolute_url()), (navigation.ROOMS.label, "")]


def room_list_page(request: Request, pk: int) -> RoomList:
    """A site within reach, or a 404."""
    site, access, closed = site_within(request, "rooms.view", pk), request.access, request.GET.get("show") == "closed"
    rooms, names_partners = rows(request, Room.objects.filter(site=site)), site.pk in access.reach("partners.view").places
    shown = rooms.filter(closed_on__lte=access.today) if closed else rooms.in_use(access.today)
    named = shown.select_related("cooperation__partner") if names_partners else shown
    return RoomList(
        site=site,
        page=page(request, named, sorts=SORTS),
        sums=rooms_of(request, site),
        choices=options("closed" if closed else "", {"": "Heute genutzt", "closed": "Früher genutzt"}, beside=request),
        closed=closed,
        names_partners=names_partners,
        may_change=site.pk in access.reach("rooms.change").places,
    )


def rooms_of(request: Request, site: Site) -> Rooms:
    """One query."""
    counts: dict[str, Any] = {"covered": Count("pk", filter=Q(covered=True))}
    for name, where in (("inside", Q(external=False)), ("outside", Q(external=True))):
        counts |= {name: Count("pk", filter=where), f"{name}_known": Count("capacity", filter=where)}
        counts |= {f"{name}_people": Sum("capacity", filter=where)}
    sums = rows(request, Room.objects.filter(site=site)).in_use(request.access.today).aggregate(**counts)
    words = {f"{name}_words": _room_for(sums[f"{name}_known"], sums[name], sums[f"{name}_people"]) for name in ("inside", "outside")}
    return Rooms(inside=sums["inside"], covered=sums["covered"], outside=sums["outside"], **words)


def _room_for(known: int, of: int, people: int | None) -> str:
    """ "Platz für 60 Personen", and in how many rooms when not all say it."""
    if not known:
        return "Platz noch nicht angegeben" if of else ""
    return f"Platz für {with_noun(people, 'Person', 'Personen')}{f' in {known} von {of} Räumen' if known < of else ''}"
