"""Where the houses stand: rounds of analysis, reflections, the learning log, the team. The main house in full, others with one closed round."""

from typing import Any

from planning.models import Term
from processes.models import (
    ActionStep,
    AnalysisFigure,
    AnalysisPart,
    AnalysisRound,
    Conditions,
    FieldRating,
    Finding,
    LearningNote,
    Qualification,
    Reflection,
    Strength,
    TeamCount,
    TeamTraining,
)
from sites.core.roles import Role
from thekiz.demo.world.base import House, World, words

WORDS = words("analysis")
#: Houses beside the main one with a round of their own.
WITH_ROUND = 10
ROLES = {"coordinator": Role.COORDINATOR, "professional": Role.PROFESSIONAL}


def analyse(world: World) -> None:
    """Three rounds of the main house, the last one in work; others have one, and some have released parts of it."""
    main = world.house("Kita Lindenhof")
    for number, given in enumerate(WORDS["round"], 1):
        row = _round(world, main, number, given)
    _facts(world, main, row)
    _findings(main, row)
    for house in [house for house in world.houses if house.running and house is not main][:WITH_ROUND]:
        dice = world.dice("analysis", house.name)
        days = dice.randint(60, 420)
        given = {"days": days, "closed": days - 30, "authors": "Team, Elternbeirat", "common": [dice.randint(1, 3) for _ in range(5)]}
        released = ["state"] if dice.random() < 0.5 else []
        _round(world, house, 1, {**given, "released": released, "parts": {"state": WORDS["round"][0]["parts"]["state"]}})
    _team(world, main)


def _round(world: World, house: House, number: int, given: dict[str, Any]) -> AnalysisRound:
    closed = {"state": "closed", "closed_on": world.ago(given["closed"])} if "closed" in given else {}
    discussed = world.ago(given["discussed"]) if "discussed" in given else None
    row = AnalysisRound.objects.create(
        site=house.site, number=number, begun_on=world.ago(given["days"]), authors=given["authors"],
        facilitated=given.get("facilitated", False), discussed_on=discussed, **closed,
    )  # fmt: skip
    day, released = world.ago(max(given["days"] - 20, 1)), given.get("released", [])
    AnalysisPart.objects.bulk_create(
        AnalysisPart(
            site=house.site, round=row, kind=kind, number=at, text=given["parts"].get(kind, ""),
            released=kind in released, released_on=day if kind in released else None,
        )
        for at, kind in enumerate(AnalysisPart.Kind.values, 1)
    )  # fmt: skip
    FieldRating.objects.bulk_create(_ratings(world, house, row, given))
    return row


def _ratings(world: World, house: House, row: AnalysisRound, given: dict[str, Any]) -> list[FieldRating]:
    """What each view says to each field; 0: nobody was asked."""
    terms = Term.objects.on(world.today)
    fields, levels = ({term.number: term for term in terms.filter(catalogue=name)} for name in ("growth_field", "growth_level"))
    part, said = row.parts.get(kind="ratings"), given.get("words", {})
    views = {**given.get("views", {}), "common": given["common"]}
    return [
        FieldRating(
            site=house.site, part=part, field=fields[number], view=view, level=levels[level], people=given.get("people", {}).get(view),
            words=said.get(str(number), "") if view == "common" else "", basis=given.get("basis", "") if view == "common" else "",
        )
        for view, found in views.items()
        for number, level in enumerate(found, 1)
        if level
    ]  # fmt: skip


def _facts(world: World, house: House, row: AnalysisRound) -> None:
    parts = {part.kind: part for part in row.parts.all()}
    for given in WORDS["figure"]:
        facts = {name: given[name] for name in ("label", "source")}
        AnalysisFigure.objects.create(site=house.site, part=parts[given["kind"]], value=given.get("value"), day=world.ago(given["days"]), **facts)
    Conditions.objects.create(
        site=house.site, part=parts["conditions"], children=96, staff=12, attitude="offen und neugierig", rooms="Familienraum seit zwei Jahren"
    )


def _findings(house: House, row: AnalysisRound) -> None:
    part = row.parts.get(kind="findings")
    fields = {term.number: term for term in Term.objects.filter(catalogue="growth_field")}
    for given in WORDS["finding"]:
        goal = house.goals.get(given.get("goal", ""))
        finding = Finding.objects.create(site=house.site, part=part, field=fields[given["field"]], words=given["words"], goal=goal)
        if "step" in given:
            ActionStep.objects.filter(site=house.site, title=given["step"]).update(finding=finding)


def _team(world: World, house: House) -> None:
    """What the team of the main house thinks, learns and is made of."""

    def dated(given: dict[str, Any], name: str) -> dict[str, Any]:
        return {name: world.ago(given["days"]), **{key: value for key, value in given.items() if key not in {"days", "who"}}}

    site = house.site
    Reflection.objects.bulk_create(Reflection(site=site, **dated(given, "held_on")) for given in WORDS["reflection"])
    LearningNote.objects.bulk_create(
        LearningNote(site=site, author=house.people[ROLES[given["who"]]], **dated(given, "written_on")) for given in WORDS["note"]
    )
    TeamTraining.objects.bulk_create(TeamTraining(site=site, **dated(given, "held_on")) for given in WORDS["training"])
    TeamCount.objects.bulk_create(TeamCount(site=site, **dated(given, "counted_on")) for given in WORDS["count"])
    Qualification.objects.bulk_create(Qualification(site=site, **given) for given in WORDS["qualification"])
    Strength.objects.bulk_create(Strength(site=site, person=house.people[ROLES[given["who"]]], words=given["words"]) for given in WORDS["strength"])
