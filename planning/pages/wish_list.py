"""What stands on the list of what families say: ideas, concerns, offers, with their answers."""

from dataclasses import dataclass, replace

from django.db.models import F, Prefetch, Q
from django.urls import reverse

from planning.models import Wish, WishContact
from sites.core.access import Request, rows
from sites.core.days import date_long
from sites.core.lists import Option, Page, choice, options, page
from sites.core.navigation import NEEDS, WISHES
from sites.core.places import site_within
from sites.models import Site

LEAD = "Was Familien auf Ihrer Familienseite schreiben, ohne Namen. Jede Idee verdient eine Antwort; greifen Sie auf, was ein Bedarf ist."
LEAD_OUTSIDE = "Was Familien auf der Familienseite vorschlagen, ohne Namen, und was daraus wird."
NEW = Q(need=None, set_aside_on=None, outcome=Wish.Outcome.NEW)
VIEWS = {
    "answered": ~Q(outcome=Wish.Outcome.NEW),
    "taken": Q(need__isnull=False),
    "aside": Q(set_aside_on__isnull=False),
}


@dataclass(frozen=True)
class WishLine:
    """A wish, where it is answered or becomes a need, its day for those who hear the link, and how an offer's sender may be reached."""

    wish: Wish
    take_up_url: str
    answer_url: str
    about: str
    contact: str

    @property
    def is_answered(self) -> bool:
        return self.wish.outcome != Wish.Outcome.NEW

    @property
    def answer_label(self) -> str:
        return "Antwort ändern" if self.is_answered else "Antworten"


@dataclass(frozen=True)
class WishList:
    """The page."""

    site: Site
    crumbs: list[tuple[str, str]]
    page: Page
    show: str
    choices: list[Option]
    may_change: bool
    lead: str


def wish_crumbs(site: int) -> list[tuple[str, str]]:
    return [NEEDS.crumb(site), WISHES.crumb(site)]


def wish_list_page(request: Request, site: int) -> WishList:
    """What families say, newest first; who is no insider reads the ideas."""
    place = site_within(request, "wishes.view", site)
    show = choice(request, "show", set(VIEWS))
    found = rows(request, Wish).filter(VIEWS.get(show, NEW), site=place).select_related("need").annotate(newest=-F("pk"))
    contacts = Prefetch("contacts", rows(request, WishContact))
    listed = page(request, found.prefetch_related(contacts), "newest")
    create = reverse("planning:need_create", args=[place.pk])
    is_inside = place.pk in request.access.reach("wishes.internal").places
    return WishList(
        site=place,
        crumbs=[NEEDS.crumb(place.pk), ("Wünsche von Familien", "")],
        page=replace(listed, rows=[_line(wish, create) for wish in listed.rows]),
        show=show,
        choices=options(show, {"": "Neue", "answered": "Beantwortet", "taken": "Aufgegriffen", "aside": "Zur Seite gelegt"}),
        may_change=place.pk in request.access.reach("wishes.change").places,
        lead=LEAD if is_inside else LEAD_OUTSIDE,
    )


def _line(wish: Wish, create: str) -> WishLine:
    about, left = f"{wish.get_kind_display()} vom {date_long(wish.created)}", next(iter(wish.contacts.all()), None)
    contact = f"{left.contact}, wird gelöscht am {date_long(left.until)}" if left else ""
    return WishLine(wish, f"{create}?wish={wish.pk}", reverse("planning:wish_answer", args=[wish.pk]), about, contact)
