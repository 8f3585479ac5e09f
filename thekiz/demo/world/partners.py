"""With whom the houses work: partners of the neighbourhood, cooperations with their agreements, and the counts of fourteen months."""

from datetime import date
from typing import NamedTuple

from offers.models import ReferralCount, SupportCount
from planning.models import Term
from sites.core.roles import Role
from sites.models import Agreement, Cooperation, Partner
from thekiz.demo.world.base import DAY, House, World, words
from thekiz.demo.world.names import FIRST, LAST


class Plan(NamedTuple):
    """A partner as houses have them; {town} and {county} are theirs. `themes` is what families are passed on for."""

    name: str
    kind: str
    subject: str
    services: tuple[str, ...] = ()
    text: str = ""
    hours: str = ""
    languages: str = ""
    themes: tuple[str, ...] = ()
    voluntary: bool = False
    beyond: bool = True


POOL = {key: Plan(**partner) for key, partner in words("partners").items()}
#: The main house: partner → stage, days since it began, days until the agreement ends (0: open end; None: no agreement).
LINDENHOF: dict[str, tuple[str, int, int | None]] = {
    "eb": ("active", 1300, 38), "amt": ("active", 600, 400), "fh": ("active", 1500, 0), "vhs": ("active", 900, None), "gs": ("active", 2100, 0),
    "sport": ("active", 700, 220), "senioren": ("active", 420, None), "kirche": ("agreed", 20, 365), "ergo": ("talks", 0, None),
    "schuldner": ("contacted", 0, None), "betrieb": ("identified", 0, None), "allein": ("ended", 900, None), "hebamme": ("active", 260, 120),
    "lsz": ("active", 1600, None), "schutz": ("active", 1100, 0),
}  # fmt: skip
NEXT = {
    "talks": "Gespräch mit der Praxis über Zeiten und Raum",
    "contacted": "Rückruf abwarten, sonst noch einmal anrufen",
    "identified": "Mit der Leitung klären, wer anfragt",
    "agreed": "Ersten gemeinsamen Termin bekannt machen",
}
SUPPORT = {"family_education": 5, "referral": 4, "authority_help": 3, "benefit_application": 3, "other": 2}
MONTHS = 14


def cooperate(world: World) -> None:
    """Partners, cooperations, agreements; then the counts; then the last steps of the main house in its history."""
    running = [house for house in world.houses if house.running]
    partners = {(house.name, key): _partner(world, house, key) for house in running for key in _keys(world, house)}
    Partner.objects.bulk_create(partners.values())
    cooperations, agreements = [], []
    for house in running:
        for key in _keys(world, house):
            row, until = _cooperation(world, house, key, partners[house.name, key])
            cooperations.append(row)
            if until is not None:
                agreements.append((row, until))
    Cooperation.objects.bulk_create(cooperations)
    Agreement.objects.bulk_create(_agreement(world, row, until) for row, until in agreements)
    _count(world, running, partners)
    for row in cooperations:
        if row.site.name == "Kita Lindenhof" and row.stage in NEXT:
            house, day = world.house("Kita Lindenhof"), world.ago(4 + 3 * len(row.stage))
            world.tell(row, day, house.coordinator, Role.COORDINATOR, "stage", f"{row}: {row.get_stage_display()}", hour=13)


def _keys(world: World, house: House) -> list[str]:
    if house.name == "Kita Lindenhof":
        return list(LINDENHOF)
    return world.dice("partners", house.name).sample(list(POOL), world.dice("partners", house.name, "number").randint(4, 8))


def _partner(world: World, house: House, key: str) -> Partner:
    plan, dice = POOL[key], world.dice("partner", house.name, key)
    place = {"town": house.town.name, "county": house.county.name}
    return Partner(
        site=house.site, name=plan.name.format(**place), kind=plan.kind, services=list(plan.services), text=plan.text, hours=plan.hours,
        languages=plan.languages, contact=f"{dice.choice(FIRST)} {dice.choice(LAST)}", phone=f"0361 555 {dice.randint(2000, 8999)}",
        email=f"{key}@partner.example", address=f"Marktstraße {dice.randint(1, 48)}, {house.postcode} {house.town.name}",
    )  # fmt: skip


def _cooperation(world: World, house: House, key: str, partner: Partner) -> tuple[Cooperation, int | None]:
    """The cooperation, and in how many days its agreement ends (0: open end; None: none)."""
    plan, dice = POOL[key], world.dice("cooperation", house.name, key)
    if house.name == "Kita Lindenhof":
        stage, days, until = LINDENHOF[key]
    else:
        stage = dice.choices(("active", "agreed", "talks", "contacted", "identified", "ended"), (60, 8, 10, 8, 8, 6))[0]
        days = dice.randint(60, 1500) if stage in {"active", "ended"} else 0
        until = dice.choice((0, None, dice.randint(20, 700))) if stage in {"active", "agreed"} else None
    starts = world.ago(days) if days else None
    row = Cooperation(
        site=house.site, partner=partner, subject_text=plan.subject, stage=stage, nature="voluntary" if plan.voluntary else "professional",
        beyond_law=plan.beyond, starts=starts, ends=world.ago(days // 3) if stage == "ended" else None,
        next_step=NEXT.get(stage, ""), next_on=world.today + dice.randint(3, 30) * DAY if stage in NEXT else None,
    )  # fmt: skip
    return row, until


def _agreement(world: World, row: Cooperation, until: int) -> Agreement:
    ends = world.today + until * DAY if until else None
    starts = (row.starts or world.ago(10)) + 14 * DAY
    return Agreement(
        site=row.site, cooperation=row, title=row.subject_text, parties=f"{row.site.name} und {row.partner.name}", starts=min(starts, world.today),
        ends=ends, notice_until=ends - 60 * DAY if ends and until > 100 else None,
        notice="Zwei Monate vor dem Ende, sonst ein Jahr länger." if ends else "Drei Monate zum Jahresende.",
    )  # fmt: skip


def _count(world: World, houses: list[House], partners: dict[tuple[str, str], Partner]) -> None:
    """Few per month and theme, as it is in life; about half of them with an outcome."""
    themes = {term.code: term for term in Term.objects.on(world.today).filter(catalogue="theme")}
    kinds = {term.code: term for term in Term.objects.on(world.today).filter(catalogue="support_kind")}
    referrals, supports = [], []
    number = world.today.year * 12 + world.today.month - 1
    months = [date(at // 12, at % 12 + 1, 1) for at in range(number - MONTHS + 1, number + 1)]
    for house in houses:
        busy = 3 if house.name == "Kita Lindenhof" or "guide" in house.forms else 1
        for key in _keys(world, house):
            for theme in POOL[key].themes:
                dice = world.dice("referrals", house.name, key, theme)
                for month in months:
                    if month < house.since or dice.random() > 0.2 + 0.2 * busy:
                        continue
                    sent = dice.randint(1, 1 + 2 * busy)
                    arrived = dice.randint(0, sent)
                    referrals.append(
                        ReferralCount(
                            site=house.site, month=month, partner=partners[house.name, key], theme=themes[theme], number=sent, arrived=arrived,
                            not_gone=dice.randint(0, 1) if arrived < sent else 0, referred_by=dice.choice(("coordinator", "coordinator", "professional", "head")),
                        )
                    )  # fmt: skip
        for code, usual in SUPPORT.items():
            dice = world.dice("support", house.name, code)
            counted = [(month, dice.randint(0, usual + busy)) for month in months if month >= house.since]
            supports += [SupportCount(site=house.site, month=month, kind=kinds[code], number=sent) for month, sent in counted if sent]
    ReferralCount.objects.bulk_create(referrals)
    SupportCount.objects.bulk_create(supports)
