"""What happens in the houses: offers, and their sessions of three years until six weeks from now with plausible figures."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.db import connection

from offers.models import Offer, OfferNeed, PublicPage, Session, SignUp
from offers.services.publishing import publish
from offers.services.signups import secret_of
from sites.core.roles import Role
from sites.core.strangers import hash_of
from thekiz.demo.world.base import BERLIN, DAY, House, World, at
from thekiz.demo.world.days import chance, closed, fullness
from thekiz.demo.world.texts import CUSTODY, HOUSES, OFFERS, Plan

YEARS, AHEAD = 3, 42
BATCH = 4000
#: Of what an offer could hold, this comes on the average of all houses: adults of the Kita, adults from around, children.
SHARES = (0.8, 0.7, 0.7)
COLUMNS: dict[str, str] = {
    "site_id": "bigint", "county_id": "bigint", "offer_id": "bigint", "offer_type": "text", "action_field_id": "bigint", "additional": "boolean",
    "held_on": "date", "starts_at": "time", "ends_at": "time", "adults_centre": "smallint", "adults_space": "smallint",
    "children": "smallint", "note": "text", "cancelled": "boolean", "logged": "timestamptz", "logged_by_id": "bigint",
}  # fmt: skip
#: One array per column: a third of the time of the ORM's rows (COPY is not possible behind row-level security).
INSERT = f"""INSERT INTO {Session._meta.db_table} ({", ".join(COLUMNS)})
  SELECT * FROM unnest({", ".join(f"%s::{kind}[]" for kind in COLUMNS.values())})"""  # noqa: S608  names of our own
#: The main house: offer → days until the next date counted from today (its weekday follows the day of loading), rhythm, days since it began.
LINDENHOF = {
    "krabbel": (0, 7, 1400), "cafe": (0, 7, 1500), "beratung": (0, 14, 900), "antrag": (9, 14, 620), "vaeter": (None, 28, 280), "babytreff": (2, 7, 33),
    "singen": (1, 14, 700), "werkstatt": (3, 14, 420),
}  # fmt: skip
#: Offers of the main house that its professional runs.
LED = ("krabbel", "vaeter", "werkstatt")
#: Offers of the main house whose last date still waits for its figures.
TO_CALL = 3  # the family without an e-mail address that nobody has told yet of the other room
WAITING = ("cafe", "antrag", "vaeter")


def plans_of(world: World, house: House) -> list[str]:
    """The offers of a house in the order in which it began with them."""
    if house.name == "Kita Lindenhof":
        return list(LINDENHOF)
    dice = world.dice("plans", house.name)
    usual = list(dict.fromkeys(key for form in house.forms for key in HOUSES["usual"][form]))[:6]
    more = [key for key in HOUSES["further"] if key not in usual]
    return usual + dice.sample(more, dice.choice((0, 1, 1, 2)) + (2 if len(house.kitas) > 1 else 0))


def offer(world: World) -> None:
    """Offers with needs, goals and legal bases."""
    links, bases = [], []
    made: list[Offer] = []
    for house in (house for house in world.houses if house.running):
        for number, key in enumerate(plans_of(world, house)):
            plan, dice = OFFERS[key], world.dice("offer", house.name, key)
            begun = house.since + (25 + 60 * number + dice.randint(0, 40)) * DAY
            if house.name == "Kita Lindenhof":
                begun = world.ago(LINDENHOF[key][2])
            ends = house.since + dice.randint(400, 900) * DAY if number > 3 and dice.random() < 0.12 and house.name != "Kita Lindenhof" else None
            row = Offer(
                site=house.site, title=plan.title, text=plan.text, types=list(plan.types), goal=house.goals.get(plan.goal or ""),
                action_field=world.fields[plan.field], where=plan.where, room=plan.room, executor=plan.executor, executor_name=plan.executor_name,
                commission="Jugendamt, Vereinbarung vom 12. Januar" if CUSTODY in plan.bases else "",
                expected=round(plan.come[0] + plan.come[1]) + 1, public=key != "lotse", starts=min(begun, world.ago(8)),
                ends=ends if ends and ends > begun + 100 * DAY else None,
                led_by=world.accounts["fachkraft"] if house.name == "Kita Lindenhof" and key in LED else None,
            )  # fmt: skip
            made.append(row)
            house.offers.append((key, row))
            if plan.need in house.needs:
                links.append((house, row, house.needs[plan.need]))
            bases += [(row, world.bases[number]) for number in plan.bases]
    Offer.objects.bulk_create(made)
    OfferNeed.objects.bulk_create(OfferNeed(site=house.site, offer=row, need=need) for house, row, need in links)
    through = Offer.legal_bases.through
    through.objects.bulk_create(through(offer=row, legalbasis=basis) for row, basis in bases)


# Sessions --------------------------------------------------------------------------------------------------------------


def dates_of(world: World, house: House, key: str, row: Offer, dice: Random) -> Iterator[date]:
    """The days of an offer; in the main house and beside it at least something is today."""
    plan = OFFERS[key]
    first, last = max(row.starts or world.today, world.ago(365 * YEARS)), min(row.ends or date.max, world.today + AHEAD * DAY)
    if house.name == "Kita Lindenhof":
        step, anchor = LINDENHOF[key][1], world.today + (LINDENHOF[key][0] or 0) * DAY
        if LINDENHOF[key][0] is None:  # the Saturday of last week or the one before
            anchor = world.ago((world.today.weekday() - 5) % 7 + 7)
    elif house.people[Role.COORDINATOR] in world.accounts.values() and key in {"cafe", "krabbel"}:
        step, anchor = plan.every, world.today
    else:
        step, weekday = plan.every, (plan.weekday + (dice.randint(0, 4) if plan.weekday < 5 else 0)) % (5 if plan.weekday < 5 else 7)
        anchor = world.today + (weekday - world.today.weekday() + 7 * dice.randint(0, plan.every // 7 - 1)) * DAY
    count = (first - anchor).days // step
    day = anchor + count * step * DAY
    while day <= last:
        if day >= first and (day == world.today or (not closed(day) and (abs((day - world.today).days) < 15 or dice.random() < chance(day)))):
            yield day
        day += step * DAY


def held(plan: Plan, day: date, begun: date, level: float, dice: Random) -> dict[str, int]:
    """Three figures: the usual of the plan, the season, how well known the offer is by then, and chance."""
    known = 0.7 + 0.45 * min(1.0, (day - begun).days / 700)
    factor = level * fullness(day) * known
    usual = (come * share * factor for come, share in zip(plan.come, SHARES, strict=True))
    centre, space, children = (max(0, round(dice.gauss(come, 0.3 + come * 0.22))) for come in usual)
    return {"adults_centre": centre, "adults_space": space, "children": children if plan.come[2] else 0}


def sessions_of(world: World, house: House, key: str, row: Offer) -> Iterator[tuple]:
    plan, dice = OFFERS[key], world.dice("sessions", house.name, key)
    level = (1.4 if house.name == "Kita Lindenhof" else world.dice("level", house.name).uniform(0.75, 1.25)) * (1.5 if len(house.kitas) > 1 else 1)
    days = list(dates_of(world, house, key, row, dice))
    lindenhof = house.name == "Kita Lindenhof"
    waiting = {max((day for day in days if day < world.today), default=None)} if lindenhof and key in WAITING else set()
    for day in days:
        starts = time(plan.hour, plan.minute)
        ends = (datetime.combine(day, starts) + timedelta(minutes=plan.minutes)).time()
        row_of: dict[str, Any] = dict.fromkeys(COLUMNS)
        row_of |= {
            "site_id": house.site.pk, "county_id": house.county.pk, "offer_id": row.pk, "offer_type": row.types[0], "action_field_id": row.action_field_id,
            "additional": row.additional, "held_on": day, "starts_at": starts, "ends_at": ends, "note": "", "cancelled": False,
        }  # fmt: skip
        late = dice.random()
        if day >= world.today:
            row_of["cancelled"] = day > world.today + 7 * DAY and late < 0.01
        elif day in waiting:
            pass
        elif not lindenhof and ((late < 0.08 and day > world.ago(21)) or day > world.ago(house.silent_days)):
            pass  # still without figures
        elif late > 0.94:
            row_of["cancelled"] = True
        else:
            row_of |= held(plan, day, row.starts or day, level, dice)
            row_of["note"] = dice.choice(HOUSES["notes"]) if dice.random() < 0.18 else ""
            row_of["logged"] = datetime.combine(day, ends, BERLIN) + timedelta(minutes=dice.randint(4, 95))
            row_of["logged_by_id"] = house.coordinator.pk
        yield tuple(row_of.values())


def happen(world: World, progress: Callable[[int, int], None]) -> None:
    """All sessions in big batches; the roll-ups fill themselves by the triggers."""
    houses = [house for house in world.houses if house.running]
    batch: list[tuple] = []
    with connection.cursor() as cursor:
        for number, house in enumerate(houses, 1):
            for key, row in house.offers:
                batch += sessions_of(world, house, key, row)
            if len(batch) > BATCH or number == len(houses):
                cursor.execute(INSERT, [list(column) for column in zip(*batch, strict=True)])
                batch = []
                progress(number, len(houses))
        cursor.execute(f"ANALYZE {Session._meta.db_table}")  # what follows asks it many small questions
    remember(world)


def remember(world: World) -> None:
    """The last weeks of the two coordinators with an account, as they stand in the history."""
    for house in world.houses:
        if house.people.get(Role.COORDINATOR) in world.accounts.values():
            recent = Session.objects.filter(site=house.site, logged__isnull=False, held_on__gt=world.ago(35))
            for session in recent.select_related("offer").order_by("logged", "pk"):
                clock = (session.logged or at(session.held_on)).astimezone(BERLIN)
                text = f"{session}: {session.participations} Teilnahmen eingetragen"
                world.tell(session, clock.date(), house.coordinator, Role.COORDINATOR, "logged", text, hour=clock.hour, minute=clock.minute)


NAMES = ("Olena", "Jana", "Mariam", "Tobias", "Lena", "Samira", "Katja", "Nadia")


def sign_up(world: World) -> None:
    """The next dates of an offer with six places: the first is full and two families wait, the second has four places left."""
    rows = []
    for house in (house for house in world.houses if house.running):
        for key, row in house.offers:
            if key == "babytreff":
                coming = Session.objects.filter(offer=row, held_on__gt=world.today, cancelled=False).order_by("held_on")[:2]
                for session, number in zip(coming, (8, 2), strict=False):
                    rows += [_signup(world, session, row.title, place) for place in range(number)]
    SignUp.objects.bulk_create(rows)


def _signup(world: World, session: Session, title: str, place: int) -> SignUp:
    name, full = NAMES[place], place >= 6
    reached = {"phone": f"01713920{place:03}"} if place % 3 == 0 else {"email": f"{name.lower()}{session.pk}@post.example"}
    nonce = uuid5(NAMESPACE_URL, f"{session.pk}:{place}")
    return SignUp(
        site_id=session.site_id, session=session, title=title, held_on=session.held_on, starts_at=session.starts_at, name=name, language="de",
        state=SignUp.State.WAITING if full else SignUp.State.IN, nonce=nonce, secret_hash=hash_of(secret_of(nonce)),
        created=at(world.ago(9 - place), 19), call=SignUp.Call.MOVED if place == TO_CALL else "", **reached,
    )  # fmt: skip


def show(world: World) -> None:
    """The family pages, as the service writes them."""
    for house in world.houses:
        if house.running:
            publish(site=house.site.pk, today=world.today)
    PublicPage.objects.update(published=at(world.today, 6))
