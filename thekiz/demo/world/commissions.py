"""Whom the youth welfare offices have commissioned with counselling after §§ 17 and 18 SGB VIII."""

from datetime import date

from planning.models import Commission, CommissionSite
from thekiz.demo.world.base import World, words
from thekiz.demo.world.texts import CUSTODY, OFFERS

WORDS = words("commissions")
MAIN, SILENT = "IK", ("GRZ", "SOK")


def commission(world: World) -> None:
    """Most counties have one for all their houses; the main county also one for named houses, and one that is over. Two have none."""
    year = world.year
    for county in (county for county in world.counties.values() if county.short not in SILENT):
        holder, basis = WORDS["holder"].format(county=county.name), world.bases[CUSTODY]
        common = {"place_id": county.pk, "legal_basis": basis}
        Commission.objects.create(
            holder=holder, sections=["17"], subject=WORDS["general"], starts=date(year - 1, 1, 1), number=f"JHA {year - 2}/{31 + county.pk % 9}", **common
        )  # fmt: skip
        if county.short == MAIN:
            Commission.objects.create(
                holder=holder, sections=["18"], subject=WORDS["past"], starts=date(year - 2, 1, 1), ends=date(year - 2, 12, 31),
                number=f"JHA {year - 3}/18", **common,
            )  # fmt: skip
            _for_houses(world, common)


def _for_houses(world: World, common: dict) -> None:
    """The houses of the main county that offer it, with the provider of the first one."""
    offering = [house for house in world.houses if house.running and any(CUSTODY in OFFERS[key].bases for key, _ in house.offers)]
    here = [house for house in offering if house.county.pk == common["place_id"]]
    if here:
        row = Commission.objects.create(
            provider=here[0].kitas[0].provider, sections=["17", "18"], subject=WORDS["houses"], starts=date(world.year, 1, 1),
            ends=date(world.year + 1, 12, 31), number=f"JHA {world.year - 1}/44", **common,
        )  # fmt: skip
        CommissionSite.objects.bulk_create(CommissionSite(place_id=row.place_id, commission=row, site=house.site) for house in here)
