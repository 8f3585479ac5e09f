"""How the hours of a soziales Zentrum are split over its sites (R133). Pure."""

from collections.abc import Mapping
from decimal import ROUND_DOWN, ROUND_FLOOR, Decimal

STEP = Decimal("0.1")


def split(total: Decimal, given: Mapping[int, Decimal | None]) -> dict[int, Decimal]:
    """The share of each site: what is given stays, the rest goes to the others in equal parts; tenths that remain to the first of them."""
    shares = {site: share for site, share in given.items() if share is not None}
    others = [site for site in given if site not in shares]
    if not others:
        return shares
    rest = total - sum(shares.values(), Decimal(0))
    each = (rest / len(others)).quantize(STEP, ROUND_FLOOR)
    over = int((rest - each * len(others)) / STEP)
    return {site: shares[site] if site in shares else each + (STEP if others.index(site) < over else 0) for site in given}


def in_proportion(amount: Decimal, shares: Mapping[int, Decimal]) -> dict[int, Decimal]:
    """An amount of money after the shares, to the cent; what rounding leaves goes to the last one."""
    total, parts, left = sum(shares.values(), Decimal(0)), {}, amount
    for site, share in shares.items():
        parts[site] = (amount * share / total).quantize(Decimal("0.01"), ROUND_DOWN)
        left -= parts[site]
    last = list(parts)[-1]
    return {**parts, last: parts[last] + left}
