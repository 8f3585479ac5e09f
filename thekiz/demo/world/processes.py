"""Who accompanies the houses: contracts with their access, and the book of two years with its closed months."""

from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal

from planning.models import Term
from processes.models import ClosedMonth, Contract, FacilitationNote, FacilitationSession, FacilitationTask
from sites.core.roles import Role
from sites.models import Membership, Phase, User
from thekiz.demo.world.base import DAY, House, World
from thekiz.demo.world.names import FACILITATORS
from thekiz.demo.world.texts import HOUSES

#: The three sites of the account: hours a month and the reason given.
HADDAD = {
    "Kita Lindenhof": ("8.0", "", 500),
    "Kita Wiesengrund": ("6.0", "", 400),
    "Verbund Oberes Tal": ("9.0", "", 20),
}
LESS = (
    "Mehr Stunden waren im Haushalt nicht eingestellt; ab dem nächsten Jahr ist die Erhöhung beantragt.",
    "Die Begleitung läuft mit dem Nachbarstandort gemeinsam, die Hälfte der Termine gilt für beide.",
    "Das Team ist erfahren und hat um weniger Termine gebeten. Nach einem halben Jahr wird neu geschaut.",
)
RECOMMENDED = {Phase.ON_THE_WAY: "10.0", Phase.ESTABLISHED: "5.0", Phase.CONSULTATION: "6.0"}


def agreed(world: World, house: House) -> tuple[Decimal, str, date]:
    """Hours, the reason when they are fewer than recommended, and the last day."""
    if house.name in HADDAD:
        hours, reason, days = HADDAD[house.name]
        return Decimal(hours), reason, world.today + timedelta(days=days)
    dice, usual = world.dice("contract", house.name), Decimal(RECOMMENDED[Phase(house.phase)])
    last = date(world.year + 1, 12, 31)
    if house.name == "Kita Märchenwald":
        return Decimal(3), LESS[2], last
    if dice.random() < 0.2:
        return usual - dice.choice((1, 2, Decimal("2.5"))), dice.choice((*LESS, "")), last
    return usual + dice.choice((0, 0, 0, 1)), "", last


def accompany(world: World) -> None:
    """Contract and membership have the same days."""
    contracts, memberships, load = [], [], dict.fromkeys(FACILITATORS, 0)
    for house in (house for house in world.houses if house.running):
        dice = world.dice("facilitator", house.name)
        person = pick(world, house, load)
        if house.name not in HADDAD and dice.random() < 0.06:
            continue  # nobody found yet
        hours, reason, last = agreed(world, house)
        starts = max(house.since, date(world.year - 1, 1, 1))
        given = world.official(house.county, Role.SOCIAL_PLANNER)
        membership = Membership(
            user=person, role=Role.FACILITATOR, place_id=house.site.pk, place_kind="site", starts=starts, ends=last, given_by=given, accepted=starts
        )
        memberships.append(membership)
        contracts.append((house, Contract(
            site=house.site, facilitator=person, membership=membership, hours_per_month=hours, reason=reason, rate=Decimal(70), starts=starts, ends=last,
            client=dice.choice(("county", "county", "provider")),
        )))  # fmt: skip
    Membership.objects.bulk_create(memberships)
    Contract.objects.bulk_create(contract for _, contract in contracts)
    keep_books(world, contracts)
    for house, contract in contracts:
        planner = world.official(house.county, Role.SOCIAL_PLANNER)
        text = f"{contract.facilitator.name} begleitet den Standort ab {contract.starts:%d.%m.%Y}"
        world.tell(contract, contract.starts, planner, Role.SOCIAL_PLANNER, "begun", text, contract.reason)


def pick(world: World, house: House, load: dict[str, int]) -> User:
    if house.name in HADDAD:
        return world.accounts["prozessbegleitung"]
    name = min(load, key=lambda name: (load[name], name))
    load[name] += 1
    return world.accounts[name]


def keep_books(world: World, contracts: list[tuple[House, Contract]]) -> None:
    """Lines with their tasks and notes; what is over is closed at the beginning of the next month, for the account but the last one."""
    terms = {term.code: term for term in Term.objects.on(world.today).filter(catalogue="facilitation")}
    written = [(line, topic, codes) for house, contract in contracts for line, topic, codes in hours_of(world, house, contract)]
    FacilitationSession.objects.bulk_create(line for line, _, _ in written)
    pairs = FacilitationSession.tasks.through
    pairs.objects.bulk_create(pairs(facilitationsession_id=line.pk, term_id=terms[code].pk) for line, _, codes in written for code in codes.split())
    FacilitationNote.objects.bulk_create(note_of(world, line, topic) for line, topic, _ in written)
    closed = [row for house, contract in contracts for row in closed_of(world, house, contract, [line for line, _, _ in written])]
    ClosedMonth.objects.bulk_create(closed)
    FacilitationTask.objects.bulk_create(
        FacilitationTask(site=house.site, task=terms[code], begun_on=contract.starts + 20 * DAY, done_on=done)
        for house, contract in contracts
        for code, done in (("pb-t1", contract.starts + 120 * DAY), ("pb-t3", None))
        if contract.starts + 120 * DAY < world.today
    )


def note_of(world: World, line: FacilitationSession, topic: str) -> FacilitationNote:
    """Most notes are for the house, some are opened for county and state, a few are the writer's own."""
    dice = world.dice("note", f"{line.contract.site.name} {line.held_on} {topic}")
    door = dice.choice(("site", "site", "site", "county", "county", "private"))
    agreed = dice.choice(HOUSES["agreements"]) if door == "site" and dice.random() < 0.4 else ""
    return FacilitationNote(
        site_id=line.site_id,
        county_id=line.contract.site.county_id if door == "county" else None,
        session=line,
        held_on=line.held_on,
        hours=line.hours,
        author_id=line.contract.facilitator_id,
        door=door,
        topic=dice.choice(HOUSES["own_notes"]) if door == "private" else topic,
        agreements=agreed,
    )


def closed_of(world: World, house: House, contract: Contract, lines: list[FacilitationSession]) -> list[ClosedMonth]:
    sums: dict[date, Decimal] = defaultdict(Decimal)
    for line in lines:
        if line.contract is contract:
            sums[line.month] += line.hours
    present = world.today.replace(day=1)
    last = (present - DAY).replace(day=1) if house.name in HADDAD else present
    return [
        ClosedMonth(
            site=house.site,
            contract=contract,
            month=month,
            hours=hours,
            rate=contract.rate,
            amount=hours * contract.rate if contract.rate else None,
            closed_on=(month + 32 * DAY).replace(day=2),
        )
        for month, hours in sums.items()
        if month < last
    ]


def hours_of(world: World, house: House, contract: Contract) -> list[tuple[FacilitationSession, str, str]]:
    """Two or three dates a month that make about what was agreed, each with topic and tasks; less in summer, none before Christmas."""
    dice = world.dice("hours", house.name)
    lines: list[tuple[FacilitationSession, str, str]] = []
    month = contract.starts.replace(day=1)
    quiet = world.ago(house.silent_days)
    while month <= world.today:
        share = 0.4 if month.month in {7, 8} else dice.uniform(0.75, 1.08)
        number = dice.choice((2, 2, 3))
        for part in range(number):
            day = month + (3 + part * 9 + dice.randint(0, 4)) * DAY
            length = max(Decimal("0.5"), Decimal(round(float(contract.hours_per_month) * share / number * 4)) / 4)
            topic, kind, codes = dice.choice(HOUSES["topics"])
            if max(contract.starts, month) <= day < min(world.today, quiet) and day.weekday() < 6 and (day.month, day.day) < (12, 20):
                line = FacilitationSession(site_id=house.site.pk, contract=contract, held_on=day, month=day.replace(day=1), hours=length, kind=kind)
                lines.append((line, topic, codes))
        month = (month + 32 * DAY).replace(day=1)
    return lines
