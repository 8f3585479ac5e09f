"""Editions of the rules about hours, and the fee table: kept by the Land and by each county for itself."""

from processes.forms.editions import EditionForm, FeeForm
from processes.models import Fee, HoursEdition
from processes.pages.edition_list import edition_list_page
from processes.services.editions import save_edition
from sites.core.access import allow, fetch, keep, rows
from sites.core.forms import form_page, posted
from sites.core.journal import changes_of
from sites.core.navigation import EDITIONS
from sites.core.pages import render_page
from sites.core.places import place_within
from sites.core.removal import Removal

AT = ("state", "county")
LEAD = "Empfehlungen warnen und verhindern nichts. Die Vereinbarung zeigt, welche Regel in welchem Monat gilt und woher sie stammt."


@allow("editions.view", reads=("sites.view",))
def edition_list(request, place):
    """The rules about hours and the fee table of a place, with those above it."""
    return render_page(request, "processes/edition_list.html", edition_list_page(request, place_within(request, place, *AT)))


@allow("editions.change", "GET", "POST")
def edition_create(request, place):
    """A new edition of the Land or a county."""
    place = place_within(request, place, *AT)
    return _edition_form(request, HoursEdition(place_id=place.pk, place_kind=place.kind), place, "Fassung eintragen")


@allow("editions.change", "GET", "POST")
def edition_edit(request, pk):
    """Change an edition, or end it."""
    row = fetch(request, HoursEdition, pk=pk, lock=request.method == "POST")
    return _edition_form(request, row, place_within(request, row.place_id or 0, *AT), "Fassung ändern")


def _edition_form(request, row, place, title):
    return form_page(
        request,
        EditionForm(*posted(request), instance=row, request=request),
        save=lambda form: save_edition(access=request.access, edition=form.instance, rules=form.rules(), changes=changes_of(form)),
        done="Die Fassung ist gespeichert.",
        crumbs=[EDITIONS.crumb(place.pk)],
        title=title,
        pre=place.label,
        lead=LEAD,
        audience="editions.view",
        removal=Removal(row),
    )


@allow("editions.change", "GET", "POST")
def fee_create(request, place):
    """A new step of the fee table."""
    place = place_within(request, place, *AT)
    return _fee_form(request, Fee(place_id=place.pk, starts=request.access.today), place, "Honorarsatz eintragen")


@allow("editions.change", "GET", "POST")
def fee_edit(request, pk):
    """Change a step of the fee table, or end it."""
    row = fetch(request, rows(request, Fee), pk=pk, lock=request.method == "POST")
    return _fee_form(request, row, place_within(request, row.place_id, *AT), "Honorarsatz ändern")


def _fee_form(request, row, place, title):
    return form_page(
        request,
        FeeForm(*posted(request), instance=row, request=request),
        save=lambda form: keep(request, form, f"Honorarsatz „{form.instance}“"),
        done="Der Honorarsatz ist gespeichert.",
        crumbs=[EDITIONS.crumb(place.pk)],
        title=title,
        pre=place.label,
        lead="Ein neuer Satz beginnt an seinem ersten Tag; der frühere bekommt ein Ende.",
        audience="editions.view",
        removal=Removal(row),
    )
