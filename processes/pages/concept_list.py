"""What stands on the page of a house's concept: its versions with hearing and release, and what is missing before the next release."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.urls import reverse

from processes.models import Concept
from sites.core.access import Request, rows
from sites.core.days import date_long, until
from sites.core.navigation import CONCEPT, GROWTH_TABS, Links
from sites.core.places import site_within
from sites.models import Site

TITLE = "Konzeption"
LEAD = "Was die Philosophie der ThEKiZ für unser Haus heißt, in Fassungen. Vor jeder Freigabe wird der Elternbeirat gehört."
FIRST = "Beginnen Sie mit dem, was sich durch den Weg zum ThEKiZ ändert: Leitbild, Beteiligung, Räume."
#: "Regularly updated" (§3.3); two years are our proposal.
RENEW_AFTER = timedelta(days=730)


@dataclass(frozen=True)
class ConceptList:
    """The page. `work`: the version in work, with what is done and open before its release; `renew`: that it is time for a new one."""

    site: Site
    tabs: Links
    rows: list[dict[str, Any]]
    work: Concept | None
    todo: list[dict[str, Any]]
    note: str
    renew: str
    may_change: bool
    new_url: str
    title: str = TITLE
    lead: str = LEAD
    first_words: str = FIRST

    @property
    def crumbs(self) -> list[tuple[str, str]]:
        return [(self.site.name, self.site.get_absolute_url()), (TITLE, "")]


def concept_list_page(request: Request, site: int) -> ConceptList:
    """The versions of a site within reach, newest first; parents' representatives read what lies with them or holds."""
    place = site_within(request, "concepts.view", site)
    versions = list(rows(request, Concept).filter(site=place))
    work = next((one for one in versions if one.state != Concept.State.RELEASED), None)
    valid = next((one for one in versions if one.state == Concept.State.RELEASED), None)
    may_change = place.pk in request.access.reach("concepts.change").places
    is_old = valid is not None and valid.released_on is not None and request.access.today - valid.released_on >= RENEW_AFTER
    return ConceptList(
        site=place,
        tabs=GROWTH_TABS.at(request.access, place.pk, CONCEPT),
        rows=[_row(one, is_valid=one is valid) for one in versions],
        work=work,
        todo=before_release(work) if work else [],
        note=f"zuletzt freigegeben {until(valid.released_on, request.access.today)}, erinnert nach zwei Jahren" if valid else "",
        renew=f"Fassung {valid.version} gilt seit {date_long(valid.released_on)}. Zeit für eine neue?" if valid and is_old and not work else "",
        may_change=may_change,
        new_url=reverse("processes:concept_create", args=[place.pk]) if may_change and not work else "",
    )


def before_release(concept: Concept) -> list[dict[str, Any]]:
    """What belongs before a release: it warns and blocks nothing (R051, R099, R218)."""
    heard = concept.stance != ""
    said = f"{concept.get_stance_display()}, {date_long(concept.heard_on)}" if heard else "§ 12 Abs. 2 Nr. 1 ThürKigaG"
    return [
        {"text": "Elternbeirat angehört", "who": said, "done": heard},
        {"text": "Leitbild geschrieben", "done": bool(concept.philosophy.strip())},
        {"text": "Abschnitt Beteiligung geschrieben", "done": bool(concept.participation.strip())},
        {"text": "Die ganze Konzeption liegt bei", "done": concept.document_id is not None},
    ]


def _row(concept: Concept, *, is_valid: bool) -> dict[str, Any]:
    holds = "gültig" if is_valid else concept.get_state_display() if concept.state != Concept.State.RELEASED else "abgelöst"
    day = f"freigegeben am {date_long(concept.released_on)}" if concept.released_on else f"begonnen am {date_long(concept.begun_on)}"
    heard = f"Elternbeirat: {concept.get_stance_display()}, {date_long(concept.heard_on)}" if concept.stance else ""
    return {
        "concept": concept,
        "title": f"Fassung {concept.version}, {holds}",
        "when": day,
        "heard": heard,
        "now": concept.state != Concept.State.RELEASED,
        "url": concept.get_absolute_url(),
    }
