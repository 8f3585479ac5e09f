"""The steering team of the main house: all but one of its functions, its last minutes with steps, a meeting that runs, a team of two houses."""

from datetime import date, time, timedelta
from typing import Any

from planning.models import AgendaItem, Attendance, Body, BodyMember, BodyNotice, BodySite, Meeting
from processes.models import ActionStep
from sites.core.days import date_long
from sites.core.roles import Role
from thekiz.demo.world.base import House, World, at, words

WORDS = words("steering")
MAIN, SHARES = "Kita Lindenhof", 1  # so many other houses of its county share the team
BEGINS = "Kita Sonnenhang"  # and one that begins and has none of its own yet


def steer(world: World) -> None:
    """Of the main house as its story tells it; one other house has laid a hint aside."""
    house = world.house(MAIN)
    team = Body.objects.get(place=house.site.pk, kind=Body.Kind.STEERING_TEAM)
    Body.objects.filter(pk=team.pk).update(organiser=f"{_writer(house)}, Koordination")
    members = _complete(world, house, team)
    Meeting.objects.filter(body=team, held_on__gt=world.ago(60), held_on__lt=world.today).delete()
    _last(world, house, team)
    _today(world, house, team, members)
    near = [one for one in world.houses if one.running and one.county.pk == house.county.pk and one is not house]
    BodySite.objects.bulk_create(BodySite(place_id=house.site.pk, body=team, site=one.site) for one in [*near[:SHARES], world.house(BEGINS)])
    quiet = Body.objects.get(place=near[-1].site.pk, kind=Body.Kind.STEERING_TEAM)
    reason = "Im Herbst war das Haus im Umbau, die nächste Sitzung ist geplant."
    BodyNotice.objects.create(place_id=quiet.place_id, body=quiet, kind="few", reason=reason, laid_on=world.ago(20))


def _complete(world: World, house: House, team: Body) -> list[BodyMember]:
    """Ten of eleven functions; the municipality has left in March."""
    BodyMember.objects.filter(body=team, function_of="municipality").update(ends=world.today.replace(year=world.year, month=3, day=14))
    BodyMember.objects.filter(body=team, function_of="partner").delete()
    BodyMember.objects.bulk_create(
        BodyMember(
            place_id=house.site.pk, body=team, name=name, organisation=organisation, function_of=side, email=email, starts=house.since,
        )
        for side, name, organisation, email in WORDS["joined"]
    )  # fmt: skip
    return list(BodyMember.objects.on(world.today).filter(body=team))


def _last(world: World, house: House, team: Body) -> None:
    """The minutes before, with what became of its tasks."""
    day = world.ago(WORDS["last"]["days"])
    meeting = Meeting.objects.create(
        place_id=house.site.pk, body=team, held_on=day, starts_at=time(9, 30), ends_at=time(12), where="Familienraum",
        state=Meeting.State.CLOSED, closed_at=at(day, 12, 5), closed_by=f"{_writer(house)}, Koordination", minutes_sent_on=day,
    )  # fmt: skip
    for number, given in enumerate(WORDS["last"]["items"], 1):
        item = _item(world, meeting, number, given)
        closed = {"closed_on": world.ago(given["closed"]), "result": given["outcome"]} if "closed" in given else {}
        ActionStep.objects.create(site=house.site, agenda_item=item, title=item.result, owner=item.owner, due=_day(world, given), **closed)


def _today(world: World, house: House, team: Body, members: list[BodyMember]) -> None:
    """A meeting that runs: one item is done, the second is being written."""
    meeting = Meeting.objects.create(
        place_id=house.site.pk, body=team, held_on=world.today, starts_at=time(9, 30), ends_at=time(12), where="Familienraum", digital=True,
        state=Meeting.State.RUNNING, invited_on=world.ago(21),
    )  # fmt: skip
    for number, given in enumerate(WORDS["today"], 1):
        _item(world, meeting, number, given)
    need = next(iter(house.needs.values()), None)
    if need:
        words = f"offener Bedarf vom {date_long(need.found_on)}"
        AgendaItem.objects.filter(meeting=meeting, number=2).update(origin=f"need:{need.pk}", origin_words=words)
    how = {**dict.fromkeys(WORDS["digital"], "digital"), **dict.fromkeys(WORDS["excused"], "excused")}
    Attendance.objects.bulk_create(
        Attendance(place_id=house.site.pk, meeting=meeting, member=member, how=how.get(member.name, "present")) for member in members
    )


def _item(world: World, meeting: Meeting, number: int, given: dict[str, Any]) -> AgendaItem:
    due = _day(world, given) if "due" in given else None
    facts = {name: given[name] for name in ("title", "discussed", "result", "owner", "origin_words") if name in given}
    return AgendaItem.objects.create(place_id=meeting.place_id, meeting=meeting, number=number, due=due, **facts)


def _day(world: World, given: dict[str, Any]) -> date:
    day: date = world.today + timedelta(days=given["due"])
    return day


def _writer(house: House) -> str:
    return house.people[Role.COORDINATOR].name if Role.COORDINATOR in house.people else house.head.name
