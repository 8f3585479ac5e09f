"""What stands on the page of a house's team: days of learning, the share that has learned, qualifications as sums, voluntary strengths."""

from dataclasses import dataclass

from django.urls import reverse

from processes.models import Qualification, Strength, TeamCount, TeamTraining
from sites.core.access import Request, rows
from sites.core.days import date_long
from sites.core.lists import Page, latest, page
from sites.core.navigation import GROWTH_TABS, TEAM, Links
from sites.core.numbers import in_hours, percent, share, with_noun
from sites.core.places import site_within
from sites.models import Site

TITLE = "Team und Fortbildung"
LEAD = "Alle Fachkräfte tragen die Idee des ThEKiZ: was das Team zusammen lernt, was es mitbringt."
SHOWN_COUNTS = 4


@dataclass(frozen=True)
class Line:
    """A row in words; `edit_url` is empty for those who change nothing."""

    title: str
    words: str
    figure: str
    edit_url: str


@dataclass(frozen=True)
class TeamSheet:
    """The page. `part`: the share with a training, in words; `strengths` is None for those who do not work in the house."""

    site: Site
    tabs: Links
    page: Page
    trainings: list[Line]
    part: str
    part_on: str
    counts: list[Line]
    qualifications: list[Line]
    strengths: list[Line] | None
    new_urls: dict[str, str]
    title: str = TITLE
    lead: str = LEAD

    @property
    def crumbs(self) -> list[tuple[str, str]]:
        return [(self.site.name, self.site.get_absolute_url()), (TITLE, "")]


def team_sheet_page(request: Request, site: int) -> TeamSheet:
    """The team of a site within reach."""
    place, access = site_within(request, "team.view", site), request.access
    may_change = place.pk in access.reach("team.change").places
    works_here = place.pk in access.reach("team.share").places
    listed = page(request, rows(request, TeamTraining).filter(site=place).annotate(newest=latest("held_on")), "newest")
    counts = list(rows(request, TeamCount).filter(site=place)[:SHOWN_COUNTS])
    last = counts[0] if counts else None
    names = ("processes:team_training_create", "processes:team_count_create", "processes:qualification_create")
    views = zip(("training", "count", "qualification"), names, strict=True) if may_change else ()
    new_urls = {name: reverse(view, args=[place.pk]) for name, view in views}
    if works_here:
        new_urls["strength"] = reverse("processes:strength_create", args=[place.pk])
    return TeamSheet(
        site=place,
        tabs=GROWTH_TABS.at(access, place.pk, TEAM),
        page=listed,
        trainings=[_training(one, may_change=may_change) for one in listed.rows],
        part=f"{share(last.trained, last.people)} ({percent(last.trained / last.people)})" if last else "",
        part_on=date_long(last.counted_on) if last else "",
        counts=[_count(one, may_change=may_change) for one in counts],
        qualifications=[_qualification(one, may_change=may_change) for one in rows(request, Qualification).filter(site=place)],
        strengths=_strengths(request, place) if works_here else None,
        new_urls=new_urls,
    )


def _edit(view: str, pk: int, *, may: bool) -> str:
    return reverse(view, args=[pk]) if may else ""


def _training(one: TeamTraining, *, may_change: bool) -> Line:
    words = " · ".join(filter(None, [f"{one.get_kind_display()}, {date_long(one.held_on)}, {in_hours(one.hours)}", one.topic]))
    return Line(one.title, words, with_noun(one.participants, "Person", "Personen"), _edit("processes:team_training_edit", one.pk, may=may_change))


def _count(one: TeamCount, *, may_change: bool) -> Line:
    return Line(date_long(one.counted_on), "", share(one.trained, one.people), _edit("processes:team_count_edit", one.pk, may=may_change))


def _qualification(one: Qualification, *, may_change: bool) -> Line:
    return Line(one.name, one.get_kind_display(), str(one.people), _edit("processes:qualification_edit", one.pk, may=may_change))


def _strengths(request: Request, place: Site) -> list[Line]:
    """What people have written about themselves; each changes the own lines."""
    known = rows(request, Strength).filter(site=place).select_related("person")
    return [Line(one.words, one.person.name, "", _edit("processes:strength_edit", one.pk, may=one.person_id == request.user.pk)) for one in known]
