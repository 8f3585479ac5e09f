"""For whom and with whom the offers are, what the goals pay into, and what the houses say to the sentences of the recommendations."""

from datetime import date

from offers.models import Offer
from planning.models import CriterionNote, Goal, Term
from sites.core.roles import Role
from thekiz.demo.world.base import World, words
from thekiz.demo.world.texts import GOALS, OFFERS

FUNDED = {"funding_source": ["lsz", "provider"]}
#: What is said about an offer where its words say nothing else.
USUAL = {
    "origin": "both", "generations": "intra", "registration": "none", "additional": True, "volunteers": None, "tuned_with": "", "freelance_contract": "",
}  # fmt: skip
OPEN = "Ohne Anmeldung, kostenlos, die Kinder dürfen mit."
FAMILY = "Geschwister und Großeltern sind willkommen; die Uhrzeit haben die Eltern gewählt."
NEAR = "Fünf Minuten zu Fuß aus dem Wohngebiet, der Bus hält vor der Tür."
NEEDS = "Einladungen mit Bildern und in drei Sprachen, stufenloser Eingang."
#: Two houses of one planning area that have both said what their offers are about: their themes meet.
NEIGHBOURS = {"Kita Lindenhof", "Kita Birkenweg"}
SAID = words("criteria")


def classify(world: World) -> None:
    """The second page of the offers, the goals, and the sentences; houses on the way have said less."""
    terms = {(term.catalogue, term.code): term.pk for term in Term.objects.on(world.today)}
    _offers(world, terms)
    links = [
        (goal, terms[catalogue, code])
        for house in world.houses
        for key, goal in house.goals.items()
        for catalogue, codes in GOALS[key]["pays"].items()
        for code in codes
    ]
    Goal.terms.through.objects.bulk_create(Goal.terms.through(goal=goal, term_id=pk) for goal, pk in links)
    _say(world, terms)


def _offers(world: World, terms: dict[tuple[str, str], int]) -> None:
    told = [house for house in world.houses if house.running and (house.name in NEIGHBOURS or world.dice("told", house.name).random() < 0.7)]
    sites = [house.site.pk for house in told]
    for key, plan in OFFERS.items():
        about = {name: value for name, value in {**USUAL, **plan.about}.items() if name != "terms"}
        suitable = bool(about["volunteers"]) and key != "vaeter"
        marks = {
            "low_threshold": "" if about["registration"] == "required" else OPEN,
            "family_orientation": FAMILY,
            "closeness": NEAR,
            "special_needs": NEEDS,
        }
        Offer.objects.filter(site__in=sites, title=plan.title).update(volunteers_suitable=suitable, **about, **marks)
    for house in told:
        for key, row in house.offers:
            row.additional = {**USUAL, **OFFERS[key].about}["additional"]  # its sessions follow
    through = Offer.terms.through
    through.objects.bulk_create(
        through(offer=row, term_id=terms[catalogue, code])
        for house in told
        for key, row in house.offers
        for catalogue, codes in {**OFFERS[key].about["terms"], **FUNDED}.items()
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
