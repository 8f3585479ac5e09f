"""What stands on the list of bodies of a county or of a house: how many sit in them and when they last met."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Q
from django.urls import reverse

from planning.models import Body
from planning.pages.body_detail import audience_of, trail_of
from sites.core import navigation
from sites.core.access import Request, rows
from sites.core.days import date_figures, is_over, valid_on
from sites.core.lists import Page, page
from sites.models import Place


@dataclass(frozen=True)
class BodyLine:
    """A body with its members of today and the day of its last meeting."""

    body: Body
    members: int
    met: date | None
    today: date

    @property
    def about(self) -> str:
        until = f" · bis {date_figures(self.body.ends)}" if is_over(self.body, self.today) else ""
        return f"{self.body.get_kind_display()}{until}"


@dataclass(frozen=True)
class BodyList:
    """`tabs`: the other pages of a county's planning; none at a house."""

    place: Place
    name: str
    page: Page
    rows: list[BodyLine]
    may_change: bool
    tabs: navigation.Links | None
    crumbs: list[tuple[str, str]]

    @property
    def _at_county(self) -> bool:
        return self.place.kind == Place.Kind.COUNTY

    @property
    def lead(self) -> str:
        if self._at_county:
            return "Wer über die ThEKiZ beschließt und sie steuert: Ausschüsse, Beiräte und Beteiligungsrunden mit Mitgliedern und Sitzungen."
        return "Wer im Haus mitentscheidet: Steuerungsteam, Elternbeirat und weitere Gruppen mit Mitgliedern und Sitzungen."

    @property
    def audience(self) -> str:
        return audience_of(self.place)

    @property
    def new_url(self) -> str:
        return reverse("planning:body_create", args=[self.place.pk]) if self.may_change else ""

    @property
    def no_body(self) -> tuple[str, str]:
        """Text and label of the empty list."""
        if not self.may_change:
            return "Hier stehen die Gremien, sobald sie eingetragen sind.", ""
        if self._at_county:
            return "Beginnen Sie mit dem Jugendhilfeausschuss und dem Steuerungsgremium der Sozialplanung.", "Gremium eintragen"
        return "Beginnen Sie mit dem Steuerungsteam: Leitung, Koordination, Träger, Elternvertretung, Prozessbegleitung.", "Gremium eintragen"


def body_list_page(request: Request, place: Place, name: str) -> BodyList:
    """`name`: what the place is called."""
    today, at_county = request.access.today, place.kind == Place.Kind.COUNTY
    members = Count("members", filter=valid_on(today, "members__"), distinct=True)
    met = Max("meetings__held_on", filter=Q(meetings__held_on__lte=today))
    listed = page(request, rows(request, Body).filter(place=place.pk).annotate(member_count=members, met=met), "name")
    return BodyList(
        place=place,
        name=name,
        page=listed,
        rows=[BodyLine(body, body.member_count, body.met, today) for body in listed.rows],
        may_change=place.pk in request.access.reach("bodies.change").places,
        tabs=navigation.COUNTY_TABS.at(request.access, place.pk, navigation.BODIES) if at_county else None,
        crumbs=[] if at_county else [*trail_of(place)[:-1], ("Gremien", "")],
    )
