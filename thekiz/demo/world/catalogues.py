"""For whom and with whom the offers are, what the goals pay into, and what the houses say to the sentences of the recommendations."""

from dataclasses import dataclass
from datetime import date

from offers.models import Offer
from planning.models import CriterionNote, Goal, Term
from sites.core.rights import Role
from thekiz.demo.world.base import World
from thekiz.demo.world.texts import OFFERS

type Codes = dict[str, tuple[str, ...]]
OPEN = "Ohne Anmeldung, kostenlos, die Kinder dürfen mit."
FAMILY = "Geschwister und Großeltern sind willkommen; die Uhrzeit haben die Eltern gewählt."
NEAR = "Fünf Minuten zu Fuß aus dem Wohngebiet, der Bus hält vor der Tür."
NEEDS = "Einladungen mit Bildern und in drei Sprachen, stufenloser Eingang."


@dataclass(frozen=True)
class About:
    """What is said about an offer on its second page: for whom, its themes, settings, cross-cutting demands and field of service."""

    audience: tuple[str, ...]
    terms: Codes
    origin: str = "both"
    generations: str = "intra"
    by_appointment: bool = False
    additional: bool = True
    volunteers: int | None = None
    tuned_with: str = ""
    freelance_contract: str = ""


def about(theme: tuple[str, ...], setting: tuple[str, ...], field: str, cross: tuple[str, ...] = ()) -> Codes:
    return {"theme": theme, "setting": setting, "service_field": (field,), "cross_cutting": cross, "funding_source": ("lsz", "provider")}


WITH_FAMILIES, WITH_PARTNERS = "education_partnership", "learning_partnership"
ABOUT: dict[str, About] = {
    "cafe": About(("adults", "families"), about(("encounter", "self_help"), ("family", "neighbourhood"), WITH_FAMILIES, ("participation",))),
    "krabbel": About(("families",), about(("encounter", "parenting"), ("family",), WITH_FAMILIES), tuned_with="Familienzentrum im Nachbarort, im Januar"),
    "beratung": About(("adults",), about(("parenting",), ("family",), WITH_PARTNERS), by_appointment=True),
    "vaeter": About(("families",), about(("parenting", "family_forms"), ("family",), WITH_FAMILIES, ("participation",)), "both", "inter", volunteers=3),
    "antrag": About(("adults",), about(("authorities", "poverty_prevention"), ("family",), WITH_PARTNERS)),
    "babytreff": About(("families",), about(("parenting", "health_promotion"), ("family",), WITH_PARTNERS, ("child_protection",))),
    "deutsch": About(("adults",), about(("language", "social_participation"), ("neighbourhood",), WITH_FAMILIES, ("inclusion",)), volunteers=2),
    "schule": About(("adults",), about(("transitions",), ("institution",), WITH_PARTNERS), "centre_families", by_appointment=True),
    "werkstatt": About(("generations",), about(("generations", "demographic_change"), ("neighbourhood", "living_environment"), WITH_PARTNERS),
                       "both", "inter", volunteers=4, tuned_with="Seniorenbegegnung im Ort, vierteljährlich"),
    "turnen": About(("families",), about(("health_promotion",), ("living_environment",), WITH_PARTNERS), tuned_with="Sportverein, im August"),
    "kueche": About(("families",), about(("health_promotion", "poverty_prevention"), ("family",), WITH_FAMILIES)),
    "samstag": About(("adults", "children"), about(("work_family_balance", "family_forms"), ("family",), WITH_FAMILIES), by_appointment=True),
    "medien": About(("adults",), about(("parenting", "prevention"), ("family",), WITH_FAMILIES), freelance_contract="Honorarvertrag 14, 12. Januar"),
    "paar": About(("adults",), about(("separation",), ("family",), WITH_PARTNERS), by_appointment=True),
    "singen": About(("children", "families"), about(("encounter",), ("institution",), "base_mandate"), "centre_families", additional=False),
    "lotse": About(("adults", "families"), about(("authorities",), ("family", "neighbourhood"), WITH_PARTNERS), by_appointment=True),
}  # fmt: skip
#: Two houses of one planning area that have both said what their offers are about: their themes meet.
NEIGHBOURS = {"Kita Lindenhof", "Kita Birkenweg"}
#: Goal of the texts → the specific and general goals it pays into.
PAYS: dict[str, Codes] = {
    "kontakte": {
        "service_field": (WITH_FAMILIES,),
        "specific_goal": ("self_efficacy", "life_world"),
        "general_goal": ("social_networks", "quality_of_life"),
    },
    "vaeter": {"service_field": (WITH_FAMILIES,), "specific_goal": ("self_efficacy",), "general_goal": ("resources",)},
    "leistungen": {"service_field": (WITH_PARTNERS,), "specific_goal": ("special_support",), "general_goal": ("equal_opportunities",)},
    "babyzeit": {"service_field": (WITH_FAMILIES,), "specific_goal": ("fitting_offers",), "general_goal": ("early_involvement",)},
    "erziehung": {"service_field": (WITH_FAMILIES,), "specific_goal": ("fitting_offers",), "general_goal": ("competence_partnership",)},
    "sprache": {"service_field": (WITH_FAMILIES,), "specific_goal": ("special_support", "life_world"), "general_goal": ("equal_opportunities",)},
    "schule": {"service_field": (WITH_PARTNERS,), "specific_goal": ("fitting_offers",), "general_goal": ("early_involvement",)},
    "generationen": {"service_field": (WITH_PARTNERS,), "specific_goal": ("open_up", "life_world"), "general_goal": ("social_networks",)},
    "bewegung": {"service_field": (WITH_FAMILIES,), "specific_goal": ("fitting_offers",), "general_goal": ("quality_of_life",)},
    "entlastung": {"service_field": (WITH_FAMILIES,), "specific_goal": ("special_support",), "general_goal": ("resources",)},
}
SAID: dict[str, tuple[str, str]] = {
    "families_and_social_space": ("lived", "Jede zweite Familie im Elterncafé hat kein Kind in der Kita."),
    "whole_family": ("lived", "Großeltern und Geschwister stehen in jeder Einladung, und sie kommen."),
    "networked": ("on_the_way", "Wir sprechen Termine mit dem Sportverein ab; mit der Schule erst seit diesem Jahr."),
    "marks_of_offers": ("lived", "Niemand muss sich anmelden, die Tür zum Familienraum steht nachmittags offen."),
    "counselling": ("lived", "Alle zwei Wochen kommt die Erziehungsberatung ins Haus."),
    "from_needs": ("lived", "Die Liste der Bedarfe hängt im Teamzimmer; jedes Angebot nennt seinen."),
    "priorities": ("on_the_way", "Für das nächste Jahr haben wir zwei Schwerpunkte gewählt, aber noch nicht aufgeschrieben."),
    "co_design": ("on_the_way", "Väter planen ihren Samstag selbst. Beim Sommerfest planen noch wir."),
    "agreements": ("on_the_way", "Zwei Vereinbarungen sind unterschrieben, drei laufen auf Zuruf."),
    "volunteers": ("open", ""),
    "access": ("lived", "Der Weg ist ausgeschildert, der Eingang hat keine Stufe."),
    "coordination": ("lived", "Leitung und Koordination sitzen jeden Montag eine halbe Stunde zusammen."),
    "parents_included": ("lived", "Der Elternbeirat hat die Konzeption gelesen und Änderungen eingebracht."),
    "steering_team": ("on_the_way", "Dreimal in diesem Jahr, das vierte Treffen steht im Kalender."),
    "concept": ("on_the_way", "Zwei Abschnitte fehlen noch: Beteiligung und Sozialraum."),
    "whole_team": ("open", ""),
    "effects": ("on_the_way", "Zu drei Zielen wissen wir, woran wir sie erkennen."),
}


def classify(world: World) -> None:
    """The second page of the offers, the goals, and the sentences; houses on the way have said less."""
    terms = {(term.catalogue, term.code): term.pk for term in Term.objects.on(world.today)}
    _offers(world, terms)
    links = [
        (goal, terms[catalogue, code])
        for house in world.houses
        for key, goal in house.goals.items()
        for catalogue, codes in PAYS[key].items()
        for code in codes
    ]
    Goal.terms.through.objects.bulk_create(Goal.terms.through(goal=goal, term_id=pk) for goal, pk in links)
    _say(world, terms)


def _offers(world: World, terms: dict[tuple[str, str], int]) -> None:
    told = [house for house in world.houses if house.running and (house.name in NEIGHBOURS or world.dice("told", house.name).random() < 0.7)]
    sites = [house.site.pk for house in told]
    for key, plan in ABOUT.items():
        marks = {"low_threshold": OPEN if not plan.by_appointment else "", "family_orientation": FAMILY, "closeness": NEAR, "special_needs": NEEDS}
        Offer.objects.filter(site__in=sites, title=OFFERS[key].title).update(
            audience=list(plan.audience), origin=plan.origin, generations=plan.generations, by_appointment=plan.by_appointment, additional=plan.additional,
            volunteers=plan.volunteers, volunteers_suitable=bool(plan.volunteers) and key != "vaeter", tuned_with=plan.tuned_with,
            freelance_contract=plan.freelance_contract, **marks,
        )  # fmt: skip
    through = Offer.terms.through
    through.objects.bulk_create(
        through(offer=row, term_id=terms[catalogue, code])
        for house in told
        for key, row in house.offers
        for catalogue, codes in ABOUT[key].terms.items()
        for code in codes
    )


def _say(world: World, terms: dict[tuple[str, str], int]) -> None:
    notes = []
    for house in (house for house in world.houses if house.running and house.county.short == "IK"):
        dice = world.dice("criteria", house.name)
        said = SAID if house.name == "Kita Lindenhof" else dict(dice.sample(sorted(SAID.items()), dice.randint(3, 9)))
        for number, (code, (standing, how)) in enumerate(said.items()):
            day = max(date(world.year, 1, 10), world.ago(200 - 7 * number))
            notes.append(
                CriterionNote(site=house.site, criterion_id=terms["criterion", code], standing=standing, how=how, noted_on=min(day, world.ago(3)))
            )
    CriterionNote.objects.bulk_create(notes)
    lindenhof = world.house("Kita Lindenhof")
    for note in [note for note in notes if note.site == lindenhof.site][:3]:
        world.tell(note, note.noted_on, lindenhof.coordinator, Role.COORDINATOR, "created", "Einschätzung zu einem Kriterium angelegt")
