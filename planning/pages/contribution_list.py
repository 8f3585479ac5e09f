"""What stands on the list of what the team brings in: observations, reflections, ideas, with what became of them."""

from dataclasses import dataclass, replace

from django.db.models import F, Q
from django.urls import reverse

from planning.models import Contribution
from sites.core.access import Request, rows
from sites.core.days import date_long
from sites.core.lists import Option, Page, choice, options, page
from sites.core.navigation import CONTRIBUTIONS, GROWTH_TABS, Links
from sites.core.places import site_within
from sites.models import Site

TITLE = "Beiträge aus dem Team"
LEAD = "Was Fachkräfte sehen, worüber sie nachdenken, was sie anbieten möchten. Jeder Beitrag verdient eine Antwort."
FIRST = "Was fällt Ihnen bei Familien auf? Worüber sollte das Team sprechen? Was möchten Sie anbieten?"
VIEWS = {"": Q(answered_on=None), "answered": Q(answered_on__isnull=False), "mine": Q()}


@dataclass(frozen=True)
class ContributionLine:
    """A contribution, with what this person may do with it; addresses are empty where not."""

    contribution: Contribution
    about: str
    edit_url: str
    answer_url: str
    need_url: str
    offer_url: str

    @property
    def answer_label(self) -> str:
        return "Antwort ändern" if self.contribution.answered_on else "Antworten"


@dataclass(frozen=True)
class ContributionList:
    """The page."""

    site: Site
    tabs: Links
    page: Page
    show: str
    choices: list[Option]
    new_url: str
    title: str = TITLE
    lead: str = LEAD
    first_words: str = FIRST

    @property
    def crumbs(self) -> list[tuple[str, str]]:
        return [(self.site.name, self.site.get_absolute_url()), (TITLE, "")]


def contribution_list_page(request: Request, site: int) -> ContributionList:
    """What the team brings in, newest first: new ones, answered ones, the own ones."""
    place = site_within(request, "contributions.view", site)
    show = choice(request, "show", {"answered", "mine"})
    found = rows(request, Contribution).filter(VIEWS[show], site=place)
    if show == "mine":
        found = found.filter(author=request.user)
    listed = page(request, found.select_related("author").annotate(newest=-F("pk")), "newest")
    may_answer = place.pk in request.access.reach("contributions.answer").places
    return ContributionList(
        site=place,
        tabs=GROWTH_TABS.at(request.access, place.pk, CONTRIBUTIONS),
        page=replace(listed, rows=[_line(one, request, may_answer=may_answer) for one in listed.rows]),
        show=show,
        choices=options(show, {"": "Neue", "answered": "Beantwortet", "mine": "Meine"}, beside=request),
        new_url=reverse("planning:contribution_create", args=[place.pk]),
    )


def _line(one: Contribution, request: Request, *, may_answer: bool) -> ContributionLine:
    is_own = one.author_id == request.user.pk and one.answered_on is None
    is_idea = one.kind == Contribution.Kind.OFFER
    return ContributionLine(
        contribution=one,
        about=f"{one.get_kind_display()} von {one.author.name}, {date_long(one.written_on)}",
        edit_url=reverse("planning:contribution_edit", args=[one.pk]) if is_own else "",
        answer_url=reverse("planning:contribution_answer", args=[one.pk]) if may_answer else "",
        need_url=f"{reverse('planning:need_create', args=[one.site_id])}?contribution={one.pk}" if may_answer and not one.need_id else "",
        offer_url=f"{reverse('offers:offer_create', args=[one.site_id])}?idea={one.pk}" if may_answer and is_idea else "",
    )
