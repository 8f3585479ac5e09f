"""What stands on the page of a visit: when, how, who, and what was talked about."""

from dataclasses import dataclass

from django.urls import reverse

from processes.models import SiteVisit
from sites.core.access import Request
from sites.core.days import date_long
from sites.core.navigation import VISITS


@dataclass(frozen=True)
class SiteVisitDetail:
    """`edit_url`: for who keeps the visits."""

    visit: SiteVisit
    edit_url: str

    @property
    def title(self) -> str:
        return f"Besuch am {date_long(self.visit.visited_on)}"

    @property
    def facts(self) -> list[tuple[str, str]]:
        shown = "Fachstelle ThEKiZ, Ämter und Haus" if self.visit.is_released else "Fachstelle ThEKiZ und Ämter"
        return [
            ("Standort", f"{self.visit.site.name}, {self.visit.county.name}"),
            ("Wie", self.visit.get_channel_display()),
            ("Wer war da", self.visit.visitor),
            ("Wer liest mit", shown),
        ]

    @property
    def crumbs(self) -> list[tuple[str, str]]:
        return [VISITS.crumb(), (self.title, "")]


def sitevisit_detail_page(request: Request, visit: SiteVisit) -> SiteVisitDetail:
    """The house reads the page once it is released, and never changes it."""
    may = visit.county_id in request.access.reach("visits.change").places
    return SiteVisitDetail(visit, reverse("processes:sitevisit_edit", args=[visit.pk]) if may else "")
