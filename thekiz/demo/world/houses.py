"""Providers, Kitas and sites of the demo world with their phases and forms: the main county by hand, the rest by dice."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from random import Random

from sites.models import County, FormerShare, Kita, OrganisationForm, Phase, Place, Provider, Site, SiteForm, SiteKita, SitePhase, SocialCentre
from sites.rules.thuringia import COUNTIES
from thekiz.demo.world.base import DAY, House, World, plain
from thekiz.demo.world.names import ASSOCIATIONS, KITAS, STREETS
from thekiz.demo.world.texts import HOUSES
from thekiz.demo.world.thuringia import TOWNS

SOZIALWERK = "Sozialwerk Ilmtal e. V."
VERBUND = "Verbund Oberes Tal"
GEMEINDE, KIRCHE = "Gemeinde Geratal", "Ev. Kirchengemeinde Geratal"


@dataclass(frozen=True)
class Named:
    """A site of the main story. `months`: months ago when interest, way, ThEKiZ, consultation and end began; None: never."""

    name: str
    town: str
    provider: str
    months: tuple[int | None, ...]
    forms: tuple[str, ...] = ()
    kitas: tuple[tuple[str, str], ...] = ()
    silent: int = 0
    centre: bool = False


NAMED = (
    Named("Kita Lindenhof", "Ilmenau", SOZIALWERK, (88, 84, 60, 20), ("gallery",)),
    Named("Kita Am Bahnhof", "Arnstadt", "Stadt Arnstadt", (76, 72, 48), ("one_roof",), centre=True),
    Named("Kita Birkenweg", "Ilmenau", "Stadt Ilmenau", (67, 63, 38), ("guide",)),
    Named("Kita Kunterbunt", "Geratal", GEMEINDE, (14, 10), ("gallery",)),
    Named("Kita Märchenwald", "Großbreitenbach", "Stadt Großbreitenbach", (59, 55, 30), ("one_roof",)),
    Named("Kita Regenbogen", "Arnstadt", "Stadt Arnstadt", (19, 16), ("one_roof",), silent=45, centre=True),
    Named("Kita Spatzennest", "Amt Wachsenburg", SOZIALWERK, (52, 49, 25), ("guide", "gallery")),
    Named("Kita Wiesengrund", "Stadtilm", SOZIALWERK, (24, 21), ("gallery",)),
    Named(
        VERBUND, "Geratal", GEMEINDE, (44, 40, 14), ("network",),
        (
            ("Kita Gerastrand", GEMEINDE), ("Kita Felsenkeller", GEMEINDE), ("Kita Tannenzapfen", SOZIALWERK), ("Kita Burgspatzen", SOZIALWERK),
            ("Ev. Kindergarten Sankt Laurentius", KIRCHE), ("Kita Glasbläser", GEMEINDE),
        ),
    ),
    Named("Kita Talblick", "Ilmenau", "Stadt Ilmenau", (16,)),
    Named("Kita Zwergenland", "Stadtilm", "Stadt Stadtilm", (4,)),
    Named("Kita Sonnenhang", "Arnstadt", SOZIALWERK, (3,)),
    Named("Kita Mühlbach", "Amt Wachsenburg", SOZIALWERK, (3,)),
    Named("Kita Waldwichtel", "Großbreitenbach", "Stadt Großbreitenbach", (64, 60, 40, None, 5), ("guide",)),
    Named("Kita Farbenspiel", "Pößneck", "Stadt Pößneck", (46, 42, 18), ("one_roof",)),
    Named("Kita Schlossblick", "Schleiz", "Stadt Schleiz", (3,)),
    Named("Kita Hainspatzen", "Hörselberg-Hainich", "Gemeinde Hörselberg-Hainich", (5,)),
    Named("Kita Petersberg", "Erfurt", "Stadt Erfurt", (25,)),
    Named("Kita Saaleufer", "Rudolstadt", SOZIALWERK, (33, 29), ("gallery",)),
)  # fmt: skip
ORDER = (Phase.INTERESTED, Phase.ON_THE_WAY, Phase.ESTABLISHED, Phase.CONSULTATION, Phase.ENDED)
#: Kitas that belong to no site yet.
WITHOUT_SITE = (("Kita Sonnenblume", "Arnstadt", "Stadt Arnstadt"), ("Kita Wurzelkinder", "Ilmenau", "Stadt Ilmenau"))
SILENT_COUNTY, SILENT_DAYS = "GRZ", 81


def months_ago(today: date, months: int) -> date:
    """The first day of a month some months ago."""
    count = today.year * 12 + today.month - 1 - months
    return date(count // 12, count % 12 + 1, 1)


def phases_of(today: date, months: tuple[int | None, ...]) -> list[tuple[str, date, date | None]]:
    begun = [(phase, months_ago(today, number)) for phase, number in zip(ORDER, months, strict=False) if number is not None]
    ends = [starts - DAY for _, starts in begun[1:]] + [None]
    return [(phase, starts, end) for (phase, starts), end in zip(begun, ends, strict=True)]


@dataclass
class Builder:
    """Collects rows and saves each kind at once."""

    world: World
    kitas: list[Kita] = field(default_factory=list)
    numbers: int = 0

    def provider(self, name: str, county: County) -> Provider:
        """A provider by name, made when it is met first; its seat is the county where that was."""
        if name not in self.world.providers:
            public = name.startswith(("Stadt ", "Gemeinde "))
            self.world.providers[name] = Provider.objects.create(
                place=Place.objects.create(kind=Place.Kind.PROVIDER),
                county=county,
                name=name,
                kind=Provider.Kind.PUBLIC if public else Provider.Kind.INDEPENDENT,
                email=f"kita@{plain(name)}.example",
                phone=f"03600 555 {2000 + len(self.world.providers):04d}",
            )
        return self.world.providers[name]

    def kita(self, name: str, town: str, provider: str, dice: Random, since: date) -> Kita:
        place = self.world.towns[town]
        self.numbers += 1
        kita = Kita(
            county_id=place.county_id,
            municipality=place,
            provider=self.provider(provider, place.county),
            name=name,
            street="Lindenweg 8" if name == "Kita Lindenhof" else f"{dice.choice(STREETS)} {dice.randint(1, 48)}",
            postcode=self.world.postcodes[town],
            places=96 if name == "Kita Lindenhof" else dice.choice((48, 54, 60, 72, 80, 84, 90, 96, 104, 110, 120, 135)),
            permit_number=f"{place.county.short}-{since.year - dice.randint(2, 12)}-{self.numbers:03d}",
            permit_date=date(since.year - dice.randint(2, 12), dice.randint(1, 12), dice.randint(1, 28)),
        )
        self.kitas.append(kita)
        return kita

    def house(self, plan: Named, dice: Random) -> None:
        world, town = self.world, self.world.towns[plan.town]
        phases = phases_of(world.today, plan.months)
        kitas = [self.kita(name, plan.town, provider, dice, phases[0][1]) for name, provider in plan.kitas or ((plan.name, plan.provider),)]
        number, postcode = len(world.houses) + 79, world.postcodes[plan.town]
        world.houses.append(House(number, plan.name, town, town.county, postcode, phases, list(plan.forms), kitas, silent_days=plan.silent))


def generic(world: World) -> list[Named]:
    """The sites of the other counties: every phase and form, at most one consultation site per county."""
    names, plans = list(KITAS), []
    world.dice("names").shuffle(names)
    for _, short, county, _ in COUNTIES:
        dice = world.dice("county", short)
        number, towns = TOWNS[short]["sites"], list(TOWNS[short]["towns"])
        region = county.replace("-Kreis", "").replace("kreis", "").replace("er Land", "")
        associations = [form.format(region) for form in dice.sample(ASSOCIATIONS, 2)]
        for count in range(number):
            town = towns[count % len(towns)]
            provider = f"Stadt {town}" if dice.random() < 0.45 else dice.choice(associations)
            begun = dice.randint(6, 23) if dice.random() < 0.32 else dice.randint(30, 88)
            months: tuple[int | None, ...] = (begun + 4, begun) if begun < 24 else (begun + 4, begun, begun - 24)
            if count == 0 and number >= 3 and short not in {"SLF", "SOK"}:
                months = (94, 90, 64, dice.randint(8, 30))
            forms = dice.sample(OrganisationForm.values, 2 if dice.random() < 0.15 else 1)
            silent = SILENT_DAYS if short == SILENT_COUNTY else 0
            plans.append(Named(f"Kita {names.pop()}", town, provider, months, tuple(forms), silent=silent))
    return plans


def build(world: World) -> None:
    """All houses with their rows; the order is the order of the plans, so numbers are the same every time."""
    builder = Builder(world)
    for plan in (*NAMED, *generic(world)):
        builder.house(plan, world.dice("house", plan.name))
    for name, town, provider in WITHOUT_SITE:
        builder.kita(name, town, provider, world.dice("kita", name), world.today)
    Kita.objects.bulk_create(builder.kitas)
    ilm = world.counties["IK"]
    centre = SocialCentre.objects.create(place=Place.objects.create(kind=Place.Kind.SOCIAL_CENTRE), county=ilm, name="Soziales Zentrum Arnstadt-Ost")
    joined = {plan.name for plan in NAMED if plan.centre}
    places = Place.objects.bulk_create(Place(kind=Place.Kind.SITE) for _ in world.houses)
    for place, house in zip(places, world.houses, strict=True):
        house.site = site_of(world, house, place, centre if house.name in joined else None)
    Site.objects.bulk_create(house.site for house in world.houses)
    date_all(world)


def site_of(world: World, house: House, place: Place, centre: SocialCentre | None) -> Site:
    dice = world.dice("site", house.name)
    slug = plain(f"{house.name}-{house.town.name}")[:50]
    lindenhof = house.name == "Kita Lindenhof"
    return Site(
        place=place,
        county=house.county,
        municipality=house.town,
        social_centre=centre,
        name=house.name,
        slug=f"{slug}-{place.pk}",
        street=house.kitas[0].street,
        postcode=house.postcode,
        phone=f"0361 555 {1000 + house.number:04d}" if not lindenhof else "03677 555 0114",
        email=f"kontakt@{plain(house.name)}.example",
        directions=(HOUSES["directions"][0] if lindenhof else dice.choice(HOUSES["directions"])) if house.running else "",
        vision=(HOUSES["visions"][0] if lindenhof else dice.choice(HOUSES["visions"])) if house.running else "",
        coordinator_fte=Decimal(dice.choice(("0.25", "0.50", "0.50", "0.75"))) if house.running else None,
    )


def date_all(world: World) -> None:
    """What has days: phases with the decision they rest on, forms, Kitas of a site, and that nothing was decided about coordination before."""
    phases, forms, kitas = [], [], []
    for house in world.houses:
        own = {"site": house.site, "county_id": house.county.pk}
        for number, (phase, starts, ends) in enumerate(house.phases):
            resting = (
                f"Jugendhilfeausschuss, {starts - 20 * DAY:%d.%m.%Y}, JHA {(starts - 20 * DAY).year}/{house.number % 60 + number}" if number else ""
            )
            phases.append(SitePhase(phase=phase, starts=starts, ends=ends, resting_on=resting, **own))
        for number, form in enumerate(house.forms):
            ends = house.phases[-1][1] - DAY if house.phase == Phase.ENDED else None
            forms.append(SiteForm(form=form, leading=number == 0, starts=house.since, ends=ends, **own))
        kitas += [SiteKita(kita=kita, leading=number == 0, starts=house.phases[0][1], **own) for number, kita in enumerate(house.kitas)]
    SitePhase.objects.bulk_create(phases)
    SiteForm.objects.bulk_create(forms)
    SiteKita.objects.bulk_create(kitas)
    running = [house for house in world.houses if house.running]
    FormerShare.objects.bulk_create(FormerShare(site=house.site, county=house.county, ends=house.since - DAY) for house in running)
