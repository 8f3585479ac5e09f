"""The only place for what every page's frame shows: brand line, person, role and the navigation of the roles."""

from dataclasses import dataclass
from itertools import groupby

from django.conf import settings
from django.db import connection
from django.urls import reverse

from sites.core.access import Access, Held
from sites.core.rights import ACTIONS, ADMINISTRATION, HOUSE, Role

PLATFORM = "Thüringer Eltern-Kind-Zentren"
#: Which membership names the place in the header: the one whose start page a person sees.
ORDER = (
    Role.COORDINATOR, Role.HEAD, Role.PROFESSIONAL, Role.SOCIAL_PLANNER, Role.YOUTH_WELFARE_OFFICE, Role.SPECIALIST_ADVISOR,
    Role.PROVIDER, Role.FACILITATOR, Role.STATE_OFFICE, Role.MINISTRY, Role.PARENT_REPRESENTATIVE, Role.PARENT,
)  # fmt: skip


@dataclass(frozen=True)
class Link:
    """One entry of the navigation. `placed`: the address carries the place of the membership (`at`: of this kind alone); `under`: its pages.

    `folded` ones stand on the page "Mehr" alone, so that the bar stays short.
    """

    label: str
    view: str
    icon: str
    action: str | None
    under: tuple[str, ...]
    placed: bool = False
    at: str = ""
    folded: bool = False


def _link(label, view, icon, action=None, *under, placed=False, at="") -> Link:
    return Link(label, view, icon, action, (view, *under), placed or bool(at), at)


def _more(label, view, icon, action, *, placed=False, at="") -> Link:
    return Link(label, view, icon, action, (), placed or bool(at), at, folded=True)


HOME = ("reporting:home", "home", None)
REPORTS = ("reporting:report_list", "draft", "reports.view", "reporting:report", "reporting:chapter", "reporting:snapshot")
THREAD = (
    "planning:goal_list", "checklist", "goals.view",
    "planning:goal", "planning:need", "planning:indicator", "planning:value", "planning:assessment", "planning:wish", "planning:release",
)  # fmt: skip
CASES = (
    "planning:application_list", "checklist", "applications.view",
    "planning:application", "planning:statement", "planning:decision", "planning:interest", "planning:continuation", "planning:admission",
)  # fmt: skip
PLANNING = (
    "planning:plan_overview", "calendar-today", "plans.view",
    "planning:plan", "planning:strategy", "planning:resolution", "planning:representative", "planning:deadline", "planning:bod", "planning:meeting",
    "planning:agenda", "planning:assessment", "planning:figure", "planning:need_map", "planning:import", "planning:money", "planning:fundingrule",
)  # fmt: skip
PEOPLE = ("sites:member_list", "account-circle", "members.view", "sites:member", "sites:invitation")
LSZ = ("reporting:lsz_list", "download", "lsz.view", "reporting:lsz")
SITES = (
    "reporting:site_list", "home", "sites.view", "sites:site", "sites:provider", "sites:kita", "sites:area", "sites:centre",
    "sites:municipality", "sites:phase", "reporting:site_sheet",
)  # fmt: skip
INQUIRIES = ("planning:inquiry_list", "mail", "inquiries.view", "planning:inquir")
LISTS = ("planning:catalogue_list", "checklist", "catalogues.view")
OVERVIEW = ("Überblick", "reporting:overview", "visibility", "figures.view", "reporting:county")
ALL_SITES = ("Alle meine Standorte", *SITES[:3])
SITE = (
    "reporting:site_sheet", "info", "sites.view", "sites:site_", "sites:entry", "sites:room", "sites:partner", "sites:network", "sites:cooperation",
    "sites:agreement", "sites:post", "sites:profile", "sites:form", "planning:room", "planning:equipment", "planning:criteri", "planning:bod",
    "planning:meeting", "planning:agenda", "planning:inquir", "planning:measure", "planning:cost", "planning:funding", "reporting:referral",
)  # fmt: skip
HOUSE_LINKS = (
    _link("Heute", *HOME),
    _link("Angebote", "offers:offer_list", "calendar-today", "offers.view", "offers:", placed=True),
    _link("Roter Faden", *THREAD, placed=True),
    _link("Sachbericht", *REPORTS),
    _link("Team", *PEOPLE, placed=True),
    _link("Standort", *SITE, placed=True),
    _link("Antrag", *CASES),
    _more("Partner*innen und Netzwerk", "sites:partner_list", "account-circle", "partners.view", placed=True),
    _more("Räume", "sites:room_list", "home", "rooms.view", placed=True),
    _more("Gremien und Sitzungen", "planning:body_list", "calendar-today", "bodies.view", placed=True),
    _more("Bedarfserhebungen", "planning:assessment_list", "checklist", "assessments.view", placed=True),
    _more("Anliegen an die Ämter", *INQUIRIES[:3]),
    _more(*ALL_SITES),
    _more("Listen und Rechtsgrundlagen", *LISTS),
)
OFFICE_LINKS = (
    _link("Für mich", *HOME),
    _link("Standorte", *SITES),
    _link("Anträge", *CASES),
    _link("Planung", *PLANNING, at="county"),
    _link("Sachberichte", *REPORTS),
    _link("LSZ", *LSZ),
    _link(*OVERVIEW),  # who has one county is led to its sheet
    _link("Anliegen", *INQUIRIES),
    _link("Personen", *PEOPLE, placed=True),
    _more("Kitas", "sites:kita_list", "home", "sites.view", at="county"),
    _more("Geld der Maßnahmen", "planning:money_list", "draft", "money.sums", at="county"),
    _more("Entscheidungen über die Fortführung", "planning:continuation", "checklist", "applications.decide", at="county"),
    _more("Tabellen einlesen", "planning:import_list", "download", "imports.make", at="county"),
    _more("Listen und Rechtsgrundlagen", *LISTS),
)
PROVIDER_LINKS = (
    _link("Heute", *HOME),
    _link("Standorte", *SITES[:4], "sites:site", "reporting:site_sheet"),
    _link("Anträge", *CASES),
    _link("Sachberichte", *REPORTS),
    _link("Kitas", "sites:provider_detail", "info", "sites.permit", "sites:provider", "sites:kita", placed=True),
    _link("Personen", *PEOPLE, placed=True),
    _more("Listen und Rechtsgrundlagen", *LISTS),
)
FACILITATOR_LINKS = (
    _link("Meine Standorte", *HOME),
    _link("Stunden", "processes:contract_list", "edit", "contracts.view", "processes:"),
    _more(*ALL_SITES),
    _more("Listen und Rechtsgrundlagen", *LISTS),
)
STATE_LINKS = (
    _link(*OVERVIEW, *PLANNING[3:]),
    _link("LSZ-Berichte", *LSZ),
    _link("Listen", *LISTS, "planning:catalogue", "planning:edition", "planning:term", "planning:link"),
    _link("Anliegen", *INQUIRIES),
    _link("Personen", *PEOPLE, placed=True),
    _link("Rückmeldungen", "sites:feedback_list", "mail", "feedback.view", "sites:feedback_answer"),
)
FAMILY_LINKS = (
    _link("Start", *HOME),
    _link("Standort", *SITE, placed=True),
    _link("Familienseiten", "offers:family_list", "visibility", None, "offers:family"),
    _more(*ALL_SITES),
    _more("Listen und Rechtsgrundlagen", *LISTS),
)


def _links_of(role: Role) -> tuple[Link, ...]:
    if role in HOUSE:
        return HOUSE_LINKS
    if role in ADMINISTRATION:
        return OFFICE_LINKS
    if role in {Role.PARENT, Role.PARENT_REPRESENTATIVE}:
        return FAMILY_LINKS
    return {Role.PROVIDER: PROVIDER_LINKS, Role.FACILITATOR: FACILITATOR_LINKS}.get(role, STATE_LINKS)


def navigation(access: Access, here: str = "") -> list[dict]:
    """The entries of all roles, each page once; those a role may not open are left out.

    Without counts of what waits: they would cost every request a query more, or make the reach read the tables of higher apps. The start
    page counts, where the numbers are fresh.
    """
    entries: dict[str, dict] = {}
    for held in _ordered(access):
        for link in _links_of(held.role):
            there = entries.get(link.view)
            if (there and (link.folded or not there["folded"])) or link.at not in ("", held.kind) or not _holds(held, link.action):
                continue
            entries.pop(link.view, None)  # folded away for one role, in the bar for another
            url = reverse(link.view, args=[held.place] if link.placed else [])
            entries[link.view] = {"label": link.label, "icon": link.icon, "url": url, "under": link.under, "folded": link.folded, "current": False}
    exact = [entry for view, entry in entries.items() if view == here and not entry["folded"]]
    for entry in exact or [entry for entry in entries.values() if here.startswith(entry["under"])][:1]:
        entry["current"] = True
    return list(entries.values())


def _holds(held: Held, action: str | None) -> bool:
    return action is None or held.role in ACTIONS[action].roles


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
    frame = {"demo": settings.DEMO, "brand_line": PLATFORM, "person": None, "role_label": "", "initials": "", "nav": [], "pages": []}
    if connection.needs_rollback or user is None or not user.is_authenticated:
        return {"shell": frame}
    access = getattr(request, "access", None) or Access(user)
    roles = list(dict.fromkeys(held.role.label for held in _ordered(access)))
    match = getattr(request, "resolver_match", None)
    pages = navigation(access, match.view_name if match else "")
    frame |= {
        "brand_line": brand_line(access),
        "person": user,
        "role_label": ", ".join(roles[:2]) + (" …" if len(roles) > 2 else ""),
        "initials": user.initials,
        "nav": [page for page in pages if not page["folded"]],
        "pages": pages,
    }
    return {"shell": frame}
