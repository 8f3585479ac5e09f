"""What stands on the list of what the county reads of a house: what it always reads, and what the house has released."""

from collections.abc import Sequence
from dataclasses import dataclass

from planning.models import Assessment, Need
from sites.core.access import Request, rows
from sites.core.navigation import NEEDS
from sites.core.places import site_within
from sites.models import Site

LISTED = 200
LEAD = "Vier Dinge immer, Erhebungen und Bedarfe erst nach der Freigabe. Das Haus entscheidet und kann sie jederzeit zurücknehmen."
#: What no house can keep back, because plan, decision and grant rest on it.
ALWAYS = (
    ("Stammdaten", "Träger, Kitas, Form, Räume und Kontakt"),
    ("Phase", "mit den Entscheidungen, auf denen sie beruht"),
    ("Geförderte Maßnahme", "mit Handlungsfeld, Zuwendung und Fristen"),
    ("Sachbericht", "in der eingereichten Fassung, nicht der Entwurf"),
)


@dataclass(frozen=True)
class ReleaseList:
    """The page (R117, R319); `kept` says how much stays in the house, to those who work in it."""

    site: Site
    crumbs: list[tuple[str, str]]
    always: Sequence[tuple[str, str]]
    needs: list[Need]
    assessments: list[Assessment]
    kept: str
    may_release: bool
    lead: str = LEAD


def release_list(request: Request, site: int) -> ReleaseList:
    """Released needs, open ones first, and released assessments, the newest first."""
    place, access = site_within(request, "needs.view", site), request.access
    needs = rows(request, Need).filter(site=place).select_related("theme").order_by("closed_on", "-found_on", "-pk")
    held = rows(request, Assessment).filter(place=place.pk).order_by("-held_from", "-pk")
    is_insider = place.pk in access.reach("needs.internal").places
    return ReleaseList(
        site=place,
        crumbs=[NEEDS.crumb(place.pk), ("Was der Landkreis sieht", "")],
        always=ALWAYS,
        needs=list(needs.filter(released=True)[:LISTED]),
        assessments=list(held.filter(released=True)[:LISTED]),
        kept=_kept(needs.filter(released=False).count() + held.filter(released=False).count()) if is_insider else "",
        may_release=place.pk in access.reach("needs.release").places,
    )


def _kept(count: int) -> str:
    if count == 0:
        return "Alles, was das Haus festgehalten hat, ist freigegeben."
    return "Ein Eintrag ist nur im Haus sichtbar." if count == 1 else f"{count} Einträge sind nur im Haus sichtbar."
