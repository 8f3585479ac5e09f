"""Why the houses do what they do: needs, goals with indicators and values, the funded measures."""

from datetime import date, timedelta
from decimal import Decimal

from planning.models import Goal, Indicator, IndicatorKind, IndicatorValue, Measure, Need
from sites.core.roles import Role
from thekiz.demo.world.base import House, World
from thekiz.demo.world.offers import plans_of
from thekiz.demo.world.texts import GOALS, NEEDS, OFFERS

#: The main house as its story tells it: need → voices, days ago; goal or none; indicator or none.
LINDENHOF = {"treff": (47, 560), "vaeter": (9, 290), "antraege": (14, 40), "babys": (None, 215)}
LINDENHOF_GOALS = {"kontakte": True, "vaeter": True, "leistungen": False}


def needs_of(world: World, house: House) -> dict[str, tuple[int | None, int]]:
    """The needs that the house's offers answer, with voices and days ago, and one that nobody answers yet."""
    if house.name == "Kita Lindenhof":
        return LINDENHOF
    dice = world.dice("needs", house.name)
    answered = list(dict.fromkeys(OFFERS[key].need for key in plans_of(world, house)))
    gap = dice.choice([key for key in NEEDS if key not in answered])
    return {key: (dice.choice((None, *range(8, 64))), dice.randint(60, 700)) for key in (*answered[:5], gap)}


def explain(world: World) -> None:
    """Needs first, then the goals they lead to, then what goals are measured by."""
    running = [house for house in world.houses if house.running]
    for house in running:
        for key, (voices, days) in needs_of(world, house).items():
            words, day = NEEDS[key], max(world.ago(days), house.since)
            values = {"title": words["title"], "text": words["text"], "method": words["method"], "urgent": words.get("urgent", False)}
            house.needs[key] = Need(site=house.site, found_on=day, voices=voices, **values)
    Need.objects.bulk_create(need for house in running for need in house.needs.values())
    for house in running:
        wanted = LINDENHOF_GOALS if house.name == "Kita Lindenhof" else [key for key, goal in GOALS.items() if goal["need"] in house.needs][:3]
        for key in wanted:
            words = GOALS[key]
            starts = max(house.since, date(world.year - 1, 1, 1))
            due = date(world.year + (world.dice("due", house.name, key).random() < 0.6), 12, 31)
            values = {"title": words["title"], "step": words["step"], "starts": starts, "due": due}
            house.goals[key] = Goal(site=house.site, need=house.needs[words["need"]], **values)
    Goal.objects.bulk_create(goal for house in running for goal in house.goals.values())
    measure_goals(world, running)
    for house in running:
        if house.people[Role.COORDINATOR] in world.accounts.values():
            for need in house.needs.values():
                world.tell(need, need.found_on, house.coordinator, Role.COORDINATOR, "created", f"Bedarf „{need.title}“ festgehalten")
            for number, goal in enumerate(house.goals.values()):
                world.tell(goal, world.ago(9 + 30 * number), house.coordinator, Role.COORDINATOR, "changed", f"Ziel „{goal.title}“ geändert", hour=16)


def measure_goals(world: World, houses: list[House]) -> None:
    indicators, values = [], []
    for house in houses:
        for key, goal in house.goals.items():
            if house.name == "Kita Lindenhof" and not LINDENHOF_GOALS[key]:
                continue
            indicators.append(Indicator(site=house.site, goal=goal, baseline_on=goal.starts + timedelta(days=20), **GOALS[key]["indicator"]))
    Indicator.objects.bulk_create(indicators)
    for indicator in indicators:
        dice = world.dice("value", indicator.site.name, indicator.title)
        day, done = indicator.baseline_on + timedelta(days=150), 0.0
        while day < world.today:
            done = min(1.15, done + dice.uniform(0.1, 0.4))
            whole = indicator.target_of and indicator.target_of - dice.randint(0, 4)
            value = round(indicator.baseline + (indicator.target - indicator.baseline) * done, indicator.kind == IndicatorKind.SCALE)
            values.append(indicator.new_value(measured_on=day, value=min(value, whole) if whole else value, value_of=whole))
            day += timedelta(days=170 + dice.randint(0, 25))
    IndicatorValue.objects.bulk_create(values)


def fund(world: World) -> None:
    """Measures of the years before, of this year and of the next one for houses whose way is decided."""
    undecided = {"Kita Wiesengrund", "Kita Lindenhof"}
    measures, further = [], []
    for house in (house for house in world.houses if house.running):
        dice = world.dice("measure", house.name)
        main = dice.choice((3, 3, 3, 6)) if house.name != "Kita Lindenhof" else 3
        for year in range(max(world.year - 2, house.since.year), world.year + (1 if house.name in undecided else 2)):
            measure = Measure(
                site=house.site, funding_year=year, title=f"Thüringer Eltern-Kind-Zentrum {house.name}", action_field=world.fields[main],
                file_number=f"LSZ-{year}-{house.county.short}-{house.number:03d}" if year <= world.year else "",
                grant=Decimal(dice.randint(240, 420) * 100) if year <= world.year else None,
                report_due=date(year + 1, 1, 15) if house.county.short == "IK" else date(year + 1, 3, 31),
            )  # fmt: skip
            house.measures[year] = measure
            measures.append(measure)
            further.append((measure, 4 if main == 3 else 3))
    Measure.objects.bulk_create(measures)
    through = Measure.further_fields.through
    through.objects.bulk_create(through(measure=measure, actionfield=world.fields[number]) for measure, number in further)
