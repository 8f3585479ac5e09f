"""What stands on the list of the wishes of families."""

from dataclasses import dataclass, replace

from django.db.models import F, Q
from django.urls import reverse

from planning.models import Wish
from sites.core.access import Request, rows
from sites.core.days import date_long
from sites.core.lists import Option, Page, choice, options, page
from sites.core.navigation import NEEDS
from sites.core.places import site_within
from sites.models import Site

LEAD = "Was Familien auf Ihrer Familienseite schreiben, ohne Namen. Greifen Sie auf, was ein Bedarf ist."


@dataclass(frozen=True)
class WishLine:
    """A wish, where it becomes a need, and its day for those who hear the link."""

    wish: Wish
    take_up_url: str
    about: str


@dataclass(frozen=True)
class WishList:
    """The page."""

    site: Site
    crumbs: list[tuple[str, str]]
    page: Page
    show: str
    choices: list[Option]
    may_change: bool
    lead: str = LEAD


def wish_list(request: Request, site: int) -> WishList:
    """What families wish, newest first."""
    place = site_within(request, "wishes.view", site)
    show = choice(request, "show", {"taken", "aside"})
    wanted = {"taken": Q(need__isnull=False), "aside": Q(set_aside_on__isnull=False)}.get(show, Q(need=None, set_aside_on=None))
    listed = page(request, rows(request, Wish).filter(wanted, site=place).select_related("need").annotate(newest=-F("pk")), "newest")
    create = reverse("planning:need_create", args=[place.pk])
    return WishList(
        site=place,
        crumbs=[NEEDS.crumb(place.pk), ("Wünsche von Familien", "")],
        page=replace(listed, rows=[WishLine(wish, f"{create}?wish={wish.pk}", f"Wunsch vom {date_long(wish.created)}") for wish in listed.rows]),
        show=show,
        choices=options(show, {"": "Neue", "taken": "Aufgegriffen", "aside": "Zur Seite gelegt"}),
        may_change=place.pk in request.access.reach("wishes.change").places,
    )
