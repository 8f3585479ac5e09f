"""The 22 counties and their municipalities with the real keys; stories happen in the larger ones, whose postcodes stand in words/towns.toml."""

from sites.models import County, Place, State
from sites.rules.thuringia import COUNTIES
from sites.services.municipalities import register_thuringia
from thekiz.demo.world.base import World, words

TOWNS = words("towns")
CONTACTS = {"IK": ("Miriam Albrecht, Jugendamt", "03628 555 0217"), "SOK": ("Ulrike Henning, Sozialplanung", "03663 555 0144")}


def settle(world: World) -> None:
    """State, counties and municipalities."""
    world.state = State.objects.create(place=Place.objects.create(kind=Place.Kind.STATE), name="Freistaat Thüringen")
    places = Place.objects.bulk_create(Place(kind=Place.Kind.COUNTY) for _ in COUNTIES)
    counties = []
    for place, (ags, short, name, kind) in zip(places, COUNTIES, strict=True):
        contact, phone = CONTACTS.get(short, ("", ""))
        counties.append(County(place=place, ags=ags, short=short, name=name, kind=kind, contact=contact, phone=phone))
    County.objects.bulk_create(counties)
    world.counties = {county.short: county for county in counties}
    stories = {(short, name): postcode for short, told in TOWNS.items() for name, postcode in told["towns"].items()}
    for town in register_thuringia(counties):
        if not town.ends and (postcode := stories.pop((town.county.short, town.name), "")):
            world.towns[town.name], world.postcodes[town.name] = town, postcode
    if stories:
        raise LookupError(f"No municipality is called {', '.join(name for _, name in stories)}.")
