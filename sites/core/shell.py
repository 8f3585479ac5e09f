"""The only place for what every page's frame shows: brand line, person, role and navigation."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpRequest

from sites.core.access import Access, Held
from sites.core.navigation import in_order, navigation, role_shown

PLATFORM = "Thüringer Eltern-Kind-Zentren"


def brand_line(access: Access) -> str:
    """The place of the first role, or how many there are; the reach has brought its name, so no page pays a query for it."""
    _, group = next(groupby(in_order(access), key=lambda held: held.role), (None, ()))
    held = list(group)
    if not held:
        return PLATFORM
    return held[0].label if len({one.place for one in held}) == 1 else place_words(held)


@dataclass(frozen=True)
class OtherRole:
    """A role that the person has beside the one that is shown. `place`: where; `due`: what waits there, in words."""

    value: str
    label: str
    place: str
    due: str = ""


def place_words(held: list[Held]) -> str:
    """ "ThEKiZ Sonnenschein" or "3 Standorte": where memberships of one role lie."""
    if len({one.place for one in held}) > 1:
        plural = {"site": "Standorte", "county": "Landkreise", "provider": "Träger"}.get(held[0].kind, "Orte")
        return f"{len(held)} {plural}"
    return held[0].label.partition(" · ")[0]


def other_roles(access: Access) -> list[OtherRole]:
    """The roles beside the one that is shown; none for most people."""
    groups = [(role, list(held)) for role, held in groupby(in_order(access), key=lambda held: held.role)]
    return [OtherRole(role.value, role.label, place_words(held)) for role, held in groups[1:]]


def shell(request: HttpRequest) -> dict[str, Any]:
    """The frame of a page; bare for visitors and after a failed transaction, where nothing can be read any more."""
    user = getattr(request, "user", None)
    frame = {"demo": settings.DEMO, "brand_line": PLATFORM, "person": None, "role_label": "", "initials": "", "nav": [], "pages": [], "others": []}
    if connection.needs_rollback or user is None or not user.is_authenticated:
        return {"shell": frame}
    access = getattr(request, "access", None) or Access(user)
    shown = [held for held in in_order(access) if held.role == role_shown(access)]
    others = other_roles(access)
    label = shown[0].role.label if shown else ""
    match = getattr(request, "resolver_match", None)
    pages = navigation(access, match.view_name, getattr(match.func, "group", "")) if match else navigation(access)
    frame |= {
        "brand_line": brand_line(access),
        "person": user,
        "role_label": f"als {label} · {place_words(shown)}" if others else label,
        "initials": user.initials,
        "nav": [page for page in pages if not page.folded],
        "pages": pages,
        "others": others,
    }
    return {"shell": frame}
