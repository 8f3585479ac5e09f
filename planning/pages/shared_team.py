"""What a house reads of the steering team that it shares with another one: when it meets, about what, and what was decided (R202)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from planning.models import Meeting
from planning.rules.shared import teams_of_others
from sites.core import navigation
from sites.core.access import Request
from sites.core.days import date_long
from sites.core.navigation import Links
from sites.core.places import site_within
from sites.core.rights import roles_with
from sites.models import Site


@dataclass(frozen=True)
class SharedItem:
    """An item of a meeting, as the other house tells it."""

    title: str
    discussed: str
    result: str
    task: str


@dataclass(frozen=True)
class SharedMeeting:
    """A meeting of the shared team."""

    title: str
    about: str
    items: list[SharedItem]


@dataclass(frozen=True)
class Shared:
    """A steering team of another house."""

    name: str
    house: str
    meetings: list[SharedMeeting]


@dataclass(frozen=True)
class SharedTeam:
    """The page."""

    site: Site
    tabs: Links
    teams: list[Shared]
    title: str = "Gemeinsames Steuerungsteam"
    lead: str = "Sie teilen sich das Steuerungsteam mit einem anderen Haus. Dort wird es gepflegt, hier lesen Sie mit."

    @property
    def crumbs(self) -> list[tuple[str, str]]:
        return [(self.site.name, self.site.get_absolute_url()), (self.title, "")]

    @property
    def audience(self) -> str:
        return roles_with("bodies.view")


def shared_team_page(request: Request, site: int) -> SharedTeam:
    """The teams of others that a site within reach shares, or a 404."""
    place = site_within(request, "bodies.view", site)
    tabs = navigation.GROWTH_TABS.at(request.access, place.pk, navigation.STEERING)
    return SharedTeam(place, tabs, [_shared(team) for team in teams_of_others(place.pk, request.access.today)])


def _shared(team: dict[str, Any]) -> Shared:
    return Shared(team["name"], team["house"], [_meeting(one) for one in team["meetings"]])


def _meeting(one: dict[str, Any]) -> SharedMeeting:
    day, time = date_long(date.fromisoformat(one["held_on"])), f"{one['starts_at']} Uhr" if one["starts_at"] else ""
    about = [time, one["place"], "digital" if one["digital"] else "", str(Meeting.State(one["state"]).label)]
    return SharedMeeting(f"Sitzung am {day}", " · ".join(filter(None, about)), [_item(item) for item in one["items"]])


def _item(item: dict[str, Any]) -> SharedItem:
    due = f"{item['owner']} bis {date_long(date.fromisoformat(item['due']))}" if item["due"] else ""
    return SharedItem(f"{item['number']} {item['title']}", item["discussed"], item["result"], due)
