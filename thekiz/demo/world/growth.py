"""How the houses grow: who does what until when, the concept in versions, what the team brings in."""

from datetime import timedelta

from planning.models import Contribution, Term
from processes.models import ActionStep, Concept
from sites.core.roles import Role
from thekiz.demo.world.base import House, World, words

WORDS = words("growth")
#: Houses beside the main one that have a plan of steps; every running house has a concept that holds.
PLANNING = 8


def grow(world: World) -> None:
    """The main house as its story tells it; others with a few steps, many of them with a concept that waits for its renewal."""
    running = [house for house in world.houses if house.running]
    main = world.house("Kita Lindenhof")
    _plan(world, main)
    ActionStep.objects.bulk_create(step for house in running[: PLANNING + 1] if house is not main for step in _few_steps(world, house))
    Concept.objects.bulk_create(concept for house in running for concept in _concepts(world, house, is_main=house is main))
    _contribute(world, main)


def _plan(world: World, house: House) -> None:
    tasks = {term.code: term for term in Term.objects.on(world.today).filter(catalogue="coordination")}
    for given in WORDS["step"]:
        facts = {name: given[name] for name in ("title", "owner")}
        closed = {"closed_on": world.ago(given["closed"]), "result": given["result"]} if "closed" in given else {}
        ActionStep.objects.create(
            site=house.site, goal=house.goals.get(given.get("goal", "")), due=world.today + timedelta(days=given["days"]),
            task=tasks.get(given.get("task", "")), for_parents=given.get("parents", False), dropped=given.get("dropped", False), **facts, **closed,
        )  # fmt: skip


def _few_steps(world: World, house: House) -> list[ActionStep]:
    dice = world.dice("steps", house.name)
    chosen = dice.sample(WORDS["usual"], 3)
    goal = next(iter(house.goals.values()), None)
    return [
        ActionStep(site=house.site, goal=goal, due=world.today + timedelta(days=dice.randint(-20, 70)), owner=given["owner"], title=given["title"])
        for given in chosen
    ]


def _concepts(world: World, house: House, *, is_main: bool) -> list[Concept]:
    dice = world.dice("concept", house.name)
    ago = 660 if is_main else dice.randint(40, 900)
    first = WORDS["concept"]["first"]
    heard = {"stance": "agreed", "heard_on": world.ago(ago + 20), "heard_from": "Vorsitz des Elternbeirats"}
    found = [
        Concept(
            site=house.site, version=1, state="released", begun_on=world.ago(ago + 120), released_on=world.ago(ago), **heard,
            **{name: text.format(house=house.name, town=house.town.name) for name, text in first.items()},
        )
    ]  # fmt: skip
    if is_main:
        until = world.today + timedelta(days=6)
        found.append(Concept(site=house.site, version=2, state="hearing", begun_on=world.ago(47), heard_until=until, **WORDS["concept"]["second"]))
    elif house.name == "Kita Farbenspiel":
        found.append(Concept(site=house.site, version=2, state="draft", begun_on=world.ago(6), **WORDS["concept"]["begun"]))
    return found


def _contribute(world: World, house: House) -> None:
    author = house.people[Role.PROFESSIONAL]
    for given in reversed(WORDS["contribution"]):
        answered = {"answer": given["answer"], "answered_on": world.ago(given["days"] - 3)} if "answer" in given else {}
        Contribution.objects.create(
            site=house.site, author=author, kind=given["kind"], text=given["text"], written_on=world.ago(given["days"]), **answered
        )
