"""The only place for what every page's frame shows: brand line, person, role and the navigation of the roles."""

from dataclasses import dataclass
from itertools import groupby

from django.conf import settings
from django.db import connection
from django.urls import reverse

from sites.access import ADMINISTRATION, GRANTS, HOUSE, Access, Held, Role

PLATFORM = "Thüringer Eltern-Kind-Zentren"
#: Which membership names the place in the header: the one whose start page a person sees.
ORDER = (
    Role.COORDINATOR, Role.HEAD, Role.PROFESSIONAL, Role.SOCIAL_PLANNER, Role.YOUTH_WELFARE_OFFICE, Role.SPECIALIST_ADVISOR,
    Role.PROVIDER, Role.FACILITATOR, Role.STATE_OFFICE, Role.MINISTRY, Role.PARENT_REPRESENTATIVE, Role.PARENT,
)  # fmt: skip


@dataclass(frozen=True)
class Link:
    """One entry of the navigation. `placed`: the address carries the place of the membership; `under`: the pages it stands for."""

    label: str
    view: str
    icon: str
    action: str | None
    under: tuple[str, ...]
    placed: bool = False


def _link(label, view, icon, action=None, *under, placed=False) -> Link:
    return Link(label, view, icon, action, (view, *under), placed)


HOME = ("reporting:home", "home", None)
REPORTS = ("reporting:report_list", "draft", "reports.view", "reporting:report", "reporting:chapter", "reporting:snapshot")
THREAD = (
    "planning:goal_list", "checklist", "goals.view",
    "planning:goal", "planning:need", "planning:indicator", "planning:value",
)  # fmt: skip
CASES = (
    "planning:application_list", "checklist", "applications.view",
    "planning:application", "planning:statement", "planning:decision", "planning:interest",
)  # fmt: skip
PEOPLE = ("sites:member_list", "account-circle", "members.view", "sites:member", "sites:invitation")
LSZ = ("reporting:lsz_list", "download", "lsz.view", "reporting:lsz")
SITES = ("sites:site_list", "home", "sites.view", "sites:site", "sites:provider", "reporting:site_sheet")
OVERVIEW = _link("Überblick", "reporting:overview", "visibility", "figures.view")
HOUSE_LINKS = (
    _link("Heute", *HOME),
    _link("Angebote", "offers:offer_list", "calendar-today", "offers.view", "offers:", placed=True),
    _link("Roter Faden", *THREAD, placed=True),
    _link("Sachbericht", *REPORTS),
    _link("Team", *PEOPLE, placed=True),
    _link("Standort", "reporting:site_sheet", "info", "sites.view", "sites:site_edit", "sites:entry", placed=True),
    _link("Antrag", *CASES),
)
OFFICE_LINKS = (
    _link("Für mich", *HOME),
    _link("Standorte", *SITES),
    _link("Anträge", *CASES),
    _link("Sachberichte", *REPORTS),
    _link("LSZ", *LSZ),
    OVERVIEW,
    _link("Personen", *PEOPLE, placed=True),
)
PROVIDER_LINKS = (
    _link("Heute", *HOME),
    _link("Standorte", *SITES),
    _link("Anträge", *CASES),
    _link("Sachberichte", *REPORTS),
    _link("Personen", *PEOPLE, placed=True),
)
FACILITATOR_LINKS = (_link("Meine Standorte", *HOME), _link("Stunden", "processes:contract_list", "edit", "contracts.view", "processes:"))
STATE_LINKS = (
    OVERVIEW,
    _link("LSZ-Berichte", *LSZ),
    _link("Personen", *PEOPLE, placed=True),
    _link("Rückmeldungen", "sites:feedback_list", "mail", "feedback.view", "sites:feedback_answer"),
)
FAMILY_LINKS = (_link("Start", *HOME), _link("Familienseiten", "offers:family_list", "visibility", None, "offers:family"))


def _links_of(role: Role) -> tuple[Link, ...]:
    if role in HOUSE:
        return HOUSE_LINKS
    if role in ADMINISTRATION:
        return OFFICE_LINKS
    if role in {Role.PARENT, Role.PARENT_REPRESENTATIVE}:
        return FAMILY_LINKS
    return {Role.PROVIDER: PROVIDER_LINKS, Role.FACILITATOR: FACILITATOR_LINKS}.get(role, STATE_LINKS)


def navigation(access: Access, here: str = "") -> list[dict]:
    """The entries of all roles, each page once; those a role may not open are left out."""
    entries: dict[str, dict] = {}
    for held in _ordered(access):
        for link in _links_of(held.role):
            if link.view not in entries and (link.action is None or held.role in GRANTS[link.action]):
                url = reverse(link.view, args=[held.place] if link.placed else [])
                entries[link.view] = {"label": link.label, "icon": link.icon, "url": url, "under": link.under, "current": False, "count": None}
    exact = [entry for view, entry in entries.items() if view == here]
    for entry in exact or [entry for entry in entries.values() if here.startswith(entry["under"])][:1]:
        entry["current"] = True
    return list(entries.values())


def _ordered(access: Access) -> list[Held]:
    return sorted(access.held, key=lambda held: (ORDER.index(held.role), held.place))


def brand_line(access: Access) -> str:
    """The place of the first role, or how many there are; the reach has brought its name, so no page pays a query for it."""
    _, group = next(groupby(_ordered(access), key=lambda held: held.role), (None, ()))
    held = list(group)
    if not held:
        return PLATFORM
    if len({one.place for one in held}) > 1:
        plural = {"site": "Standorte", "county": "Landkreise", "provider": "Träger"}.get(held[0].kind, "Orte")
        return f"{len(held)} {plural}"
    return held[0].label


def shell(request) -> dict:
    """The frame of a page; bare for visitors and after a failed transaction, where nothing can be read any more."""
    user = getattr(request, "user", None)
    frame = {"demo": settings.DEMO, "brand_line": PLATFORM, "person": None, "role_label": "", "initials": "", "nav": []}
    if connection.needs_rollback or user is None or not user.is_authenticated:
        return {"shell": frame}
    access = getattr(request, "access", None) or Access(user)
    roles = list(dict.fromkeys(held.role.label for held in _ordered(access)))
    match = getattr(request, "resolver_match", None)
    frame |= {
        "brand_line": brand_line(access),
        "person": user,
        "role_label": ", ".join(roles[:2]) + (" …" if len(roles) > 2 else ""),
        "initials": user.initials,
        "nav": navigation(access, match.view_name if match else ""),
    }
    return {"shell": frame}
