"""What stands on the page of the social space: what is there and what the house uses it for, figures, and how it was explored (R179, R232)."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from planning.models import Assessment, Method, SocialFigure, SocialResource
from planning.pages.need_list import SOCIAL_SPACE, figures_around
from sites.core import navigation
from sites.core.access import Request, rows
from sites.core.days import date_figures
from sites.core.places import site_within
from sites.models import Site

MOST = 300
LEAD = "Was es rund um das Haus gibt, was Sie davon nutzen, und wie Sie das Wohngebiet erkundet haben."


@dataclass(frozen=True)
class ResourceLine:
    """An entry with what it is used for; `url`: where it is changed, empty for those who may not."""

    resource: SocialResource
    seen: str
    url: str


@dataclass(frozen=True)
class SocialSpace:
    """`groups`: the entries by what they are; `explored`: walks and other assessments, the newest first."""

    site: Site
    groups: list[tuple[str, list[ResourceLine]]]
    figures: list[SocialFigure]
    explored: list[Assessment]
    unused: int
    new_url: str
    explore_url: str
    heads = ("Was", "Wofür wir es nutzen", "Geprüft")
    lead: str = LEAD
    social_space: str = SOCIAL_SPACE

    @property
    def crumbs(self) -> list[tuple[str, str]]:
        return [(self.site.name, self.site.get_absolute_url()), (navigation.SOCIAL_SPACE.label, "")]


def social_space_page(request: Request, pk: int) -> SocialSpace:
    """A site within reach, or a 404; four queries."""
    access, site = request.access, site_within(request, "partners.view", pk)
    may_change = site.pk in access.reach("partners.change").places
    found: list[Any] = list(rows(request, SocialResource).filter(site=site).select_related("partner").order_by("name", "pk")[:MOST])
    lines = [_line(one, may_change) for one in found]
    groups = [(kind.label, [line for line in lines if line.resource.kind == kind]) for kind in SocialResource.Kind]
    explored = list(rows(request, Assessment).filter(place=site.pk).order_by("-held_from", "-pk")[:6])
    may_explore = site.pk in access.reach("assessments.change").places
    return SocialSpace(
        site=site,
        groups=[(label, of_kind) for label, of_kind in groups if of_kind],
        figures=figures_around(site),
        explored=explored,
        unused=sum(not one.used_for for one in found),
        new_url=reverse("planning:resource_create", args=[site.pk]) if may_change else "",
        explore_url=f"{reverse('planning:assessment_create', args=[site.pk])}?method={Method.SITE_WALK}" if may_explore else "",
    )


def _line(resource: SocialResource, may_change: bool) -> ResourceLine:
    url = reverse("planning:resource_edit", args=[resource.pk]) if may_change else ""
    return ResourceLine(resource, date_figures(resource.seen_on), url)
