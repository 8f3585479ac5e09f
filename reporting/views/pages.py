"""Start page, site sheet and overview: the pages that show things of several apps."""

from collections.abc import Callable
from copy import copy
from dataclasses import replace
from typing import Any

from django.http import Http404
from django.shortcuts import redirect, render

from reporting.models import Handover
from reporting.pages.home_facilitator import home_facilitator_page
from reporting.pages.home_family import home_family_page
from reporting.pages.home_head import home_head_page
from reporting.pages.home_house import home_house_page
from reporting.pages.home_office import home_office_page
from reporting.pages.home_provider import home_provider_page
from reporting.pages.home_state import home_state_page
from reporting.pages.overview import MAPS, counties_of, overview_page
from reporting.pages.overview_export import HEAD, exported
from reporting.pages.site_sheet import site_sheet_page, with_record
from reporting.rules.due import due_words
from sites.core.access import Request, allow, fetch, open_view, rows
from sites.core.lists import choice
from sites.core.navigation import role_shown
from sites.core.pages import names_of, render_page
from sites.core.roles import ADMINISTRATION, Role
from sites.core.sheets import KINDS, file_name, list_answer
from sites.core.shell import other_roles
from sites.models import Site, with_today
from sites.rules.giving import roles_offered

READS = (
    "entries.view", "sessions.view", "sessions.log", "offers.view", "measures.view", "reports.view", "applications.view", "interests.view",
    "statements.change", "sites.view", "contracts.view", "hours.view", "published.view", "rooms.view", "partners.view", "referrals.view",
    "plans.view", "inquiries.view", "feedback.view", "members.view", "decisions.view", "wishes.view", "comments.view", "lsz.view", "bodies.view",
    "needs.view", "absences.view", "signups.view", "surveys.view", "steps.view", "concepts.view", "contributions.view", "notes.view",
    "handovers.view", "figures.view", "matching.view", "facilitators.view",
)  # fmt: skip
#: The start page of each role; the ministry begins with its overview.
HOMES: dict[Role, tuple[str, Callable[[Request], Any]]] = {
    Role.HEAD: ("reporting/home_head.html", home_head_page),
    Role.COORDINATOR: ("reporting/home_house.html", home_house_page),
    Role.PROFESSIONAL: ("reporting/home_house.html", home_house_page),
    **dict.fromkeys(ADMINISTRATION, ("reporting/home_office.html", home_office_page)),
    Role.PROVIDER: ("reporting/home_provider.html", home_provider_page),
    Role.FACILITATOR: ("reporting/home_facilitator.html", home_facilitator_page),
    Role.STATE_OFFICE: ("reporting/home_state.html", home_state_page),
    Role.PARENT_REPRESENTATIVE: ("reporting/home_family.html", home_family_page),
    Role.PARENT: ("reporting/home_family.html", home_family_page),
}


@open_view(reads=READS)
def home(request):
    """What is due, what is new, what did I last use; one page per role. It shows the chosen role alone, and what waits in the others."""
    role = role_shown(request.access)
    if role is None:
        return render(request, "reporting/home_nobody.html", {"offered": roles_offered(request.access)})
    if role not in HOMES:
        return redirect("reporting:overview")
    shown, (template, page) = copy(request), HOMES[role]
    shown.access = request.access.in_role(role)
    beside = {"elsewhere": _elsewhere(request), "offered": roles_offered(request.access), "handovers": _begun(shown, role)}
    return render(request, template, names_of(page(shown)) | beside)


def _begun(request, role):
    """What has passed to this person in the role that is shown, until it is read."""
    if role not in (Role.HEAD, Role.COORDINATOR):
        return []
    return rows(request, Handover).filter(successor=request.user, role=role, done_on=None).select_related("leaver")


def _elsewhere(request):
    """The other roles with what waits in them."""
    others = other_roles(request.access)
    waiting = due_words(request.access, [Role(other.value) for other in others])
    return [replace(other, due=waiting.get(Role(other.value), "")) for other in others]


@allow(
    "sites.view",
    reads=(
        "sitefigures.view", "decisions.view", "applications.view", "measures.view", "contracts.view", "reports.view", "snapshots.view", "money.view",
        "hours.view", "changes.view",
    ),
)  # fmt: skip
def site_sheet(request, pk):
    """One page about a site: who runs it, on which decision it rests, what happens there."""
    site = fetch(request, with_record(request, with_today(rows(request, Site), request.access.today)), pk=pk)
    return render_page(request, "reporting/site_sheet.html", site_sheet_page(request, site))


@allow("figures.view", reads=("members.view",))
def overview(request):
    """Sites, phases, forms and Teilnahmen by county: master data and roll-ups alone. Who has one county sees its sheet."""
    counties = counties_of(request)
    if len(counties) == 1:
        return redirect("reporting:county_sheet", counties[0].pk)
    show = choice(request, "show", MAPS) or "people"
    shown = names_of(overview_page(request, counties, show)) | {"offered": roles_offered(request.access)}
    return render(request, "reporting/overview.html", shown)


@allow("figures.view", reads=("members.view",))
def overview_export(request, kind):
    """The table of the overview in the year that is shown."""
    if kind not in KINDS:
        raise Http404
    page = overview_page(request, counties_of(request), "people")
    return list_answer(kind, file_name("ueberblick", page.year), f"Überblick {page.year}", HEAD, exported(page))
