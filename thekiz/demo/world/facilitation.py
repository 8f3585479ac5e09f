"""What stands around the contracts: fee table and rules of hours, the pool and who is looked for, a change in a house with its proposals, a reason."""

from datetime import date
from decimal import Decimal

from processes.models import ChangeEvent, ChangeProposal, Contract, FacilitationRequest, Facilitator, Fee, HoursEdition, HoursReason, HoursRule
from sites.core.roles import Role
from sites.models import Place
from thekiz.demo.world.base import House, World, words
from thekiz.demo.world.names import FACILITATORS

WORDS = words("facilitation")
#: Whose county holds an edition of its own from next year on, and the house in which something changes.
MAIN, CHANGING = "IK", "Kita Wiesengrund"
HOURS = (("first_two_years", 10, None), ("ongoing", 2, 5), ("change", 10, None), ("consultation_site", None, None))
LOOKED_FOR = 6


def surround(world: World) -> None:
    """Fees and rules, then the pool, then what hangs on the houses."""
    fees = set_fees(world)
    price(world, fees)
    edition(world)
    fill_pool(world)
    look_for(world)
    change(world)


def set_fees(world: World) -> list[Fee]:
    """The fee table of the Land in two versions; the later one begins next year."""
    last, year = date(world.year, 12, 31), world.year
    for fee in WORDS["fees"]:
        common = {"place": world.state.place, "step": fee["step"]}
        source = f"{WORDS['source']}, Stand {{}}"
        Fee.objects.create(euros=fee["euros"], source=source.format(year - 2), starts=date(year - 2, 1, 1), ends=last, **common)
        Fee.objects.create(euros=fee["later"], source=source.format(year + 1), starts=date(year + 1, 1, 1), **common)
    return list(Fee.objects.on(world.today).order_by("euros"))


def price(world: World, fees: list[Fee]) -> None:
    """Each contract with its step; a few pay more than the table says."""
    contracts = list(Contract.objects.order_by("pk"))
    for contract in contracts:
        dice = world.dice("fee", contract.pk - contracts[0].pk)
        contract.fee = fees[-1] if contract.facilitator == world.accounts["prozessbegleitung"] else dice.choice(fees[1:])
        contract.rate = contract.fee.euros + (5 if dice.random() < 0.1 else 0)
        contract.funding = dice.choice(("lsz", "lsz", "lsz", "county" if contract.client == "county" else "provider"))
        contract.model_reason = WORDS["model_reason"] if dice.random() < 0.3 else ""
        contract.reason_on = contract.starts if contract.reason else None
    Contract.objects.bulk_update(contracts, ["fee", "rate", "funding", "model_reason", "reason_on"])


def edition(world: World) -> None:
    """One county has decided on rules of its own for the next year."""
    county = world.counties[MAIN]
    name, source = f"Stundenregeln {county.name} {world.year + 1}", f"JHA {world.year}/58"
    row = HoursEdition.objects.create(place_id=county.pk, place_kind=Place.Kind.COUNTY, name=name, source=source, starts=date(world.year + 1, 1, 1))
    HoursRule.objects.bulk_create(
        HoursRule(place_id=county.pk, edition=row, when=when, hours=hours, up_to=up_to, paragraph=f"Nr. {number}")
        for number, (when, hours, up_to) in enumerate(HOURS, 1)
    )


def fill_pool(world: World) -> None:
    """Everybody with contracts, and two who have hours to give."""
    people = [world.accounts["prozessbegleitung"], *(world.accounts[name] for name in FACILITATORS)]
    for number, person in enumerate(people):
        about = WORDS["pool"][number % len(WORDS["pool"])]
        agreed = sum((one.hours_per_month for one in Contract.objects.on(world.today).filter(facilitator=person)), Decimal(0))
        Facilitator.objects.create(
            place=world.state.place, name=person.name, account=person, **about, capacity=agreed + (0, 4, 9)[number % 3],
            qualified_until=date(world.year + 1 + number % 4, 6, 30), course=WORDS["course"], course_starts=date(world.year - 3, 3, 1),
            course_ends=date(world.year - 3, 11, 30),
        )  # fmt: skip
    for about in WORDS["free"]:
        Facilitator.objects.create(place=world.state.place, **about)


def look_for(world: World) -> None:
    """For houses that nobody accompanies their county looks for somebody."""
    accompanied = set(Contract.objects.on(world.today).values_list("site", flat=True))
    alone = [house for house in world.houses if house.running and house.site.pk not in accompanied]
    for number, house in enumerate(alone[:LOOKED_FOR]):
        FacilitationRequest.objects.create(
            place_id=house.county.pk, site=house.site, site_name=f"{house.name}, {house.town.name}", hours=10 if house.phase == "on_the_way" else 5,
            starts=date(world.year + 1, 1, 1), wishes=WORDS["wishes"][number % len(WORDS["wishes"])], asked_on=world.ago(9 + number * 6),
        )  # fmt: skip
    association = world.house("Verbund Oberes Tal")  # six houses are too many for one person
    FacilitationRequest.objects.create(
        place_id=association.county.pk, site=association.site, site_name=f"{association.name}, {association.town.name}", hours=4,
        starts=date(world.year + 1, 3, 1), wishes=WORDS["second"], asked_on=world.ago(15),
    )  # fmt: skip


def change(world: World) -> None:
    """A new head: more hours are proposed and open, the extra meeting has been, the analysis waits with a reason."""
    house: House = world.house(CHANGING)
    begun = max(date(world.year if world.today.month > 6 else world.year - 1, 6, 1), house.since)
    event = ChangeEvent.objects.create(site=house.site, trigger="head", starts=begun, note=WORDS["change"], person_label=house.label(Role.HEAD))
    answered = world.past(date(begun.year, 6, 24))
    made = {"site": house.site, "event": event, "made_on": begun}
    ChangeProposal.objects.create(kind="hours", **made)
    ChangeProposal.objects.create(kind="meeting", state="accepted", answered_on=answered, **made)
    ChangeProposal.objects.create(kind="analysis", state="declined", sentence=WORDS["declined"], answered_on=answered, **made)
    contract = Contract.objects.on(world.today).filter(site=house.site).order_by("starts")[:1].get()
    HoursReason.objects.create(
        site=house.site, contract=contract, month=contract.starts.replace(day=1), text=WORDS["reason"], person_label=house.label(Role.HEAD),
        written_on=contract.starts,
    )  # fmt: skip
    world.tell(event, begun, house.head, Role.HEAD, "created", f"Veränderung „{event}“ angelegt")
