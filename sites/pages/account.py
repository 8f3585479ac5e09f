"""Who I am here: my roles with their days, and what I may do."""

from dataclasses import dataclass
from datetime import date

from sites.core.access import Request
from sites.core.days import date_long, not_over
from sites.core.places import KEYS, name_of
from sites.models import Membership
from sites.pages.rights import my_rights


@dataclass(frozen=True)
class HeldRole:
    """One role of a person: what, where, and on which days, in words."""

    role: str
    place: str
    days: str


@dataclass(frozen=True)
class Account:
    """`held`: the roles of today and later; `rights`: (area, what the person may do there)."""

    held: list[HeldRole]
    rights: list[tuple[str, list[str]]]


def account_page(request: Request) -> Account:
    """Of the person who asks; one query."""
    today = request.access.today
    mine = Membership.objects.filter(not_over(today), user=request.access.user, accepted__isnull=False)
    known = mine.select_related(*KEYS).order_by("starts", "pk")
    held = [HeldRole(membership.get_role_display(), name_of(membership.place), _days(membership, today)) for membership in known]
    return Account(held, my_rights(request.access.roles))


def _days(membership: Membership, today: date) -> str:
    until = f", bis {date_long(membership.ends)} um 24 Uhr" if membership.ends else ""
    return f"{'ab' if membership.starts > today else 'seit'} {date_long(membership.starts)}{until}"
