"""The register of the main county as it has grown: areas, permits, former names and providers, a Kita entered twice, one that left the Verbund."""

from datetime import date

from sites.core.roles import Role
from sites.models import Area, FormerName, FormerProvider, Kita, Membership, Place, Provider, Site, SiteKita
from thekiz.demo.world.base import DAY, World, words
from thekiz.demo.world.houses import GEMEINDE, SOZIALWERK, VERBUND

COUNTY = "IK"
REGISTER = words("registry")
NO_PERMIT = "Kita Wurzelkinder"


def register(world: World) -> None:
    county = world.counties[COUNTY]
    planner = world.official(county, Role.SOCIAL_PLANNER)
    draw_areas(world)
    permit(world)
    rename(world)
    hand_over(world)
    enter_twice(world)
    leave_network(world)
    advise(world)
    orphaned = new_provider(world, "Elterninitiative Waldkinder e. V.")
    Kita.objects.create(
        county=county, municipality=world.towns["Ilmenau"], provider=orphaned, name="Waldkindergarten Wurzelkinder", postcode="98693", places=22
    )
    world.tell(orphaned, world.ago(160), planner, Role.SOCIAL_PLANNER, "registered", f"Träger „{orphaned.name}“ angelegt")


def new_provider(world: World, name: str) -> Provider:
    """A provider that nobody has access to (any more)."""
    kind = Provider.Kind.PUBLIC if name.startswith("Gemeinde ") else Provider.Kind.INDEPENDENT
    return Provider.objects.create(place=Place.objects.create(kind=Place.Kind.PROVIDER), county=world.counties[COUNTY], name=name, kind=kind)


def draw_areas(world: World) -> None:
    county = world.counties[COUNTY]
    areas = Area.objects.bulk_create(Area(county=county, name=one["name"], kind=one["kind"], text=one["text"]) for one in REGISTER["areas"])
    placed = []
    for area, one in zip(areas, REGISTER["areas"], strict=True):
        for house in world.houses:
            if house.county == county and {house.town.name, house.name} & set(one["parts"]):
                house.site.planning_area = area
                placed.append(house.site)
    Site.objects.bulk_update(placed, ["planning_area"])


def permit(world: World) -> None:
    """Who holds the permits and for which rooms; one is still to be entered."""
    kitas = list(Kita.objects.filter(county=world.counties[COUNTY]).select_related("provider"))
    for kita in kitas:
        kita.permit_holder, kita.permit_rooms = kita.provider.name, world.dice("permit", kita.name).choice(REGISTER["rooms"])
        if kita.permit_date:  # the number carries the year of its day
            kita.permit_number = f"{COUNTY}-{kita.permit_date.year}-{kita.permit_number.rsplit('-', 1)[-1]}"
        if kita.name == NO_PERMIT:
            kita.permit_number, kita.permit_date, kita.permit_holder, kita.permit_rooms = "", None, "", ""
    Kita.objects.bulk_update(kitas, ["permit_number", "permit_date", "permit_holder", "permit_rooms"])


def rename(world: World) -> None:
    """A provider, a Kita and a site that were called otherwise; the site got its name in last year."""
    provider, house, renamed = world.providers[SOZIALWERK], world.house("Kita Wiesengrund"), world.house("Kita Märchenwald")
    FormerName.objects.bulk_create(
        [
            FormerName(place_id=provider.pk, subject=f"sites.provider:{provider.pk}", name="Ilmtaler Familienhilfe e. V.", ends=date(2018, 12, 31)),
            FormerName(
                place_id=house.county.pk, subject=f"sites.kita:{house.kitas[0].pk}", name="Kindergarten Am Wiesenweg",
                ends=world.past(date(world.year - 3, 7, 31)),
            ),
            FormerName(
                place_id=renamed.site.pk, subject=f"sites.site:{renamed.site.pk}", name="Kindergarten Großbreitenbach",
                ends=date(world.year - 1, 3, 31),
            ),
        ]
    )  # fmt: skip


def hand_over(world: World) -> None:
    """A town handed a Kita to the Sozialwerk years ago, a municipality one in last year."""
    handed = (
        ("Kita Wiesengrund", world.providers["Stadt Stadtilm"], world.past(date(world.year - 3, 7, 31))),
        ("Kita Spatzennest", new_provider(world, "Gemeinde Amt Wachsenburg"), date(world.year - 1, 8, 31)),
    )
    for name, before, ends in handed:
        house = world.house(name)
        kita = house.kitas[0]
        FormerProvider.objects.create(county=house.county, kita=kita, provider=before, ends=ends)
        planner = world.official(house.county, Role.SOCIAL_PLANNER)
        text = f"Träger ab {ends + DAY:%d.%m.%Y}: {SOZIALWERK} (vorher {before})"
        world.tell(kita, ends + DAY, planner, Role.SOCIAL_PLANNER, "provider", text)


def advise(world: World) -> None:
    """A Kita advisor who also facilitates at one of the Kitas of her provider."""
    provider, person = world.providers["Stadt Ilmenau"], world.accounts["Carmen Liebold"]
    starts = date(2022, 8, 1)
    Membership.objects.create(user=person, role=Role.SPECIALIST_ADVISOR, place_id=provider.pk, place_kind="provider", starts=starts, accepted=starts)


def enter_twice(world: World) -> None:
    """One that was found and merged."""
    stays = Kita.objects.get(county=world.counties[COUNTY], name="Kita Sonnenblume")
    goes = Kita.objects.create(
        county_id=stays.county_id, municipality_id=stays.municipality_id, provider_id=stays.provider_id, name="Kindertagesstätte Sonnenblume",
        places=stays.places, merged_into=stays,
    )  # fmt: skip
    planner = world.official(world.counties[COUNTY], Role.SOCIAL_PLANNER)
    text = f"„{goes.name}“ hierher zusammengeführt: war zweimal eingetragen"
    world.tell(stays, world.ago(75), planner, Role.SOCIAL_PLANNER, "merged", text)
    world.tell(goes, world.ago(75), planner, Role.SOCIAL_PLANNER, "merged", f"Mit „{stays.name}“ zusammengeführt: war zweimal eingetragen")


def leave_network(world: World) -> None:
    """A small Kita of the Verbund that closed."""
    house = world.house(VERBUND)
    kita = Kita.objects.create(
        county=house.county, municipality=house.town, provider=world.providers[GEMEINDE], name="Kita Bergfinken", postcode=house.postcode, places=24,
        permit_number="IK-2009-117", permit_date=date(2009, 6, 15), permit_holder=GEMEINDE,
    )  # fmt: skip
    left = world.past(date(world.year - 1, 7, 31))
    SiteKita.objects.create(site=house.site, county=house.county, kita=kita, starts=house.phases[0][1], ends=left)
    planner = world.official(house.county, Role.SOCIAL_PLANNER)
    text = f"Kita „{kita.name}“ gehört nicht mehr zum Standort, {house.phases[0][1]:%d.%m.%Y} bis {left:%d.%m.%Y}"
    world.tell(
        house.site, left, planner, Role.SOCIAL_PLANNER, "kita_left", text, "Die Gemeinde schließt das Haus, die Kinder gehen in die Kita Gerastrand."
    )
