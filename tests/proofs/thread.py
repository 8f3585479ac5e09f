"""1,000 generated offers and random edits: the lists of gaps are what plain SQL finds, every aggregate is the sum of its raw rows (UF1).

`./run prove thread [OFFERS] [SEED]`: after each round of edits both lists of each house, the gaps of each county, the page of what offers cover,
and the roll-ups are compared. A failure names its round; the same seed makes the same world on the same day.
"""

import random
import sys
from collections.abc import Iterator
from datetime import date, time, timedelta

from django.utils import timezone

from tests.proofs.base import database, end

OFFERS, SEED, ROUNDS, EDITS = 1_000, 1, 10, 100
TODAY, DAY = timezone.localdate(), timedelta(days=1)
PEOPLE = ("adults_centre", "adults_space", "children")

# Plain SQL, written apart from the pages ------------------------------------------------------------------------------

DAY_OF_TODAY = f"DATE '{TODAY:%Y-%m-%d}'"
RUNS = f"(o.starts <= {DAY_OF_TODAY} AND (o.ends IS NULL OR o.ends >= {DAY_OF_TODAY}))"
ANSWERED = f"EXISTS (SELECT FROM offers_offerneed l JOIN offers_offer o ON o.id = l.offer_id WHERE l.need_id = n.id AND {RUNS})"
NEEDS = f"SELECT n.title FROM planning_need n WHERE n.site_id = %s AND n.closed_on IS NULL AND NOT {ANSWERED}"
IDLE = f"SELECT o.title FROM offers_offer o WHERE o.site_id = %s AND {RUNS} AND NOT EXISTS (SELECT FROM offers_offerneed l WHERE l.offer_id = o.id)"
COUNTY_NEEDS = f"""SELECT n.id FROM planning_need n JOIN sites_site s ON s.place_id = n.site_id
    WHERE s.county_id = %s AND n.released AND n.closed_on IS NULL AND NOT {ANSWERED}"""
COUNTY_IDLE = f"""SELECT count(*) FROM offers_offer o JOIN sites_site s ON s.place_id = o.site_id
    WHERE s.county_id = %s AND {RUNS} AND NOT EXISTS (SELECT FROM offers_offerneed l WHERE l.offer_id = o.id)"""
RUNNING = f"SELECT count(*) FROM offers_offer o WHERE o.site_id = %s AND o.additional AND {RUNS}"
HELD = f"""SELECT f.number, count(*), coalesce(sum(t.adults_centre + t.adults_space + t.children), 0) FROM offers_session t
    JOIN planning_actionfield f ON f.id = t.action_field_id WHERE t.site_id = %s AND t.additional AND t.logged IS NOT NULL
    AND extract(year FROM t.held_on) = extract(year FROM {DAY_OF_TODAY}) GROUP BY 1"""
RAW = """SELECT t.{place}_id, extract(year FROM t.held_on)::int, extract(quarter FROM t.held_on)::int, t.offer_type, t.action_field_id,
    count(*) FILTER (WHERE t.logged IS NOT NULL), count(*) FILTER (WHERE t.cancelled), coalesce(sum(t.adults_centre), 0),
    coalesce(sum(t.adults_space), 0), coalesce(sum(t.children), 0) FROM offers_session t WHERE t.additional GROUP BY 1, 2, 3, 4, 5"""
ROLLED = """SELECT {place}_id, year, quarter, offer_type, action_field_id, sessions, cancelled, adults_centre, adults_space, children
    FROM {table}"""


def plain(sql: str, *values) -> list[tuple]:
    """What the database itself says, past the wall."""
    from django.db import connection

    from tests.conftest import as_owner

    with as_owner(), connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


# The world and what happens to it -------------------------------------------------------------------------------------


def fill(world, dice: random.Random, number: int) -> None:
    """Needs, goals and so many offers in the houses of two counties; about every second offer with dates."""
    from tests import factories as make

    sites = list(world.sites.values())
    needs = {site.pk: [make.make_need(site, f"Bedarf {site.pk} {at}", released=dice.random() < 0.6) for at in range(25)] for site in sites}
    goals = {site.pk: [make.make_goal(site, dice.choice([None, *needs[site.pk]]), f"Ziel {site.pk} {at}") for at in range(8)] for site in sites}
    for at in range(number):
        site = dice.choice(sites)
        starts = TODAY + dice.randint(-400, 40) * DAY
        facts = {"starts": starts, "ends": dice.choice([None, None, starts + dice.randint(0, 500) * DAY]), "additional": dice.random() < 0.8}
        linked = dice.sample(needs[site.pk], dice.choice([0, 0, 1, 1, 2]))
        field = make.action_field(dice.randint(3, 6))
        offer = make.make_offer(site, f"Angebot {at:04}", needs=linked, goal=dice.choice([None, *goals[site.pk]]), action_field=field, **facts)
        for hour in range(dice.choice([0, 0, 1, 3])):
            day = TODAY - dice.randint(0, 400) * DAY
            make.make_session(offer, day, figures=dice.choice([None, tuple(dice.randint(0, 30) for _ in PEOPLE)]), at=time(8 + hour))


def edit(dice: random.Random) -> None:
    """One change that people make: link, unlink, close, release, end, begin, reclassify, log, cancel, move, remove."""
    from offers.models import Offer, OfferNeed, Session
    from planning.models import Need
    from tests import factories as make

    def one(model):
        return model.objects.order_by("pk")[dice.randrange(model.objects.count())]

    kind = dice.randrange(10)
    if kind == 0:
        offer = one(Offer)
        need = dice.choice(list(Need.objects.filter(site=offer.site_id).order_by("pk")))
        OfferNeed.objects.get_or_create(offer=offer, need=need, site_id=offer.site_id)
    elif kind == 1 and OfferNeed.objects.exists():
        one(OfferNeed).delete()
    elif kind in {2, 3}:
        need = one(Need)
        need.closed_on, need.released = (None, not need.released) if need.closed_on or kind == 3 else (TODAY, need.released)
        need.save()
    elif kind in {4, 5}:
        offer = one(Offer)
        offer.starts = TODAY + dice.randint(-60, 3) * DAY
        offer.ends = dice.choice([None, TODAY - DAY, TODAY, TODAY + DAY])
        offer.ends = None if offer.ends and offer.ends < offer.starts else offer.ends
        offer.additional = offer.additional if kind == 4 else not offer.additional
        offer.save()
    elif kind in {6, 7, 8} and Session.objects.exists():
        session = one(Session)
        if kind == 6:
            session.cancelled, session.logged = False, timezone.now()
            session.adults_centre, session.adults_space, session.children = (dice.randint(0, 40) for _ in PEOPLE)
            session.save()
        elif kind == 7:
            day = TODAY - dice.randint(0, 500) * DAY
            Session.objects.filter(pk=session.pk).update(held_on=day, starts_at=time(dice.randint(0, 5), dice.randint(0, 59)), ends_at=time(23))
        else:
            session.delete()
    else:  # as many come as go
        offer = one(Offer)
        make.make_offer(offer.site, f"Neues Angebot {offer.pk} {dice.random()}", starts=TODAY - dice.randint(0, 2) * DAY)
        if kind == 9:
            offer.sessions.all().delete()
            offer.delete()


# What is compared: (what it is, what it says, what is true) -----------------------------------------------------------


def of_houses(world, clients) -> Iterator[tuple[str, object, object]]:
    from django.urls import reverse

    for name, site in world.sites.items():
        client = clients[name]
        page = client.get(reverse("offers:gap_list", args=[site.pk])).context
        yield f"needs without offer, {name}", sorted(gap.title for gap in page["needs"]), sorted(title for (title,) in plain(NEEDS, site.pk))
        yield f"offers without need, {name}", sorted(gap.title for gap in page["offers"]), sorted(title for (title,) in plain(IDLE, site.pk))
        thread = client.get(reverse("planning:goal_list", args=[site.pk])).context
        yield f"count at the thread, {name}", thread["unanswered"], len(plain(NEEDS, site.pk))
        cover = client.get(reverse("offers:coverage", args=[site.pk])).context
        yield f"running offers, {name}", cover["offers"], plain(RUNNING, site.pk)[0][0]
        said = {line.label: (line.held, line.people) for line in cover["fields"] if line.held}
        true = {number: (held, people) for number, held, people in plain(HELD, site.pk)}
        yield f"dates and Teilnahmen by field, {name}", sorted(said.values()), sorted(true.values())


def of_counties(world) -> Iterator[tuple[str, object, object]]:
    from django.urls import reverse

    from tests.client import Client

    for county, people in ((world.county, world.people), (world.other_county, world.elsewhere)):
        client = Client()
        client.force_login(people["social_planner"])
        gaps = client.get(reverse("planning:need_map", args=[county.pk])).context["gaps"]
        yield f"needs without offer, {county}", gaps.open_needs, {pk for (pk,) in plain(COUNTY_NEEDS, county.pk)}
        yield f"their number, {county}", gaps.unmet, len(plain(COUNTY_NEEDS, county.pk))
        yield f"offers without need, {county}", gaps.idle, plain(COUNTY_IDLE, county.pk)[0][0]
        yield f"sum of its cells, {county}", sum(cell.unmet for cell in gaps.cells), gaps.unmet


def of_rollups() -> Iterator[tuple[str, object, object]]:
    for place in ("site", "county"):
        raw = {row for row in plain(RAW.format(place=place)) if any(row[5:])}
        rolled = {row for row in plain(ROLLED.format(place=place, table=f"reporting_{place}quarter")) if any(row[5:])}
        yield f"roll-up by {place}", rolled, raw


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else OFFERS
    dice, failed, tried = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else SEED), list[str](), 0
    with database():
        from sites.core.roles import Role
        from tests import factories as make
        from tests.client import Client
        from tests.conftest import as_owner, make_world

        world = make_world()
        clients = {}
        with as_owner():
            fill(world, dice, number)
            for name, site in world.sites.items():
                person = make.make_user(f"Koordination {name}", f"faden-{name}@kita.example")
                make.give(person, Role.COORDINATOR, site, starts=date(2024, 1, 1))
                clients[name] = Client()
                clients[name].force_login(person)
        for turn in range(ROUNDS + 1):
            with as_owner():
                for _ in range(EDITS if turn else 0):
                    edit(dice)
            for what, said, true in (*of_houses(world, clients), *of_counties(world), *of_rollups()):
                tried += 1
                if said != true:
                    failed.append(f"round {turn}, {what}: {str(said)[:200]} instead of {str(true)[:200]}")
            print(f"  round {turn}: {tried} compared, {len(failed)} wrong", flush=True)
    end("thread", tried, failed)


if __name__ == "__main__":
    main()
