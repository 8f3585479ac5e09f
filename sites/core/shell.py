"""The only place for what every page's frame shows: brand line, person, role and navigation."""

from itertools import groupby
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpRequest

from sites.core.access import Access
from sites.core.navigation import in_order, navigation

PLATFORM = "Thüringer Eltern-Kind-Zentren"


def brand_line(access: Access) -> str:
    """The place of the first role, or how many there are; the reach has brought its name, so no page pays a query for it."""
    _, group = next(groupby(in_order(access), key=lambda held: held.role), (None, ()))
    held = list(group)
    if not held:
        return PLATFORM
    if len({one.place for one in held}) > 1:
        plural = {"site": "Standorte", "county": "Landkreise", "provider": "Träger"}.get(held[0].kind, "Orte")
        return f"{len(held)} {plural}"
    return held[0].label


def shell(request: HttpRequest) -> dict[str, Any]:
    """The frame of a page; bare for visitors and after a failed transaction, where nothing can be read any more."""
    user = getattr(request, "user", None)
    frame = {"demo": settings.DEMO, "brand_line": PLATFORM, "person": None, "role_label": "", "initials": "", "nav": [], "pages": []}
    if connection.needs_rollback or user is None or not user.is_authenticated:
        return {"shell": frame}
    access = getattr(request, "access", None) or Access(user)
    roles = list(dict.fromkeys(held.role.label for held in in_order(access)))
    match = getattr(request, "resolver_match", None)
    pages = navigation(access, match.view_name, getattr(match.func, "group", "")) if match else navigation(access)
    frame |= {
        "brand_line": brand_line(access),
        "person": user,
        "role_label": ", ".join(roles[:2]) + (" …" if len(roles) > 2 else ""),
        "initials": user.initials,
        "nav": [page for page in pages if not page.folded],
        "pages": pages,
    }
    return {"shell": frame}
