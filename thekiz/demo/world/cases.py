"""How the houses came into the programme and who waits now: interests, applications in every state, statements, decisions."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from planning.models import Application, Decision, Interest, Party, Resolution, Statement
from planning.rules.decisions import in_words
from sites.core.journal import REMINDED
from sites.core.roles import Role
from sites.models import Comment, Phase, SitePhase, User
from thekiz.demo.world.base import DAY, House, World, at, words
from thekiz.demo.world.names import LAST

#: A house about whose present year nothing is decided yet.
UNDECIDED = "Kita Regenbogen"
WORDS = words("cases")


@dataclass(frozen=True)
class Case:
    """An application that runs today: state, days ago begun and submitted, what is missing or otherwise, whom the head has reminded (days ago)."""

    house: str
    state: str
    route: str
    begun: int
    submitted: int | None = None
    missing: tuple[Party, ...] = ()
    refused: tuple[Party, ...] = ()
    fte: str = "0.50"
    source: str = "Elternbefragung, März, 47 Antworten; Ortsbegehung mit dem Jugendamt"
    forms: tuple[str, ...] = ("gallery",)
    comments: tuple[tuple[Role, str, str, int], ...] = ()
    reminded: tuple[tuple[Role, int], ...] = ()
    text: bool = True


PLANNER, YOUTH = Role.SOCIAL_PLANNER, Role.YOUTH_WELFARE_OFFICE
#: comments: role, audience (site or county), text, days ago.
CASES = (
    Case(
        "Kita Wiesengrund", "submitted", "administration", 48, 18, (Party.MUNICIPALITY,),
        comments=(
            (YOUTH, "county", "Fachlich stimmig. Die sechs Stunden Begleitung sind knapp, die neue Leitung ist erst seit Juni da.", 16),
            (PLANNER, "site", "Bitte fragen Sie bei der Stadt nach: Ohne die Zustimmung der Gemeinde kann ich es dem Ausschuss nicht vorlegen.", 12),
        ),
    ),
    Case("Kita Zwergenland", "submitted", "kita", 95, 9, fte="0.50", forms=("one_roof",)),
    Case("Kita Sonnenhang", "submitted", "kita", 70, 5, (Party.YOUTH_WELFARE_OFFICE,), (Party.TEAM,), fte="1.20", source="", forms=("one_roof", "guide")),
    Case(
        "Kita Mühlbach", "returned", "kita", 66, 30, (Party.PARENTS, Party.MUNICIPALITY), forms=("guide",),
        comments=((PLANNER, "site", "Schöner Antrag. Mir fehlt noch, wie Sie die Bedarfe erhoben haben und was der Elternbeirat sagt.", 11),),
    ),
    Case("Kita Talblick", "open", "kita", 40, None, tuple(Party), source="", text=False),
    Case(
        "Kita Lindenhof", "open", "administration", 20, None, (Party.PARENTS, Party.MUNICIPALITY, Party.YOUTH_WELFARE_OFFICE), reminded=((YOUTH, 3),),
    ),
    Case("Kita Schlossblick", "submitted", "kita", 80, 12, (Party.PARENTS,), forms=("one_roof",)),
    Case("Kita Hainspatzen", "returned", "kita", 120, 60, (Party.TEAM,), forms=("network",)),
    Case("Kita Petersberg", "open", "administration", 30, None, tuple(Party)[1:], source="", text=False),
)  # fmt: skip


@dataclass
class Shelf:
    """Rows to be saved, kind by kind."""

    applications: list[tuple[House, Application, Any]] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)


def open_cases(world: World) -> None:
    interests = Interest.objects.bulk_create(
        Interest(
            place_id=world.counties[one["county"]].pk, municipality=world.towns[one["town"]], kita_name=one["kita"], provider_name=one["provider"],
            contact=one["contact"], email=f"{one['contact'].split()[-1].lower().replace('ö', 'oe')}@kita.example", phone="0361 555 0190",
            message=one["message"], created=at(world.ago(one["days"]), 20, 14), state=one["state"],
        )
        for one in WORDS["interests"]
    )  # fmt: skip
    confirmed = {interest.kita_name: interest for interest in interests if interest.state == "confirmed"}
    for interest in interests:
        if interest.state != "received":
            county = next(county for county in world.counties.values() if county.pk == interest.place_id)
            done = interest.flow["confirm" if interest.state == "confirmed" else "decline"]
            day = interest.created.date() + 12 * DAY
            world.tell(
                interest, day, world.official(county, PLANNER), PLANNER, done.name, done.done, "" if done.name == "confirm" else "Räume fehlen noch."
            )
    shelf = Shelf()
    for house in world.houses:
        if len(house.phases) > 1:
            shelf.applications.append((house, past_application(world, house), None))
    for case in CASES:
        house = world.house(case.house)
        shelf.applications.append((house, running_application(world, house, case, confirmed.get(case.house)), case))
    shelf.applications.append((world.house("Kita Talblick"), withdrawn(world, world.house("Kita Talblick")), "withdrawn"))
    Application.objects.bulk_create(application for _, application, _ in shelf.applications)
    for house, application, case in shelf.applications:
        if case is None:
            decide(world, house, application, shelf)
            step_forward(world, house, shelf)
        elif isinstance(case, Case):
            proceed(world, house, application, case, shelf)
    end_and_reject(world, shelf)
    Statement.objects.bulk_create(shelf.statements)
    Decision.objects.bulk_create(shelf.decisions)
    Comment.objects.bulk_create(shelf.comments)
    told = {f"planning.application:{application.pk}": str(application) for _, application, _ in shelf.applications}
    for row in shelf.comments:
        about, role = told[row.subject], Role(next(role for role in Role if row.person_label.endswith(role.label)))
        world.tell(row, row.at.date(), row.person, role, "commented", f"Kommentar zu {about}", hour=row.at.hour, about=about, subject=row.subject)
    for decision in shelf.decisions:
        county = decision.site.county
        text = f"Entscheidung „{decision.get_kind_display()}“ vom {decision.decided_on:%d.%m.%Y}, {decision.number}"
        world.tell(decision, decision.decided_on + 3 * DAY, world.official(county, PLANNER), PLANNER, "decided", text)


def dossier(world: World, house: House, *, source: str, forms: list[str]) -> dict[str, Any]:
    dice = world.dice("dossier", house.name)
    reason, why = dice.choice(WORDS["reasons"])
    return {
        "needs_text": WORDS["needs_text"].format(n=dice.randint(28, 64)),
        "needs_source": source,
        "location_reasons": [reason],
        "reason_text": why,
        "forms": forms,
    }


def past_application(world: World, house: House) -> Application:
    begun = house.phases[0][1]
    number = f"SP-{begun.year}-{house.county.short}-{house.number:03d}"
    return Application(
        site=house.site, route=world.dice("route", house.name).choice(("administration", "kita")), begun=begun, submitted=begun + timedelta(days=55),
        file_number=number, coordinator_fte=Decimal("0.50"), team_informed=begun + timedelta(days=20), wanted_start=house.since, state="decided",
        **dossier(world, house, source=f"Elternbefragung {begun.year}", forms=house.forms),
    )  # fmt: skip


def running_application(world: World, house: House, case: Case, interest: Interest | None) -> Application:
    begun = world.ago(case.begun)
    submitted = world.ago(case.submitted) if case.submitted else None
    words = dossier(world, house, source=case.source, forms=list(case.forms)) if case.text else {}
    return Application(
        site=house.site, route=case.route, interest=interest, begun=begun, submitted=submitted,
        file_number=f"SP-{begun.year}-{house.county.short}-{house.number:03d}{'-F' if house.running else ''}" if submitted else "",
        coordinator_fte=Decimal(case.fte) if case.text else None, team_informed=begun + 9 * DAY if case.text else None,
        wanted_start=date(world.year + 1, 1, 1), state=case.state, **words,
    )  # fmt: skip


def withdrawn(world: World, house: House) -> Application:
    """An earlier try: the provider had no room then."""
    begun = world.ago(430)
    return Application(
        site=house.site, route="kita", begun=begun, submitted=begun + 30 * DAY, state="withdrawn",
        **dossier(world, house, source="Gespräche mit Eltern", forms=["guide"]),
    )  # fmt: skip


def proceed(world: World, house: House, application: Application, case: Case, shelf: Shelf) -> None:
    """Statements, history and comments of an application that runs today."""
    planner = world.official(house.county, PLANNER)
    opener, role = (planner, PLANNER) if case.route == "administration" else (house.head, Role.HEAD)
    world.tell(application, application.begun, opener, role, "opened", f"Antrag {house.name} begonnen")
    for number, party in enumerate(party for party in Party if party not in case.missing):
        day = min(application.begun + (6 + 4 * number) * DAY, world.ago(3))
        shelf.statements.append(statement(world, house, application, party, day, refused=party in case.refused))
    if application.submitted:
        world.tell(application, application.submitted, house.head, Role.HEAD, "submit", "Antrag eingereicht", hour=15)
    if case.state == "returned":
        day = min((application.submitted or application.begun) + 12 * DAY, world.ago(1))
        world.tell(
            application, day, planner, PLANNER, "hand_back", "Zurück zur Ergänzung gegeben", "Bitte ergänzen Sie die fehlenden Stellungnahmen."
        )
    for asked, days in case.reminded:
        text = f"{asked.label} {house.county.name} erinnert: Stellungnahme zum {application}"
        world.tell(application, world.ago(days), house.head, Role.HEAD, REMINDED, text, asked=asked)
    for number, (author, audience, text, days) in enumerate(case.comments):
        person = world.official(house.county, author)
        shelf.comments.append(
            Comment(
                place_id=house.site.pk if audience == "site" else house.county.pk, subject=f"planning.application:{application.pk}", text=text,
                person=person, person_label=f"{person.name}, {author.label}", at=at(world.ago(days), 9 + number, 25),
            )
        )  # fmt: skip


def statement(world: World, house: House, application: Application, party: Party, day: date, *, refused: bool = False) -> Statement:
    dice = world.dice("statement", house.name, application.begun, party)
    team = dice.randint(8, 15)
    behalf = (party in {Party.MUNICIPALITY, Party.TEAM} and dice.random() < 0.6) or party == Party.MUNICIPALITY
    return Statement(
        application=application, site=house.site, party=party, stance="refused" if refused else "given", stated_on=day,
        spoken_by=f"{WORDS['speakers'][party]}, {dice.choice(('Frau', 'Herr'))} {dice.choice(LAST)}",
        votes_for=team - dice.randint(0, 2) - (6 if refused else 0) if party == Party.TEAM else None, votes_all=team if party == Party.TEAM else None,
        text=WORDS["stances"][party] if not refused else "Die Mehrheit sieht die Nachmittage nicht abgedeckt und möchte erst die offene Stelle besetzt haben.",
        on_behalf=behalf, paper=f"Protokoll vom {day:%d.%m.%Y}" if behalf else "", recorded_by=recorder(world, house, party, behalf),
    )  # fmt: skip


def recorder(world: World, house: House, party: Party, behalf: bool) -> User:
    if behalf:
        return world.official(house.county, PLANNER)
    if party == Party.YOUTH_WELFARE_OFFICE:
        return world.official(house.county, YOUTH)
    if party == Party.PROVIDER:
        return world.providers_people[house.kitas[0].provider.pk]
    return house.head


def decide(world: World, house: House, application: Application, shelf: Shelf) -> None:
    """The decision with which a house began its way, with the statements of that time."""
    for party in Party:
        shelf.statements.append(statement(world, house, application, party, application.begun + 30 * DAY))
    decided = house.since - 20 * DAY
    shelf.decisions.append(
        Decision(
            site=house.site, application=application, kind="establish", body="youth_welfare_committee", decided_on=decided,
            number=f"JHA {decided.year}/{house.number % 60 + 1}", effective_from=house.since,
            reasons="Der Bedarf ist belegt, Träger und Team stehen dahinter, der Sozialraum hat kein vergleichbares Angebot.",
            recorded_by=world.official(house.county, PLANNER), recorded=at(decided + 3 * DAY),
        )
    )  # fmt: skip


def step_forward(world: World, house: House, shelf: Shelf) -> None:
    """The later steps of a house: to ThEKiZ about two years on, of a few to consultation site."""
    for number, (phase, starts, _) in enumerate(house.phases):
        if phase not in Decision.ADVANCES:
            continue
        decided = starts - 20 * DAY
        shelf.decisions.append(
            Decision(
                site=house.site, kind="advance", phase=phase, body="youth_welfare_committee", decided_on=decided, funding_year=starts.year,
                number=f"JHA {decided.year}/{house.number % 60 + number}", effective_from=starts, reasons=WORDS["steps"][phase],
                recorded_by=world.official(house.county, PLANNER), recorded=at(decided + 3 * DAY), effects=effects_of(house, phase),
            )
        )  # fmt: skip


def effects_of(house: House, phase: str) -> dict[str, Any]:
    """The phase that began with a decision, and the one it ended."""
    phases = list(SitePhase.objects.filter(site=house.site).order_by("starts"))
    at = next(number for number, row in enumerate(phases) if row.phase == phase)
    return {"phase": phases[at].pk, "reopened": phases[at - 1].pk, "starts": f"{phases[at - 1].starts}"}


def continue_sites(world: World) -> None:
    """Last autumn the committee decided about this funding year, with one resolution for all houses of the county but one."""
    paper = Resolution.objects.get(kind="sites")
    running = [house for house in world.houses if house.county.pk == paper.place_id and house.name != UNDECIDED and house.running]
    decisions = Decision.objects.bulk_create(
        Decision(
            site=house.site, kind="continue", body="youth_welfare_committee", decided_on=paper.decided_on, number=paper.number, resolution=paper,
            funding_year=world.year, effective_from=date(world.year, 1, 1), next_due=date(world.year, 11, 30),
            reasons="Der Bedarf besteht weiter, die Angebote werden angenommen, der Eigenanteil ist gesichert.",
            recorded_by=world.official(house.county, PLANNER), recorded=at(paper.decided_on + 3 * DAY),
        )
        for house in running if house.since < paper.decided_on
    )  # fmt: skip
    take_one_back(world, paper)
    for decision in decisions:
        world.tell(
            decision,
            paper.decided_on + 3 * DAY,
            decision.recorded_by,
            PLANNER,
            "decided",
            f"Entscheidung „Fortführen“ für {world.year}, {paper.number}",
        )


def take_one_back(world: World, paper: Resolution) -> None:
    """One was entered although the committee had put it off: it was taken back, and this year is still undecided."""
    house = world.house(UNDECIDED)
    planner = world.official(house.county, PLANNER)
    entered, reason = paper.decided_on + 3 * DAY, "Der Ausschuss hat Kita Regenbogen auf die nächste Sitzung vertagt. Ich hatte sie mit eingetragen."
    decision = Decision.objects.create(
        site=house.site, kind="continue", body="youth_welfare_committee", decided_on=paper.decided_on, number=paper.number, resolution=paper,
        funding_year=world.year, effective_from=date(world.year, 1, 1), next_due=date(world.year, 11, 30),
        reasons="Der Bedarf besteht weiter, die Angebote werden angenommen, der Eigenanteil ist gesichert.",
        recorded_by=planner, recorded=at(entered), taken_back=entered + 5 * DAY, taken_back_by=planner, take_back_reason=reason,
    )  # fmt: skip
    resting = f"{decision.get_body_display()}, {paper.decided_on:%d.%m.%Y}, {paper.number}"
    world.tell(decision, entered, planner, PLANNER, "decided", f"Entscheidung „Fortführen“ für {world.year}, {paper.number}")
    world.tell(
        decision, entered + 5 * DAY, planner, PLANNER, "taken_back", f"Entscheidung zurückgenommen: {resting}", reason, about=in_words(decision)
    )


def end_and_reject(world: World, shelf: Shelf) -> None:
    """A site that ended, a house that was refused: history that must not be lost."""
    ended = world.house("Kita Waldwichtel")
    last = ended.phases[-1][1]
    shelf.decisions.append(
        Decision(
            site=ended.site, kind="end", body="youth_welfare_committee", decided_on=last - 20 * DAY, number=f"JHA {last.year}/41", effective_from=last,
            funding_year=last.year,
            reasons="Der Träger schließt die Kita zum Sommer. Die Angebote gehen an die Kita Märchenwald über.",
            recorded_by=world.official(ended.county, PLANNER), recorded=at(last - 15 * DAY), effects=effects_of(ended, Phase.ENDED),
        )
    )  # fmt: skip
    SitePhase.objects.filter(site=ended.site, phase=Phase.ENDED).update(
        resting_on=f"Jugendhilfeausschuss, {last - 20 * DAY:%d.%m.%Y}, JHA {last.year}/41"
    )
    refused = world.house("Kita Petersberg")
    begun = world.ago(700)
    application = Application.objects.create(
        site=refused.site, route="kita", begun=begun, submitted=begun + 40 * DAY, state="decided", file_number=f"SP-{begun.year}-EF-R1",
        **dossier(world, refused, source="", forms=["one_roof"]),
    )  # fmt: skip
    shelf.decisions.append(
        Decision(
            site=refused.site, application=application, kind="reject", body="planning_board", decided_on=begun + 95 * DAY, number=f"StG {begun.year}/7",
            effective_from=begun + 95 * DAY, reasons="Im Stadtteil gibt es zwei ThEKiZ in Laufweite. Eine neue Bewerbung ist möglich, wenn der Neubau steht.",
            recorded_by=world.official(refused.county, PLANNER), recorded=at(begun + 97 * DAY),
        )
    )  # fmt: skip
