"""The 22 counties with their keys and larger municipalities; only the last three digits of a municipality's key are invented."""

from sites.models import County, Municipality, Place, State
from sites.rules.thuringia import COUNTIES
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
    towns = []
    for county in counties:
        for number, (name, postcode) in enumerate(TOWNS[county.short]["towns"].items(), 0 if county.kind == County.Kind.CITY else 1):
            towns.append(Municipality(county=county, ags=f"{county.ags}{number:03d}", name=name))
            world.postcodes[name] = postcode
    Municipality.objects.bulk_create(towns)
    world.towns = {town.name: town for town in towns}
