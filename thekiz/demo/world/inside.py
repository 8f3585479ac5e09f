"""What stands inside the houses of the demo world: who holds which function, the rooms, the profile of the year, room concept and equipment."""

from datetime import date, timedelta
from decimal import Decimal

from planning.models import Equipment, RoomConcept, RoomConceptNeed, Term
from reporting.models import Handover
from sites.core.roles import Role
from sites.models import Absence, Cooperation, Membership, Post, Room, SiteForm, SiteProfile, User
from thekiz.demo.world.base import DAY, House, World, at
from thekiz.demo.world.names import FIRST, LAST
from thekiz.demo.world.texts import HOUSES

F = Post.Function
#: Houses whose head has changed, with the days since then.
NEW_HEADS = {"Kita Birkenweg": 140, "Kita Spatzennest": 900}
REASON = "Elterncafé, Netzwerk und Sprechstunde; Konzeption {}, Abschnitt 4"
LEFT = HOUSES["handover"]
THINGS = (("Klapptische", 6, 780, True), ("Sitzecke mit Stauraum", 1, 1250, False), ("Wickelkommode", 1, 320, True), ("Leinwand", 1, 190, False))


def furnish(world: World) -> None:
    """Posts and profiles of all running houses, rooms, and for some a room concept with equipment."""
    running = [house for house in world.houses if house.running]
    Post.objects.bulk_create(post for house in running for post in staff(world, house))
    clubs = {row.site_id: row for row in Cooperation.objects.filter(ends=None, partner__kind="club").order_by("-pk")}
    Room.objects.bulk_create(room for house in running for room in rooms_of(world, house, clubs.get(house.site.pk)))
    SiteProfile.objects.bulk_create(profile for house in running for profile in profiles_of(world, house))
    plan_rooms(
        world, [house for house in running if (house.needs and world.dice("concept", house.name).random() < 0.5) or house.name == "Kita Lindenhof"]
    )
    change_a_form(world)
    Absence.objects.bulk_create(away(world))
    pass_on(world)


def pass_on(world: World) -> None:
    """Half a year ago the second coordinator of the main house has left, and the first one has taken over what was open."""
    house, last, begun = world.house("Kita Lindenhof"), world.ago(180), world.ago(700)
    leaver = User.objects.create(name=LEFT["name"], email=LEFT["email"], is_active=False, password="!", date_joined=at(begun))  # noqa: S106  no password fits
    Membership.objects.create(user=leaver, role=Role.COORDINATOR, place_id=house.site.pk, place_kind="site", starts=begun, ends=last, accepted=begun)
    Handover.objects.create(
        site=house.site, role=Role.COORDINATOR, leaver=leaver, leaves_on=last, successor=house.coordinator, words=LEFT["words"],
        passed=LEFT["passed"], passed_on=last - 9 * DAY, done_on=last + 4 * DAY,
    )  # fmt: skip


def away(world: World) -> list[Absence]:
    """Who is away in the main house: its coordinator on a training from the next working day on; a free hour; what is over."""
    house, name = world.house("Kita Lindenhof"), world.accounts["fachkraft"].name
    first, second, third = _working_days(world.today, 3)
    own = {"site": house.site}
    return [
        Absence(name=house.coordinator.name, starts=first, ends=second, text="Fortbildung in Erfurt", substitute=name, **own),
        Absence(name=name, starts=third, ends=third, text="vier Stunden frei für das Steuerungsteam", **own),
        Absence(name=house.head.name, starts=world.ago(40), ends=world.ago(36), substitute=house.coordinator.name, **own),
    ]


def _working_days(today: date, number: int) -> list[date]:
    """The next ones after a day."""
    coming = (today + timedelta(days=ahead) for ahead in range(1, 3 * number + 1))
    return [day for day in coming if day.isoweekday() < 6][:number]


def staff(world: World, house: House) -> list[Post]:
    dice, own = world.dice("staff", house.name), {"site": house.site}
    changed = NEW_HEADS.get(house.name)
    begun = world.ago(changed) if changed else house.phases[0][1]
    posts = [Post(function=F.HEAD, name=house.head.name, starts=begun, qualification="Sozialpädagogin (B. A.)", **own)]
    if changed:
        posts.append(Post(function=F.HEAD, name=_name(dice), starts=date(2009, 8, 1), ends=begun - DAY, **own))
    if dice.random() < 0.6:
        posts.append(Post(function=F.DEPUTY_HEAD, name=_name(dice), starts=house.phases[0][1], **own))
    fte, year = house.site.coordinator_fte, house.since.year
    posts.append(
        Post(function=F.COORDINATOR, name=house.coordinator.name, fte=fte, fte_reason=REASON.format(year), starts=house.since,
             qualification=dice.choice(HOUSES["qualifications"]), **own)
    )  # fmt: skip
    if len(house.kitas) > 1:  # more coordination than recommended: it warns and stands
        second = {"fte": Decimal("0.75"), "fte_reason": "Sechs Kitas im Verbund, weite Wege", "starts": house.since + 200 * DAY}
        posts.append(Post(function=F.COORDINATOR, name=_name(dice), qualification=HOUSES["qualifications"][1], **second, **own))
    posts += [Post(function=F.KEY_PEDAGOGUE, name=_name(dice), starts=house.since, release_hours=Decimal(dice.choice((2, 3, 4))), **own)]
    if dice.random() < 0.5:
        posts.append(
            Post(function=F.PARENT_COMPANION, name=_name(dice), qualification="Elternbegleiterin (Bundesprogramm)", starts=house.since, **own)
        )
    return posts


def _name(dice) -> str:
    return f"{dice.choice(FIRST)} {dice.choice(LAST)}"


def rooms_of(world: World, house: House, club: Cooperation | None) -> list[Room]:
    dice = world.dice("rooms", house.name)
    inside = HOUSES["rooms"] if house.name == "Kita Lindenhof" else dice.sample(HOUSES["rooms"], dice.randint(2, 4))
    found = [
        Room(site=house.site, name=name, external=external, covered=covered, capacity=capacity, uses=uses, accessible=accessible, equipment=equipment)
        for name, external, covered, capacity, uses, accessible, equipment in inside
    ]
    if house.name == "Kita Lindenhof" or dice.random() < 0.5:
        name, capacity, uses, accessible = HOUSES["outside"][0] if house.name == "Kita Lindenhof" else dice.choice(HOUSES["outside"])
        found.append(
            Room(site=house.site, name=name, external=True, covered=False, cooperation=club,
                 address=f"{house.town.name}, fünf Minuten zu Fuß", capacity=capacity, uses=uses, accessible=accessible)
        )  # fmt: skip
    return found


def profiles_of(world: World, house: House) -> list[SiteProfile]:
    dice, profiles = world.dice("profile", house.name), []
    for year in range(max(house.since.year, world.year - 1), world.year + 1):
        described = house.name == "Kita Lindenhof" or dice.random() < 0.7
        profiles.append(
            SiteProfile(
                site=house.site, year=year, priorities=dice.choice(HOUSES["priorities"]),
                base_mandate="Wir arbeiten nach dem Thüringer Bildungsplan, in offenen Gruppen.",
                education_partnership="Eingewöhnung mit den Eltern, Gespräche zweimal im Jahr, der offene Nachmittag.",
                learning_partnership="Bibliothek, Grundschule und Verein planen mit uns das Jahr.",
                low_threshold="Ohne Anmeldung, ohne Kosten, die Tür steht offen.",
                family_orientation="Auch Großeltern, Nachbarn und Geschwister sind gemeint.",
                closeness="Für die meisten zehn Minuten zu Fuß." if described else "",
                special_needs="Beratung zu Anträgen, Zeiten auch für Familien im Schichtdienst." if described else "",
                participation="Elternbeirat und Kinderrat beraten das Jahresprogramm; Abschnitt 6 der Konzeption." if described else "",
                concept=f"Fassung vom März {house.since.year}, Abschnitte 4 bis 6",
            )
        )  # fmt: skip
    return profiles


def plan_rooms(world: World, houses: list[House]) -> None:
    """A concept that answers needs, and what is bought for it."""
    sources = {term.code: term for term in Term.objects.filter(catalogue=Term.Catalogue.FUNDING_SOURCE)}
    concepts = [RoomConcept(site=house.site, version=1, starts=house.since + 120 * DAY, text=HOUSES["concept"]) for house in houses]
    RoomConcept.objects.bulk_create(concepts)
    rooms: dict[int, list[Room]] = {}
    for room in Room.objects.filter(site__in=[house.site for house in houses], external=False).order_by("pk"):
        rooms.setdefault(room.site_id, []).append(room)
    links, things = [], []
    for house, concept in zip(houses, concepts, strict=True):
        needs = list(house.needs.values())
        links += [RoomConceptNeed(site=house.site, concept=concept, need=need) for need in needs[:2]]
        for number, (title, count, cost, bought) in enumerate(THINGS):
            day = world.past(concept.starts + timedelta(days=40 * number)) if bought else None
            source = sources["lsz" if number % 2 else "provider"]
            need = needs[number % len(needs)] if needs else None
            room = rooms[house.site.pk][number % len(rooms[house.site.pk])]
            things.append(Equipment(site=house.site, title=title, number=count, room=room, cost=cost, bought_on=day, source=source, need=need))
    RoomConceptNeed.objects.bulk_create(links)
    Equipment.objects.bulk_create(things)


def change_a_form(world: World) -> None:
    """The main house began under one roof: its history shows how a form changes."""
    house = world.house("Kita Lindenhof")
    now = SiteForm.objects.get(site=house.site, form="gallery")
    begun, now.starts = now.starts, now.starts + 500 * DAY
    now.reason = "Beratung und Sport finden seitdem auch im Viertel statt."
    now.save(update_fields=["starts", "reason"])
    SiteForm.objects.create(
        site=house.site,
        county_id=house.county.pk,
        form="one_roof",
        leading=True,
        starts=begun,
        ends=now.starts - DAY,
        reason="Beginn mit dem Elterncafé.",
    )
    planner = world.official(house.county, Role.SOCIAL_PLANNER)
    world.tell(house.site, now.starts, planner, Role.SOCIAL_PLANNER, "forms", f"Organisationsform ab {now.starts:%d.%m.%Y}: Galerie", note=now.reason)
