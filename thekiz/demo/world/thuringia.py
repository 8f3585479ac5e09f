"""The 22 counties with their keys and larger municipalities; only the last three digits of a municipality's key are invented."""

from datetime import date

from sites.models import County, Municipality, OfficeName, Place, State
from thekiz.demo.world.base import World

RURAL, CITY = County.Kind.RURAL, County.Kind.CITY
#: AGS, short label, name, kind, number of running sites beside those that houses.py names, municipalities with their postcodes.
COUNTIES: tuple[tuple[str, str, str, str, int, str], ...] = (
    ("16051", "EF", "Erfurt", CITY, 5, "Erfurt 99084"),
    ("16052", "G", "Gera", CITY, 3, "Gera 07545"),
    ("16053", "J", "Jena", CITY, 3, "Jena 07743"),
    ("16054", "SHL", "Suhl", CITY, 2, "Suhl 98527"),
    ("16055", "WE", "Weimar", CITY, 3, "Weimar 99423"),
    ("16061", "EIC", "Eichsfeld", RURAL, 3, "Heilbad Heiligenstadt 37308, Leinefelde-Worbis 37327, Dingelstädt 37351"),
    ("16062", "NDH", "Nordhausen", RURAL, 3, "Nordhausen 99734, Bleicherode 99752, Ellrich 99755"),
    ("16063", "WAK", "Wartburgkreis", RURAL, 3, "Eisenach 99817, Bad Salzungen 36433, Vacha 36404, Hörselberg-Hainich 99820"),
    ("16064", "UH", "Unstrut-Hainich-Kreis", RURAL, 3, "Mühlhausen 99974, Bad Langensalza 99947"),
    ("16065", "KYF", "Kyffhäuserkreis", RURAL, 3, "Sondershausen 99706, Artern 06556, Bad Frankenhausen 06567"),
    ("16066", "SM", "Schmalkalden-Meiningen", RURAL, 3, "Meiningen 98617, Schmalkalden 98574, Zella-Mehlis 98544"),
    ("16067", "GTH", "Gotha", RURAL, 3, "Gotha 99867, Waltershausen 99880, Ohrdruf 99885"),
    ("16068", "SÖM", "Sömmerda", RURAL, 2, "Sömmerda 99610, Kölleda 99625"),
    ("16069", "HBN", "Hildburghausen", RURAL, 2, "Hildburghausen 98646, Schleusingen 98553, Eisfeld 98673"),
    (
        "16070",
        "IK",
        "Ilm-Kreis",
        RURAL,
        0,
        "Ilmenau 98693, Arnstadt 99310, Stadtilm 99326, Geratal 99330, Amt Wachsenburg 99334, Großbreitenbach 98701",
    ),
    ("16071", "AP", "Weimarer Land", RURAL, 3, "Apolda 99510, Bad Berka 99438, Blankenhain 99444"),
    ("16072", "SON", "Sonneberg", RURAL, 1, "Sonneberg 96515, Neuhaus am Rennweg 98724"),
    ("16073", "SLF", "Saalfeld-Rudolstadt", RURAL, 3, "Saalfeld/Saale 07318, Rudolstadt 07407, Bad Blankenburg 07422"),
    ("16074", "SHK", "Saale-Holzland-Kreis", RURAL, 3, "Eisenberg 07607, Hermsdorf 07629, Stadtroda 07646"),
    ("16075", "SOK", "Saale-Orla-Kreis", RURAL, 2, "Schleiz 07907, Pößneck 07381, Bad Lobenstein 07356, Neustadt an der Orla 07806"),
    ("16076", "GRZ", "Greiz", RURAL, 2, "Greiz 07973, Zeulenroda-Triebes 07937"),
    ("16077", "ABG", "Altenburger Land", RURAL, 3, "Altenburg 04600, Schmölln 04626, Meuselwitz 04610"),
)
CONTACTS = {"IK": ("Miriam Albrecht, Jugendamt", "03628 555 0217"), "SOK": ("Ulrike Henning, Sozialplanung", "03663 555 0144")}
OFFICES = (
    (OfficeName.Office.MINISTRY, "Thüringer Ministerium für Soziales, Gesundheit, Arbeit und Familie", "Sozialministerium", (2024, 12, 13)),
    (OfficeName.Office.STATE_OFFICE, "Landeskoordinations- und Fachstelle Thüringer Eltern-Kind-Zentren", "Fachstelle ThEKiZ", (2023, 4, 1)),
)


def settle(world: World) -> None:
    """State, offices, counties and municipalities."""
    world.state = State.objects.create(place=Place.objects.create(kind=Place.Kind.STATE), name="Freistaat Thüringen")
    if not OfficeName.objects.exists():
        OfficeName.objects.bulk_create(OfficeName(office=office, name=name, short=short, starts=date(*day)) for office, name, short, day in OFFICES)
    places = Place.objects.bulk_create(Place(kind=Place.Kind.COUNTY) for _ in COUNTIES)
    counties = []
    for place, (ags, short, name, kind, _, _) in zip(places, COUNTIES, strict=True):
        contact, phone = CONTACTS.get(short, ("", ""))
        counties.append(County(place=place, ags=ags, short=short, name=name, kind=kind, contact=contact, phone=phone))
    County.objects.bulk_create(counties)
    world.counties = {county.short: county for county in counties}
    towns = []
    for county, (ags, _, _, kind, _, listed) in zip(counties, COUNTIES, strict=True):
        for number, entry in enumerate(listed.split(", "), 0 if kind == CITY else 1):
            name, postcode = entry.rsplit(" ", 1)
            towns.append(Municipality(county=county, ags=f"{ags}{number:03d}", name=name))
            world.postcodes[name] = postcode
    Municipality.objects.bulk_create(towns)
    world.towns = {town.name: town for town in towns}
