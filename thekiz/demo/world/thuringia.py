"""The 22 counties with their keys and larger municipalities; only the last three digits of a municipality's key are invented."""

from sites.models import County, Municipality, Place, State
from sites.rules.thuringia import COUNTIES
from thekiz.demo.world.base import World

#: Short label → number of running sites beside those that houses.py names, municipalities with their postcodes.
TOWNS: dict[str, tuple[int, str]] = {
    "EF": (5, "Erfurt 99084"),
    "G": (3, "Gera 07545"),
    "J": (3, "Jena 07743"),
    "SHL": (2, "Suhl 98527"),
    "WE": (3, "Weimar 99423"),
    "EIC": (3, "Heilbad Heiligenstadt 37308, Leinefelde-Worbis 37327, Dingelstädt 37351"),
    "NDH": (3, "Nordhausen 99734, Bleicherode 99752, Ellrich 99755"),
    "WAK": (3, "Eisenach 99817, Bad Salzungen 36433, Vacha 36404, Hörselberg-Hainich 99820"),
    "UH": (3, "Mühlhausen 99974, Bad Langensalza 99947"),
    "KYF": (3, "Sondershausen 99706, Artern 06556, Bad Frankenhausen 06567"),
    "SM": (3, "Meiningen 98617, Schmalkalden 98574, Zella-Mehlis 98544"),
    "GTH": (3, "Gotha 99867, Waltershausen 99880, Ohrdruf 99885"),
    "SÖM": (2, "Sömmerda 99610, Kölleda 99625"),
    "HBN": (2, "Hildburghausen 98646, Schleusingen 98553, Eisfeld 98673"),
    "IK": (0, "Ilmenau 98693, Arnstadt 99310, Stadtilm 99326, Geratal 99330, Amt Wachsenburg 99334, Großbreitenbach 98701"),
    "AP": (3, "Apolda 99510, Bad Berka 99438, Blankenhain 99444"),
    "SON": (1, "Sonneberg 96515, Neuhaus am Rennweg 98724"),
    "SLF": (3, "Saalfeld/Saale 07318, Rudolstadt 07407, Bad Blankenburg 07422"),
    "SHK": (3, "Eisenberg 07607, Hermsdorf 07629, Stadtroda 07646"),
    "SOK": (2, "Schleiz 07907, Pößneck 07381, Bad Lobenstein 07356, Neustadt an der Orla 07806"),
    "GRZ": (2, "Greiz 07973, Zeulenroda-Triebes 07937"),
    "ABG": (3, "Altenburg 04600, Schmölln 04626, Meuselwitz 04610"),
}
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
        _, listed = TOWNS[county.short]
        for number, entry in enumerate(listed.split(", "), 0 if county.kind == County.Kind.CITY else 1):
            name, postcode = entry.rsplit(" ", 1)
            towns.append(Municipality(county=county, ags=f"{county.ags}{number:03d}", name=name))
            world.postcodes[name] = postcode
    Municipality.objects.bulk_create(towns)
    world.towns = {town.name: town for town in towns}
