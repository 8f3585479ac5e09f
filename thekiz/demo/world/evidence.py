"""What the houses can show: evidence with what it belongs to, rounds of goals, one list of names, the social space and events."""

from datetime import date

from offers.models import Evidence, EvidenceUse, NamedList
from planning.models import EventVisit, Goal, GoalReview, Indicator, Meeting, SocialResource
from thekiz.demo.world.base import DAY, House, World, words

WORDS = words("evidence")
#: Houses beside the main one that have evidence and know their surroundings on paper.
OTHERS = 3


def show(world: World) -> None:
    """Few rows for the main house and three others; the rest of the houses has gaps."""
    running = [house for house in world.houses if house.running and house.offers]
    houses = [world.house("Kita Lindenhof"), *[house for house in running if house.name != "Kita Lindenhof"][:OTHERS]]
    evidence = [pair for house in houses for pair in _evidence_of(world, house)]
    Evidence.objects.bulk_create(row for row, _ in evidence)
    EvidenceUse.objects.bulk_create(use for _, use in evidence)
    SocialResource.objects.bulk_create(row for house in houses for row in _resources(world, house))
    EventVisit.objects.bulk_create(row for house in houses for row in _visits(world, house))
    _learn(world, houses[0])
    _name(world, houses[0])


def _evidence_of(world: World, house: House) -> list[tuple[Evidence, EvidenceUse]]:
    """The first goal is shown by answers, the first offer by a newspaper and by counts, a meeting by its minutes."""
    dice = world.dice("evidence", house.name)
    offer = next((row for _, row in house.offers if row.title == "Elterncafé"), house.offers[0][1])
    goal = next(iter(house.goals.values()), None)
    meeting = Meeting.objects.filter(place_id=house.site.pk).order_by("held_on", "pk").first()
    wanted = [("bogen", {"goal": goal}), ("zeitung", {"offer": offer}), ("zahlen", {"offer": offer}), ("protokoll", {"meeting": meeting})]
    wanted += [("umfrage", {"goal": goal})] if house.name == "Kita Lindenhof" else []
    ends = {"bogen": date(world.year + 2, 12, 31), "umfrage": world.today + 40 * DAY}
    found = []
    for key, about in wanted:
        if None in about.values():
            continue
        facts = {name: text.format(offer=offer.title, n=dice.randint(18, 44)) for name, text in WORDS["evidence"][key].items()}
        dated = world.ago(dice.randint(30, 300))
        row = Evidence(site=house.site, dated=dated, valid_until=ends.get(key), **facts)
        found.append((row, EvidenceUse(site=house.site, evidence=row, **about)))
    return found


def _resources(world: World, house: House) -> list[SocialResource]:
    dice = world.dice("surroundings", house.name)
    named = [{name: text.format(town=house.town.name) for name, text in facts.items()} for facts in WORDS["resource"]]
    return [SocialResource(site=house.site, seen_on=world.ago(dice.randint(40, 500)), **facts) for facts in named]


def _visits(world: World, house: House) -> list[EventVisit]:
    dice = world.dice("visits", house.name)
    return [EventVisit(site=house.site, held_on=world.ago(dice.randint(20, 600)), function="Koordination", **facts) for facts in WORDS["visit"]]


def _learn(world: World, house: House) -> None:
    """One goal went round once; how its sign is measured stands there."""
    goal = house.goals["kontakte"]
    GoalReview.objects.create(site=house.site, goal=goal, cycle=1, held_on=world.ago(120), outcome="adapt", **WORDS["review"])
    Goal.objects.filter(pk=goal.pk).update(set_with=["team", "parents", "coordinator"])
    ways = {"way": "questionnaire", "source": "Feedbackbogen im Elterncafé", "responsible": "Koordination", "next_on": date(world.year + 1, 3, 15)}
    Indicator.objects.filter(goal=goal).update(**ways)


def _name(world: World, house: House) -> None:
    offer = house.offers[-1][1]
    NamedList.objects.create(site=house.site, offer=offer, starts=world.ago(60), ends=date(world.year + 1, 6, 30), **WORDS["named"])
