"""What the houses of the demo world have made public of their offers: a notice, an article, a letter here and there."""

from offers.models import Publication
from thekiz.demo.world.base import House, World

M = Publication.Medium
#: Medium, what it was, where, of which offer (nothing: the house), days ago.
LOG = (
    (M.NOTICE, "Aushang: {offer}", "Schaukasten am Rathaus", True, 12),
    (M.LETTER, "Elternbrief zum Herbst", "an alle Familien der Kita", False, 40),
    (M.NEWSPAPER, "Artikel über {offer}", "Freies Wort, Lokalteil", True, 67),
    (M.BULLETIN, "Alle Termine des Monats", "Amtsblatt der Stadt", False, 95),
    (M.SOCIAL, "Einladung: {offer}", "Seite des Trägers", True, 130),
)


def publish_log(world: World) -> None:
    """All of it in the main house, two or three entries in every third other one."""
    rows = []
    for house in (house for house in world.houses if house.running and house.offers):
        dice = world.dice("publications", house.name)
        if house.name == "Kita Lindenhof":
            rows += [_row(world, house, entry, at) for at, entry in enumerate(LOG)]
        elif dice.random() < 0.33:
            rows += [_row(world, house, entry, at) for at, entry in enumerate(dice.sample(LOG, dice.choice((2, 3))))]
    Publication.objects.bulk_create(rows)


def _row(world: World, house: House, entry: tuple, at: int) -> Publication:
    medium, title, where, of_offer, days = entry
    _, offer = house.offers[at % len(house.offers)]
    return Publication(
        site=house.site,
        published_on=world.ago(days),
        medium=medium,
        title=title.format(offer=offer.title),
        where=where,
        offer=offer if of_offer else None,
    )
