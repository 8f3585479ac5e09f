"""On which plan the demo world stands: bodies with meetings, resolutions, strategies, plans in their versions, representatives, deadlines."""

from dataclasses import dataclass, field
from datetime import date, time, timedelta

from planning.models import (
    AgendaItem,
    Body,
    BodyMember,
    Deadline,
    Edition,
    Measure,
    Meeting,
    Plan,
    PlanEntry,
    PlanGoal,
    Representative,
    Resolution,
    Strategy,
    StrategyTarget,
)
from sites.core.roles import Role
from sites.models import County
from thekiz.demo.world.base import DAY, House, World, at, words
from thekiz.demo.world.names import FIRST, LAST

MAIN = "IK"
#: Counties that have not got so far: without an adoption, without a representative, without a strategy.
NOT_ADOPTED, UNREPRESENTED, NO_STRATEGY = {"GRZ", "SLF", "HBN", "SON", "KYF"}, {"SOK", "GRZ", "EIC"}, {"GRZ", "SOK", "SÖM", "HBN", "SUL", "SON"}
#: In the main county: not yet in the plan of families, not yet in the demand plan, in the plan without their money.
LATE, NO_DEMAND, NO_MONEY = {"Kita Kunterbunt"}, {"Kita Regenbogen", "Kita Kunterbunt"}, {"Kita Wiesengrund"}
#: A Kita that the plans already foresee before it is decided: its case departs in nothing.
FORESEEN = "Kita Zwergenland"
PLANS = words("plans")
TEAM = (
    (Role.HEAD, "Kita-Leitung", "head"), (Role.COORDINATOR, "Koordination ThEKiZ", "coordinator"), (Role.PROVIDER, "Träger", "provider"),
    (Role.PARENT_REPRESENTATIVE, "Elternvertretung", "parents"), (None, "Grundschule", "partner"), (None, "Gemeinde", "municipality"),
)  # fmt: skip


@dataclass
class Shelf:
    """Rows to be saved, kind by kind."""

    members: list[BodyMember] = field(default_factory=list)
    meetings: list[Meeting] = field(default_factory=list)
    items: list[AgendaItem] = field(default_factory=list)
    targets: list[StrategyTarget] = field(default_factory=list)
    goals: list[PlanGoal] = field(default_factory=list)
    entries: list[PlanEntry] = field(default_factory=list)
    people: list[Representative] = field(default_factory=list)
    deadlines: list[Deadline] = field(default_factory=list)

    def save(self) -> None:
        """In the order of the fields: meetings before their items, goals before their entries."""
        for rows in vars(self).values():
            if rows:
                type(rows[0])._default_manager.bulk_create(rows)


def plan(world: World) -> None:
    """The counties first, then the bodies of the houses."""
    shelf, edition = Shelf(), Edition.objects.get(code="2021")
    named = {county.pk: _bodies_of(world, shelf, county) for county in world.counties.values()}
    papers = Resolution.objects.bulk_create(
        [paper for county in world.counties.values() for paper in _papers(world, county, named[county.pk], edition)]
    )
    plans = Plan.objects.bulk_create([row for county in world.counties.values() for row in _plans(world, county, papers)])
    strategies = Strategy.objects.bulk_create(
        Strategy(
            place_id=county.pk, title=f"ThEKiZ-Strategie {county.name}", year_from=world.year - 3, year_until=world.year + 2, goals=PLANS["strategy"], steps=PLANS["steps"],
            resolution=_paper(papers, county.pk, "strategy"),
        )
        for county in world.counties.values() if county.short not in NO_STRATEGY
    )  # fmt: skip
    for strategy in strategies:
        _aim(world, shelf, strategy)
    for row in plans:
        _fill(world, shelf, row)
    for county in world.counties.values():
        _represent(world, shelf, county)
        _set_deadlines(world, shelf, county)
    _bodies_of_houses(world, shelf)
    shelf.save()
    _pursue(world, shelf)


def _somebody(world: World, *words: object) -> str:
    dice = world.dice("body", *words)
    return f"{dice.choice(FIRST)} {dice.choice(LAST)}"


def _address(name: str, place: str) -> str:
    letters = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"}
    plain = "".join(letters.get(letter, letter) for letter in name.lower())
    return f"{plain.replace(' ', '.')}@{place}.example"


# The county -------------------------------------------------------------------------------------------------------


def _bodies_of(world: World, shelf: Shelf, county: County) -> dict[str, Body]:
    """The bodies of a county; the main county has all three with members, meetings and an agenda."""
    wanted = PLANS["bodies"] if county.short == MAIN else PLANS["bodies"][:2]
    rows = Body.objects.bulk_create(
        Body(place_id=county.pk, kind=one["kind"], name=one["name"], text=one["text"], starts=date(world.year - 2, 6, 9)) for one in wanted
    )
    for body, one in zip(rows, wanted, strict=True):
        for number, (name, organisation, function) in enumerate(one["members"]):
            person = name or _somebody(world, county.short, body.name, number)
            email = _address(person, "gremium") if number % 5 != 4 else ""
            values = {"name": person, "organisation": organisation, "function": function, "email": email}
            shelf.members.append(BodyMember(place_id=county.pk, body=body, starts=date(world.year - 2, 6, 9), **values))
        if county.short == MAIN:
            _meet(world, shelf, body)
    return {body.kind: body for body in rows}


def _meet(world: World, shelf: Shelf, body: Body) -> None:
    """Past meetings with results and one that comes, with the sites it is about."""
    houses = [house for house in world.houses if house.county.short == MAIN and house.running]
    last = world.house("Kita Wiesengrund").site
    for number, days in enumerate((260, 150, 40, -16)):
        day = world.ago(days + 3 * len(body.name) % 9)
        meeting = Meeting(
            place_id=body.place_id, body=body, held_on=day, starts_at=time(16, 30), where="Landratsamt, Sitzungssaal" if number % 3 != 1 else "Videokonferenz",
            digital=number % 3 == 1,
        )  # fmt: skip
        shelf.meetings.append(meeting)
        house = houses[number % len(houses)].site
        points = (
            ("Niederschrift der letzten Sitzung", None, "Ohne Einwände bestätigt."),
            (
                f"Bericht aus dem ThEKiZ {house.name}" if days > 0 else f"Fortführung {last.name}",
                house if days > 0 else last,
                "Zur Kenntnis genommen.",
            ),
            ("Stand der ThEKiZ-Strategie", None, "Die Zielzahl für das nächste Jahr bleibt."),
        )
        for position, (title, site, result) in enumerate(points, 1):
            values = {"number": position, "title": title, "site": site, "result": result if days > 0 else ""}
            shelf.items.append(AgendaItem(place_id=body.place_id, meeting=meeting, **values))


def _papers(world: World, county: County, bodies: dict[str, Body], edition: Edition) -> list[Resolution]:
    dice, committee = world.dice("papers", county.short), bodies["youth_welfare_committee"]
    year = world.year
    wanted = [
        ("plan", date(year - 2, 11, 20), f"Fachplan Familie {year - 1}–{year + 3}"),
        ("plan", world.past(date(year, 3, 19)), f"Kita-Bedarfsplan {year}/{year + 1}"),
    ]
    if county.short not in NOT_ADOPTED:
        wanted.append(
            ("adoption", date(dice.choice((2022, 2023, 2024)), dice.randint(2, 6), dice.randint(3, 26)), "Fachliche Empfehlungen ThEKiZ als Standard")
        )
    if county.short not in NO_STRATEGY:
        wanted.append(("strategy", date(year - 4, 11, 14), f"ThEKiZ-Strategie {year - 3} bis {year + 2}"))
    if county.short == MAIN:
        wanted.append(("sites", world.past(date(year - 1, 11, 13)), f"Fortführung der ThEKiZ im Förderjahr {year}"))
    return [
        Resolution(
            place_id=county.pk, body=committee, kind=kind, decided_on=day, number=f"JHA {day.year}/{20 + number + dice.randint(0, 2) * 7}", subject=subject,
            edition=edition if kind == "adoption" else None, deviations=PLANS["deviations"] if kind == "adoption" and county.short in {MAIN, "EF"} else "",
        )
        for number, (kind, day, subject) in enumerate(wanted)
    ]  # fmt: skip


def _paper(papers: list[Resolution], county: int, kind: str, subject: str = "") -> Resolution | None:
    return next((paper for paper in papers if paper.place_id == county and paper.kind == kind and subject in paper.subject), None)


def _plans(world: World, county: County, papers: list[Resolution]) -> list[Plan]:
    """The plan of families in its former and its present version, and the demand plan of the year; the silent county has none."""
    if county.short == "GRZ":
        return []
    year, title = world.year, f"Integrierter Fachplan Familie {county.name}"
    place = county.pk
    return [
        Plan(place_id=place, kind="integrated_plan", title=title, version=f"{year - 6}–{year - 2}", starts=date(year - 6, 1, 1), ends=date(year - 2, 12, 31)),
        Plan(
            place_id=place, kind="integrated_plan", title=title, version=f"{year - 1}–{year + 3}", starts=date(year - 1, 1, 1), ends=date(year + 3, 12, 31),
            resolution=_paper(papers, place, "plan", "Fachplan"),
        ),
        Plan(
            place_id=place, kind="demand_plan", title=f"Kita-Bedarfsplan {county.name}", version=f"{year}/{year + 1}", starts=date(year, 1, 1),
            ends=date(year + 1, 7, 31), resolution=_paper(papers, place, "plan", "Bedarfsplan"),
        ),
    ]  # fmt: skip


def _fill(world: World, shelf: Shelf, row: Plan) -> None:
    """Goals of the present plan of families, and the houses that stand in a version."""
    goals = []
    if row.kind == "integrated_plan":
        goals = [
            PlanGoal(
                place_id=row.place_id,
                plan=row,
                number=number,
                title=title.format(until=row.ends.year if row.ends else ""),
                action_field=world.fields[of],
            )
            for number, title, of in PLANS["goals"]
        ]
        shelf.goals += goals
    for house in world.houses:
        there = house.since <= (row.ends or world.today) if house.running else house.name == FORESEEN and row.ends and row.ends >= world.today
        if house.county.pk == row.place_id and there and _stands(world, house, row):
            page = world.dice("page", row.kind, row.version, house.name).randint(18, 74)
            section = f"S. {page}" if row.kind == "integrated_plan" else "Abschnitt 2.8"
            goal = goals[2 + page % 2] if goals else None
            funded = row.kind != "integrated_plan" or house.name not in NO_MONEY
            values = {"goal": goal, "section": section, "funded": funded}
            shelf.entries.append(PlanEntry(place_id=row.place_id, plan=row, site=house.site, **values))


def _stands(world: World, house: House, row: Plan) -> bool:
    if house.county.short == MAIN:
        return house.name not in (NO_DEMAND if row.kind == "demand_plan" else LATE)
    return world.dice("stands", row.kind, house.name).random() < (0.7 if row.kind == "demand_plan" else 0.9)


def _aim(world: World, shelf: Shelf, strategy: Strategy) -> None:
    """One more site a year than there were, a little ahead of what came true."""
    houses = [house for house in world.houses if house.county.pk == strategy.place_id and house.running]
    there = [sum(house.since <= date(year, 12, 31) for house in houses) for year in range(strategy.year_from, world.year + 1)]
    dice = world.dice("aim", strategy.place_id)
    for number, year in enumerate(range(strategy.year_from, strategy.year_until + 1)):
        sites = there[number] + dice.choice((0, 0, 1)) if number < len(there) else there[-1] + number - len(there) + 2
        if strategy.title.endswith("Ilm-Kreis") and year == world.year:
            sites = there[number] + 1
        consultation = int(year >= world.year - 1)
        shelf.targets.append(
            StrategyTarget(strategy=strategy, place_id=strategy.place_id, year=year, sites=max(sites, 1), consultation_sites=consultation)
        )


def _represent(world: World, shelf: Shelf, county: County) -> None:
    if county.short in UNREPRESENTED:
        return
    planner = world.official(county, Role.SOCIAL_PLANNER)
    phone = f"{county.phone.rsplit(' ', 1)[0]} 0110" if county.phone else ""
    values = {"name": planner.name, "function": "social_planner", "email": planner.email, "phone": phone, "user": planner}
    shelf.people.append(Representative(place_id=county.pk, starts=date(world.year - 2, 1, 1), **values))


def _set_deadlines(world: World, shelf: Shelf, county: County) -> None:
    """What differs from county to county; the main county's reports are due in the middle of January."""
    dice = world.dice("deadlines", county.short)
    asked = date(world.year, *dice.choice(((8, 31), (9, 30), (10, 31), (11, 7))))
    for year in (world.year, world.year + 1):
        report = date(year + 1, 1, 15) if county.short == MAIN else date(year + 1, 3, 31)
        dues = {
            "application": asked.replace(year=year - 1), "decision": date(year - 1, 11, 30), "report": report, "proof_of_use": date(year + 1, 6, 30),
        }  # fmt: skip
        for kind, due in dues.items():
            shelf.deadlines.append(Deadline(place_id=county.pk, funding_year=year, project_class="existing", kind=kind, due=due))
        shelf.deadlines.append(Deadline(place_id=county.pk, funding_year=year, project_class="micro", kind="report", due=date(year + 1, 3, 31)))


# The houses -------------------------------------------------------------------------------------------------------


def _bodies_of_houses(world: World, shelf: Shelf) -> None:
    """A Steuerungsteam for every house on its way, a parents' council for those of the main county."""
    running = [house for house in world.houses if house.running]
    teams = Body.objects.bulk_create(
        Body(
            place_id=house.site.pk,
            kind="steering_team",
            name="Steuerungsteam",
            text="Denkt die Entwicklung zum ThEKiZ gemeinsam.",
            starts=house.since,
        )
        for house in running
    )
    for team, house in zip(teams, running, strict=True):
        for number, (role, organisation, side) in enumerate(TEAM):
            known = house.people.get(role) if role else None
            name = known.name if known else _somebody(world, "team", house.name, number)
            shelf.members.append(
                BodyMember(place_id=house.site.pk, body=team, name=name, organisation=organisation, function_of=side, starts=house.since)
            )
        _meet_at_home(world, shelf, team, house)
    main = [house for house in running if house.county.short == MAIN]
    councils = Body.objects.bulk_create(
        Body(place_id=house.site.pk, kind="parents_council", name="Elternbeirat", text="Vertritt die Eltern der Kita.", starts=house.phases[0][1])
        for house in main
    )
    term = date(world.year - (world.today.month < 9), 9, 1)
    for council, house in zip(councils, main, strict=True):
        parent = house.people.get(Role.PARENT_REPRESENTATIVE)
        for number in range(4):
            name = parent.name if parent and number == 0 else _somebody(world, "council", house.name, number)
            function = "Vorsitz" if number == 0 else "Stellvertretung" if number == 1 else ""
            starts = term if number != 3 else term.replace(year=term.year - 1)
            ends = None if number != 3 else term - DAY
            shelf.members.append(
                BodyMember(place_id=house.site.pk, body=council, name=name, organisation="Eltern", function=function, starts=starts, ends=ends)
            )
        meeting = Meeting(place_id=house.site.pk, body=council, held_on=world.ago(34), starts_at=time(19), digital=True, where="Videokonferenz")
        shelf.meetings.append(meeting)
        shelf.items.append(
            AgendaItem(
                place_id=house.site.pk, meeting=meeting, number=1, title="Angebote im Winter", result="Der Beirat wünscht sich Zeiten am Samstag."
            )
        )
    _hear_the_parents(world, shelf, next(council for council in councils if council.place_id == world.house("Kita Lindenhof").site.pk))


def _hear_the_parents(world: World, shelf: Shelf, council: Body) -> None:
    """The main house asks its parents' council in some days what it says to the application."""
    meeting = Meeting(place_id=council.place_id, body=council, held_on=world.today + timedelta(days=6), starts_at=time(19, 30), where="Familienraum")
    shelf.meetings.append(meeting)
    shelf.items.append(AgendaItem(place_id=council.place_id, meeting=meeting, number=1, title="Anhörung zum Antrag des Hauses"))
    planning = Meeting(
        place_id=council.place_id, body=council, held_on=world.today + timedelta(days=55), starts_at=time(16), where="Familienraum, mit Kinderbetreuung",
        open_to_families=True,
    )  # fmt: skip
    shelf.meetings.append(planning)
    shelf.items.append(AgendaItem(place_id=council.place_id, meeting=planning, number=1, title="Was nehmen wir uns für das neue Jahr vor?"))


def _meet_at_home(world: World, shelf: Shelf, team: Body, house: House) -> None:
    """About four times a year; in the houses of the main county with agenda and results, and one date that comes."""
    dice = world.dice("team", house.name)
    told = house.county.short == MAIN
    for days in (280, 190, 96, 12, -44) if told else (96,):
        day = world.ago(days + dice.randint(0, 9))
        if day < house.since:
            continue
        meeting = Meeting(place_id=team.place_id, body=team, held_on=day, starts_at=time(15), ends_at=time(17), where="Familienraum")
        if day < world.today:
            meeting.state, meeting.closed_at = Meeting.State.CLOSED, at(day, 17, 5)
            meeting.closed_by = house.people[Role.COORDINATOR].name if Role.COORDINATOR in house.people else house.head.name
        shelf.meetings.append(meeting)
        if told:
            for number, (title, result) in enumerate(dice.sample(PLANS["topics"], 3), 1):
                values = {"number": number, "title": title, "result": result if day < world.today else ""}
                shelf.items.append(AgendaItem(place_id=team.place_id, meeting=meeting, **values))


def _pursue(world: World, shelf: Shelf) -> None:
    """Measures pursue the goal under which their site stands in the present plan."""
    goals = {entry.site_id: entry.goal for entry in shelf.entries if entry.goal and entry.plan.starts.year == world.year - 1}
    measures = [measure for house in world.houses for year, measure in house.measures.items() if house.site.pk in goals and year >= world.year - 1]
    for measure in measures:
        measure.plan_goal = goals[measure.site_id]
        measure.recipient = next(house.kitas[0].provider.name for house in world.houses if house.site.pk == measure.site_id)
    Measure.objects.bulk_update(measures, ["plan_goal", "recipient"])
