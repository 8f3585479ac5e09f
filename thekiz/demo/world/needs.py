"""How the houses and counties know what families need: assessments with results, figures of the social space, wishes, what is released."""

from datetime import date, timedelta
from decimal import Decimal

from planning.models import Assessment, AssessmentResult, Need, SocialFigure, Term, Wish
from sites.core.roles import Role
from sites.models import Entry
from thekiz.demo.world.base import House, World, at, words
from thekiz.demo.world.texts import NEEDS

ASSESSMENTS = words("assessments")
STATISTICS, JOB_CENTRE = "Thüringer Landesamt für Statistik", "Bundesagentur für Arbeit, Statistik"


def assess(world: World) -> None:
    """Assessments of counties and houses with their results; then what the needs rest on and what is released."""
    terms = {(term.catalogue, term.code): term for term in Term.objects.filter(catalogue__in=["theme", "burden", "social_indicator"])}
    themes = {code: term for (catalogue, code), term in terms.items() if catalogue != "social_indicator"}
    running = [house for house in world.houses if house.running]
    found, results = _of_counties(world, themes)
    by_house: dict[str, list[Assessment]] = {}
    for house in running:
        for assessment, voices in _of_house(world, house):
            by_house.setdefault(house.name, []).append(assessment)
            found.append(assessment)
            results += [(assessment, themes[code], number) for code, number in voices.items()]
    Assessment.objects.bulk_create(found)
    AssessmentResult.objects.bulk_create(
        AssessmentResult(assessment=row, place_id=row.place_id, theme=theme, voices=voices, voices_of=row.answered) for row, theme, voices in results
    )
    for house in running:
        _deepen(world, house, by_house[house.name], themes)
    Need.objects.bulk_update(
        [need for house in running for need in house.needs.values()], ["theme", "source_group", "assessment", "released"], batch_size=500
    )
    _count(world, {code: term for (catalogue, code), term in terms.items() if catalogue == "social_indicator"})
    _wish(world)


def _of_counties(world: World, themes: dict[str, Term]) -> tuple[list[Assessment], list[tuple[Assessment, Term, int]]]:
    found, results = [], []
    for short, county in world.counties.items():
        dice = world.dice("county needs", short)
        begin = world.ago(dice.randint(250, 900) if short != "IK" else 410)
        invited = dice.randint(1800, 5200)
        row = Assessment(
            place_id=county.pk, title=ASSESSMENTS["county"], method="survey", source_group="families", held_from=begin, held_until=begin + timedelta(days=35),
            invited=invited, answered=int(invited * dice.uniform(0.22, 0.38)), summary=ASSESSMENTS["county_summary"], released=True,
        )  # fmt: skip
        found.append(row)
        for code in ("parenting", "encounter", "mobility", "authorities", "work_family_balance", "income", "care"):
            results.append((row, themes[code], int(row.answered * dice.uniform(0.08, 0.55))))
    return found, results


def _of_house(world: World, house: House) -> list[tuple[Assessment, dict[str, int]]]:
    if house.name == "Kita Lindenhof":
        words = ASSESSMENTS["lindenhof"]
    else:
        dice, titles = world.dice("assessment", house.name), ASSESSMENTS["titles"]
        method, invited = dice.choice(list(titles)), dice.randint(28, 95)
        answered = int(invited * dice.uniform(0.35, 0.85))
        codes = dice.sample(["encounter", "parenting", "authorities", "mobility", "language", "health_promotion", "transitions"], 5)
        voices = {code: dice.randint(1, answered) for code in codes}
        words = [
            {
                "title": titles[method], "method": method, "whose": "parents", "days": dice.randint(60, 950), "invited": invited, "answered": answered,
                "summary": dice.choice(ASSESSMENTS["summaries"]), "released": dice.random() < 0.7, "voices": voices,
            }
        ]  # fmt: skip
    rows: list[tuple[Assessment, dict[str, int]]] = []
    for one in words:
        day = max(world.ago(one["days"]), house.since)
        row = Assessment(
            place_id=house.site.pk, title=f"{one['title']} {day.year}", method=one["method"], source_group=one["whose"], held_from=day,
            invited=one.get("invited"), answered=one["answered"], summary=one["summary"], released=one["released"],
        )  # fmt: skip
        rows.append((row, one["voices"]))
    return rows


def _deepen(world: World, house: House, assessments: list[Assessment], themes: dict[str, Term]) -> None:
    """What a need is about, from which assessment it comes, and whether the county reads it."""
    dice = world.dice("released", house.name)
    for key, need in house.needs.items():
        need.source_group, need.theme = NEEDS[key]["whose"], themes[NEEDS[key]["theme"]]
        need.assessment = next((row for row in assessments if row.method == need.method), None)
        need.released = dice.random() < 0.7 if house.name != "Kita Lindenhof" else key != "vaeter"
    if house.coordinator in world.accounts.values():
        for row in assessments:
            text = f"Bedarfserhebung „{row.title}“ eingetragen"
            world.tell(row, world.past(row.held_from + timedelta(days=9)), house.coordinator, Role.COORDINATOR, "created", text)


def _count(world: World, indicators: dict[str, Term]) -> None:
    """Inhabitants, children, families in need and ways, by municipality; the county of the story with two years."""
    figures = []
    for town in world.towns.values():
        dice, is_ours = world.dice("figures", town.name), town.county.short == "IK"
        people = dice.randint(3_900, 39_000)
        for year in (world.year - 2, world.year - 1) if is_ours else (world.year - 1,):
            day, children = date(year, 12, 31), int(people * dice.uniform(0.048, 0.061))
            values = [("population", people, None, STATISTICS), ("children_under_7", children, people, STATISTICS)]
            if is_ours:
                poor, abroad = int(children * dice.uniform(0.07, 0.19)), int(children * dice.uniform(0.05, 0.16))
                values += [
                    ("minimum_income_children", poor, children, JOB_CENTRE),
                    ("foreign_children", abroad, children, STATISTICS),
                    ("minutes_to_advice", dice.randint(9, 58), None, "Nahverkehrsplan Ilm-Kreis"),
                ]
            for code, value, whole, source in values:
                figures.append(
                    SocialFigure(
                        place_id=town.county_id, municipality=town, indicator=indicators[code], day=day, value=Decimal(value),
                        value_of=Decimal(whole) if whole else None, source=source,
                    )
                )  # fmt: skip
    rates = [
        (date(2019, 3, 1), "95.8", "Landesamt für Statistik, Tabelle KT001505 (Landeswert zum Vergleich)"),
        (date(world.year - 1, 3, 1), "94.9", STATISTICS),
    ]
    for day, rate, source in rates:
        figures.append(
            SocialFigure(
                place_id=world.counties["IK"].pk,
                indicator=indicators["care_rate_3_6"],
                day=day,
                value=Decimal(rate),
                value_of=Decimal(100),
                source=source,
            )
        )
    SocialFigure.objects.bulk_create([*figures, *_of_the_whole(world.counties["IK"].pk, figures)])


def _of_the_whole(county: int, figures: list[SocialFigure]) -> list[SocialFigure]:
    """The county's own value beside its municipalities, for what can be added up."""
    sums: dict[tuple[Term, date], list[SocialFigure]] = {}
    for figure in figures:
        if figure.place_id == county and figure.municipality and figure.indicator.code != "minutes_to_advice":
            sums.setdefault((figure.indicator, figure.day), []).append(figure)
    return [
        SocialFigure(
            place_id=county, indicator=indicator, day=day, value=sum(row.value for row in rows), source=rows[0].source,
            value_of=sum(row.value_of for row in rows if row.value_of) or None,
        )
        for (indicator, day), rows in sums.items()
    ]  # fmt: skip


def _wish(world: World) -> None:
    house = world.house("Kita Lindenhof")
    wishes = Wish.objects.bulk_create(
        Wish(
            site=house.site, text=text, created=at(world.ago(days), 20, 15), need=house.needs.get(outcome),
            set_aside_on=world.ago(days - 5) if outcome == "aside" else None,
        )
        for days, text, outcome in reversed(ASSESSMENTS["wishes"])
    )  # fmt: skip
    world.history += [
        Entry(
            place_id=house.site.pk, person_label="Eine Familie", at=wish.created, subject=f"planning.wish:{wish.pk}", kind="wished",
            text="Wunsch einer Familie", internal=True,
        )
        for wish in wishes
    ]  # fmt: skip
