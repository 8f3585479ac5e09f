"""What stands in the learning log of a house: each entry with its door. It has no figures, and nothing above the house counts it."""

from dataclasses import dataclass

from django.urls import reverse

from processes.models import LearningNote
from sites.core.access import Request, rows
from sites.core.days import date_long
from sites.core.lists import Page, latest, page
from sites.core.navigation import GROWTH_TABS, LEARNING, Links
from sites.core.places import site_within
from sites.models import Site

TITLE = "Lerntagebuch"
LEAD = "Was nicht gelungen ist und was wir daraus geändert haben. Ohne Schuld, ohne Zählung."
OUTSIDE = "Was das Haus aus seinem Lerntagebuch freigegeben hat."
Door = LearningNote.Door


@dataclass(frozen=True)
class NoteLine:
    """An entry with its door in words; `edit_url` for its writer, `release_url` for who may release it or take it back."""

    note: LearningNote
    about: str
    door: str
    edit_url: str
    release_url: str

    @property
    def is_released(self) -> bool:
        return self.note.door == Door.RELEASED


@dataclass(frozen=True)
class LearningList:
    """The page."""

    site: Site
    tabs: Links
    page: Page
    lines: list[NoteLine]
    is_inside: bool
    new_url: str
    title: str = TITLE

    @property
    def lead(self) -> str:
        return LEAD if self.is_inside else OUTSIDE

    @property
    def crumbs(self) -> list[tuple[str, str]]:
        return [(self.site.name, self.site.get_absolute_url()), (TITLE, "")]


def learning_list_page(request: Request, site: int) -> LearningList:
    """The entries of a site that this person reads, newest first."""
    place, access = site_within(request, "learning.view", site), request.access
    listed = page(request, rows(request, LearningNote).filter(site=place).select_related("author").annotate(newest=latest("written_on")), "newest")
    may_release = place.pk in access.reach("learning.release").places
    is_inside = place.pk in access.reach("learning.internal").places
    may_write = place.pk in access.reach("learning.write").places
    return LearningList(
        site=place,
        tabs=GROWTH_TABS.at(access, place.pk, LEARNING),
        page=listed,
        lines=[_line(one, request, may_release=may_release, is_inside=is_inside) for one in listed.rows],
        is_inside=is_inside,
        new_url=reverse("processes:learning_create", args=[place.pk]) if may_write else "",
    )


def _line(one: LearningNote, request: Request, *, may_release: bool, is_inside: bool) -> NoteLine:
    """Outside the house an entry bears no name."""
    is_own, is_private = one.author_id == request.user.pk, one.door == Door.PRIVATE
    who = f"{one.author.name}, " if is_inside else ""
    return NoteLine(
        note=one,
        about=f"{who}{date_long(one.written_on)}",
        door=f"Liest: {one.get_door_display()}",
        edit_url=reverse("processes:learning_edit", args=[one.pk]) if is_own else "",
        release_url=reverse("processes:learning_release", args=[one.pk]) if may_release and not is_private else "",
    )
