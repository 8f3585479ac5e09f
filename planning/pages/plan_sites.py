"""What stands on the page of the running sites of a county: in which plan each stands, and what it lacks."""

from dataclasses import dataclass
from typing import Any

from django.db.models import IntegerField, Q, Value
from django.db.models.functions import Cast

from planning.rules.checks import CHECKS, Check, checks_for, lacks, standing
from planning.rules.departures import around
from sites.core import navigation
from sites.core.access import Request
from sites.core.keys import holds
from sites.core.lists import Head, Option, Page, Sort, choice, options, page
from sites.models import County, Site


@dataclass(frozen=True)
class SiteLine:
    """A site with the plans of today in which it stands, as `around` brings them, and what it lacks."""

    site: Site
    stands_in: list[dict[str, Any]]
    lacking: list[Check]


@dataclass(frozen=True)
class PlanSites:
    """`show`: the key of the check that narrows the list; empty for all. `sees_all`: every check is one of this person's."""

    county: County
    page: Page
    rows: list[SiteLine]
    choices: list[Option]
    show: str
    sees_all: bool
    year: int
    may_open: bool

    @property
    def lead(self) -> str:
        return f"Jeder Standort, der auf dem Weg oder etabliert ist: wo er steht und was noch fehlt. Förderjahr {self.year}."

    @property
    def caption(self) -> str:
        return f"Standorte mit ihren Plänen und dem, was fehlt, nach {self.page.order}"

    @property
    def heads(self) -> list[str | Head]:
        site, lacking = self.page.heads
        return [site, "Steht in", lacking]

    @property
    def reservation(self) -> str:
        return (
            "Hinweise aus den Fachlichen Empfehlungen. Sie verhindern nichts; einen Rhythmus der Entscheidung nennen die Empfehlungen nicht, "
            "das Förderjahr ist ein Vorschlag."
        )

    @property
    def nothing(self) -> str:
        """What stands at a site that lacks nothing: never more than this person sees."""
        return "kein Hinweis" if self.sees_all else "kein Hinweis zu den Plänen"

    @property
    def empty(self) -> tuple[str, str]:
        if self.show:
            return "Nichts offen", "Diesen Hinweis hat heute kein Standort."
        return "Noch kein Standort", "Hier stehen Kitas, sobald sie auf dem Weg zum ThEKiZ sind."

    @property
    def crumbs(self) -> list[tuple[str, str]]:
        return [navigation.PLANS.crumb(self.county.pk), ("Standorte in den Plänen", "")]


def plan_sites_page(request: Request, county: County) -> PlanSites:
    """All of them, or those that lack what the address names."""
    access, today = request.access, request.access.today
    checks = checks_for(access, county.pk)
    show = choice(request, "show", {check.key for check in checks})
    sites = standing(county.pk, today)
    number = sum((holds(Q(**{f"lacks_{check.key}": True})) for check in checks), Value(0))
    sorts = {"site": Sort("Standort", "sort_key"), "lacking": Sort("Was fehlt", Cast(number, IntegerField()), "Zahl der Hinweise")}
    listed = page(request, around(sites.filter(**{f"lacks_{show}": True}) if show else sites, today), sorts=sorts)
    choices = options(show, {"": "Alle", **{check.key: check.short for check in checks}}, beside=request)
    lines = [
        SiteLine(site, [plan for plan in site.plans if plan["stands"]], [check for check in checks if lacks(site, check)]) for site in listed.rows
    ]
    return PlanSites(county, listed, lines, choices, show, len(checks) == len(CHECKS), today.year, access.holds("sites.view"))
