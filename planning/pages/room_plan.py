"""What stands on the page of a house's room concept and equipment."""

from dataclasses import dataclass

from django.db.models import DecimalField, Func, Prefetch, Q, QuerySet, Sum
from django.urls import reverse

from planning.models import Equipment, Need, RoomConcept, RoomConceptNeed
from sites.core.access import Request, rows
from sites.core.days import date_long
from sites.core.keys import day, figure, named
from sites.core.lists import Head, Page, Sort, page
from sites.core.navigation import ROOMS
from sites.core.numbers import euros
from sites.core.places import site_within
from sites.models import Site

TITLE = "Raumkonzept und Ausstattung"
FIRST_WORDS = "Um die Kita zum ThEKiZ zu entwickeln, braucht es meist neue Ideen für die Räume."
NO_NEEDS = "Noch ist kein Bedarf verknüpft. Raumkonzepte berücksichtigen die Bedarfe der Familien (Fachliche Empfehlungen 2.5)."

#: Not by the need: a house may have kept it to itself.
SORTS = {
    "title": Sort("Was", Func("title", function="thekiz_sort"), "Bezeichnung"),
    "number": Sort("Anzahl:n", "number"),
    "room": Sort("Raum", named("room__name")),
    "cost": Sort("Kosten:n", figure("cost", DecimalField())),
    "state": Sort("Stand", day("bought_on"), "Tag der Anschaffung"),
}


@dataclass(frozen=True)
class Version:
    """A version of the room concept, since or from when it applies in words, and those of its needs that this person may read."""

    concept: RoomConcept
    words: str
    needs: list[str]


@dataclass(frozen=True)
class RoomPlan:
    """The page: the version of today (or the first one, which lies ahead), the others, and the equipment with its sums."""

    site: Site
    crumbs: list[tuple[str, str]]
    version: Version | None
    others: list[Version]
    caption: str
    page: Page
    sums: str
    may_change: bool
    version_url: str
    equipment_url: str
    title: str = TITLE
    first_words: str = FIRST_WORDS
    no_needs: str = NO_NEEDS

    @property
    def heads(self) -> list[str | Head]:
        what, number, room, *others = self.page.heads
        return [what, number, room, "Bedarf", *others]


def room_plan(request: Request, site: int) -> RoomPlan:
    """The room concept of today with its earlier versions, and what the rooms need."""
    place, today = site_within(request, "rooms.view", site), request.access.today
    items = rows(request, Equipment).filter(site=place)
    equipment = items.select_related("room", "source")
    sums = items.aggregate(planned=Sum("cost", filter=Q(bought_on=None)), bought=Sum("cost", filter=~Q(bought_on=None)))
    listed = page(request, equipment.prefetch_related(Prefetch("need", rows(request, Need).filter(site=place))), sorts=SORTS)
    may_change = place.pk in request.access.reach("rooms.change").places
    concepts = list(_with_needs(request, rows(request, RoomConcept).filter(site=place)))
    applies = next((concept for concept in concepts if concept.starts <= today), None)
    first = applies or (concepts[-1] if concepts else None)  # the first of all may lie ahead
    return RoomPlan(
        site=place,
        crumbs=[
            (place.name, place.get_absolute_url()),
            ROOMS.crumb(place.pk),
            (TITLE, ""),
        ],
        version=_version(first, "gilt seit" if applies else "gilt ab") if first else None,
        others=[_version(concept, "gilt ab" if concept.starts > today else "galt ab") for concept in concepts if concept is not first],
        caption=f"Ausstattung von {place.name} nach {listed.order}",
        page=listed,
        sums=f"Zusammen geplant: {euros(sums['planned'] or 0)}, angeschafft: {euros(sums['bought'] or 0)}.",
        may_change=may_change,
        version_url=reverse("planning:room_concept_create", args=[place.pk]) if may_change and concepts else "",
        equipment_url=reverse("planning:equipment_create", args=[place.pk]) if may_change and listed.rows else "",
    )


def _with_needs(request: Request, concepts: QuerySet[RoomConcept]) -> QuerySet[RoomConcept]:
    """Concepts with those of their needs that this person may read."""
    links = rows(request, RoomConceptNeed).filter(need__in=rows(request, Need)).select_related("need")
    return concepts.prefetch_related(Prefetch("need_links", links))


def _version(concept: RoomConcept, applies: str) -> Version:
    needs = [link.need.title for link in concept.need_links.all()]
    return Version(concept, f"Fassung {concept.version}, {applies} {date_long(concept.starts)}", needs)
