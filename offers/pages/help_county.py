"""The help directory as families read it: the numbers of the whole country, those of a county and of its houses."""

from dataclasses import dataclass

from offers.models import HelpEntry, HelpNumber, PublicPage
from offers.pages.crisis import in_need
from offers.rules.crises import numbers
from sites.models import County

URGENT = ("110", "112")


@dataclass(frozen=True)
class HouseHelp:
    """What a house knows around it."""

    name: str
    entries: list[HelpEntry]


@dataclass(frozen=True)
class HelpCounty:
    """`urgent`: when life is in danger; `houses`: those with entries of their own."""

    county: County
    urgent: list[HelpNumber]
    numbers: list[HelpNumber]
    entries: list[HelpEntry]
    houses: list[HouseHelp]


def help_counties() -> list[County]:
    """Every county, by name."""
    return list(County.objects.order_by("sort_key"))


def help_county_page(county: County) -> HelpCounty:
    """Three queries, whatever is entered."""
    known = list(numbers())
    names = dict(PublicPage.objects.filter(county_name=county.name).values_list("site_id", "name"))
    found = in_need(HelpEntry.objects.filter(place__in=[county.pk, *names]))
    of_houses = [HouseHelp(name, [row for row in found if row.place_id == site]) for site, name in sorted(names.items(), key=lambda pair: pair[1])]
    return HelpCounty(
        county=county,
        urgent=[row for row in known if row.phone in URGENT],
        numbers=[row for row in known if row.phone not in URGENT],
        entries=[row for row in found if row.place_id == county.pk],
        houses=[house for house in of_houses if house.entries],
    )
