"""What the start pages of a house say about its steering team: that it has not met for long, or too rarely (R201).

It comes along in the query of the sites: one annotation, and the hints from what it brought.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q
from django.db.models.functions import JSONObject
from django.urls import reverse

from planning.models import Body, BodyNotice, Meeting
from planning.rules.steering import hints
from sites.core.access import Request, rows

WRITTEN = Q(state__in=[Meeting.State.RUNNING, Meeting.State.CLOSED]) | Q(minutes__isnull=False)


@dataclass(frozen=True)
class TeamHint:
    """A hint with the team it is about; `url`: its page, where it is also laid aside."""

    key: str
    title: str
    words: str
    url: str


def teams_of_sites(request: Request) -> ArraySubquery:
    """Of each site its steering teams, with the days on which they met and the hints that were laid aside."""
    held = rows(request, Meeting).filter(WRITTEN, body=OuterRef("pk"), held_on__lte=request.access.today).order_by().values("held_on")
    laid = rows(request, BodyNotice).filter(body=OuterRef("pk")).order_by().values(found=JSONObject(kind="kind", laid_on="laid_on"))
    teams = (
        rows(request, Body).filter(place=OuterRef("pk"), kind=Body.Kind.STEERING_TEAM).annotate(held=ArraySubquery(held), laid=ArraySubquery(laid))
    )
    found = JSONObject(pk="pk", name="name", target="target", starts="starts", ends="ends", held="held", laid="laid")
    return ArraySubquery(teams.order_by("pk").values(found=found))


def team_hints(teams: list[dict[str, Any]], today: date) -> list[TeamHint]:
    """What is worth a word about the teams of one site."""
    lines = []
    for team in teams:
        body = Body(kind=Body.Kind.STEERING_TEAM, target=team["target"], starts=_day(team["starts"]), ends=_day(team["ends"]))
        held = [day for day in map(_day, team["held"]) if day]
        laid = [BodyNotice(kind=one["kind"], laid_on=date.fromisoformat(one["laid_on"])) for one in team["laid"]]
        for hint in hints(body, held, laid, today):
            lines.append(TeamHint(f"{hint.kind}-{team['pk']}", team["name"], hint.words, reverse("planning:body_detail", args=[team["pk"]])))
    return lines


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
