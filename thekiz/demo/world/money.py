"""What the measures cost and who pays: plausible lines for every measure, in euros and cents, and a rule of the county."""

from datetime import date
from decimal import Decimal

from planning.models import Cost, Funding, FundingRule, Term
from sites.core.roles import Role
from thekiz.demo.world.base import World

PARTS = (
    ("staff", "Koordination, pädagogische Fachkraft", 68),
    ("facilitation", "Prozessbegleitung", 12),
    ("fees", "Honorare für Kurse und Vorträge", 9),
    ("material", "Material, Bücher und Spiele", 6),
    ("administration", "Verwaltung und Abrechnung", 5),
)


def cents(amount: Decimal) -> Decimal:
    return amount.quantize(Decimal("0.01"))


def pay(world: World) -> None:
    """Costs of a measure are its grant and three tenths more; years that are over know what it came to."""
    sources = {term.code: term for term in Term.objects.filter(catalogue="funding_source")}
    costs, fundings = [], []
    for house in world.houses:
        for year, measure in house.measures.items():
            dice = world.dice("money", house.name, year)
            grant = measure.grant or Decimal(30_000)
            whole, over = cents(grant / Decimal("0.70")), year < world.year
            left = whole
            for kind, title, part in PARTS:
                planned = left if kind == "administration" else cents(whole * part / 100)
                left -= planned
                actual = cents(planned * dice.randint(93, 102) / 100) if over else None
                costs.append(Cost(site=house.site, measure=measure, kind=kind, title=title, planned=planned, actual=actual))
            if house.name == "Kita Lindenhof" and year == world.year:
                costs.append(
                    Cost(site=house.site, measure=measure, kind="investment", title="Überdachter Platz für Kinderwagen", planned=Decimal("2480.00"))
                )
                costs.append(
                    Cost(
                        site=house.site,
                        measure=measure,
                        kind="material",
                        title="Zwei Tablets für Video-Treffen",
                        planned=Decimal("749.90"),
                        crisis=True,
                    )
                )
            for code, amount, own in (("lsz", grant, False), ("provider", cents(whole * 18 / 100), True), ("municipality", None, True)):
                planned = amount if amount is not None else whole - grant - cents(whole * 18 / 100)
                actual = planned if over else None
                fundings.append(Funding(site=house.site, measure=measure, source=sources[code], own=own, planned=planned, actual=actual))
    Cost.objects.bulk_create(costs)
    Funding.objects.bulk_create(fundings)
    county = world.counties["IK"]
    rule = FundingRule.objects.create(
        place_id=county.pk, starts=date(world.year - 3, 1, 1), own_share=Decimal(30), base="eligible_expenditure",
        source="Richtlinie des Landkreises zur Familienförderung, Nr. 5.2",
    )  # fmt: skip
    planner = world.official(county, Role.SOCIAL_PLANNER)
    world.tell(rule, date(world.year - 3, 1, 12), planner, Role.SOCIAL_PLANNER, "rule", "Eigenanteil: 30 % der zuwendungsfähigen Ausgaben")
