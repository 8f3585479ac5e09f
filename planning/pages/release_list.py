"""What stands on the list of what the county reads of a house: what it always reads, and what the house has released."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from planning.forms.needs import NeedFilter
from planning.models import Assessment, Need, Term
from planning.pages.need_groups import NeedGroup, grouped
from planning.rules.gaps import NO_THEME
from sites.core.access import Request, rows
from sites.core.lists import Option, Page, choice, latest, options, page
from sites.core.navigation import NEEDS
from sites.core.places import site_within
from sites.models import Site

LISTED = 200
LEAD = "Vier Dinge immer, Erhebungen und Bedarfe erst nach der Freigabe. Das Haus entscheidet und kann sie jederzeit zurücknehmen."
GROUPS = {"": "Nach Thema", "urgency": "Nach Dringlichkeit"}
LOOKUPS = {"theme": "theme", "urgency": "urgent"}
#: What no house can keep back, because plan, decision and grant rest on it.
ALWAYS = (
    ("Stammdaten", "Träger, Kitas, Form, Räume und Kontakt"),
    ("Phase", "mit den Entscheidungen, auf denen sie beruht"),
    ("Geförderte Maßnahme", "mit Handlungsfeld, Zuwendung und Fristen"),
    ("Sachbericht", "in der eingereichten Fassung, nicht der Entwurf"),
)


@dataclass(frozen=True)
class ReleaseList:
    """The page (R117, R319). `groups`: the released needs until one group is chosen, then `page`.

    `kept` says how much stays in the house, to those who work in it.
    """

    site: Site
    crumbs: list[tuple[str, str]]
    always: Sequence[tuple[str, str]]
    form: NeedFilter
    group_choices: list[Option]
    groups: list[NeedGroup]
    page: Page | None
    assessments: list[Assessment]
    kept: str
    may_release: bool
    lead: str = LEAD


def release_list(request: Request, site: int) -> ReleaseList:
    """Released needs in groups, or those of one group, and released assessments, the newest first."""
    place, access = site_within(request, "needs.view", site), request.access
    needs = rows(request, Need).filter(site=place)
    held = rows(request, Assessment).filter(place=place.pk).order_by("-held_from", "-pk")
    is_insider = place.pk in access.reach("needs.internal").places
    released = needs.filter(released=True)
    themes = Term.objects.filter(Exists(released.filter(theme=OuterRef("pk")))).values_list("pk", "label")
    form = NeedFilter(request.GET, themes=[*themes, (None, NO_THEME)], request=request)
    chosen, by = form.chosen(), choice(request, "by", set(GROUPS))
    shown = released.filter(**{LOOKUPS[name]: value for name, value in chosen.items()}).select_related("theme", "site__municipality")
    is_one = (by or "theme") in chosen
    return ReleaseList(
        site=place,
        crumbs=[NEEDS.crumb(place.pk), ("Was der Landkreis sieht", "")],
        always=ALWAYS,
        form=form,
        group_choices=options(by, GROUPS, "by", beside=request),
        groups=[] if is_one else grouped(shown, by or "theme", (), request),
        page=page(request, shown.annotate(newest=latest("found_on")), "newest") if is_one else None,
        assessments=list(held.filter(released=True)[:LISTED]),
        kept=_kept(_inside(needs).union(_inside(held), all=True).count()) if is_insider else "",
        may_release=place.pk in access.reach("needs.release").places,
    )


def _inside(found: QuerySet[Any]) -> QuerySet[Any]:
    return found.filter(released=False).order_by().values("pk")


def _kept(count: int) -> str:
    if count == 0:
        return "Alles, was das Haus festgehalten hat, ist freigegeben."
    return "Ein Eintrag ist nur im Haus sichtbar." if count == 1 else f"{count} Einträge sind nur im Haus sichtbar."
