"""Views of the help directory: public by county, kept by counties and houses; the numbers of the whole country by the state office."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse

from offers.forms.help import HelpEntryForm, HelpNumberForm
from offers.models import HelpEntry
from offers.pages.help_county import help_counties, help_county_page, number_lines
from offers.pages.help_entry_list import help_entry_list_page
from offers.pages.help_number_list import help_number_list_page
from offers.rules.crises import numbers
from offers.services.crises import save_listed
from sites.core import navigation
from sites.core.access import allow, fetch, keep, open_view
from sites.core.forms import form_page, posted
from sites.core.pages import render_page
from sites.core.places import place_within
from sites.core.removal import Removal

AT = ("county", "site")


# For everybody --------------------------------------------------------------------------------------------------------


@login_not_required
@open_view()
def help_all(request):
    """The numbers that help everywhere, and the counties."""
    return render(request, "offers/help_all.html", {"counties": help_counties(), "numbers": number_lines()})


@login_not_required
@open_view()
def help_county(request, county):
    """Where families of a county find help; one sheet when printed."""
    found = next((row for row in help_counties() if row.pk == county), None)
    if found is None:
        raise Http404
    return render_page(request, "offers/help_county.html", help_county_page(found))


# For those who keep it ------------------------------------------------------------------------------------------------


@allow("help.change", reads=("sites.view",))
def help_entry_list(request, place):
    """The places of help that the own county or house keeps."""
    return render_page(request, "row_list.html", help_entry_list_page(request, place_within(request, place, *AT)))


@allow("help.change", "GET", "POST", reads=("sites.view",))
def help_entry_create(request, place):
    """Enter a place of help."""
    place = place_within(request, place, *AT)
    return _entry(request, HelpEntry(place_id=place.pk), place, "Hilfe eintragen")


@allow("help.change", "GET", "POST", reads=("sites.view",))
def help_entry_edit(request, pk):
    """Change a place of help."""
    row = fetch(request, HelpEntry, pk=pk, lock=request.method == "POST")
    return _entry(request, row, place_within(request, row.place_id, *AT), "Hilfe ändern")


def _entry(request, row, place, title):
    return form_page(
        request,
        HelpEntryForm(*posted(request), instance=row, request=request),
        save=lambda form: keep(request, form, f"Hilfe „{form.instance.title}“"),
        done=lambda row: f"„{row.title}“ steht im Hilfeverzeichnis.",
        crumbs=[navigation.HELP.crumb(place.pk)],
        title=title,
        pre=place.label,
        removal=Removal(row),
    )


@allow("catalogues.view", group="crisis")
def help_number_list(request):
    """The numbers that hold everywhere."""
    return render_page(request, "row_list.html", help_number_list_page(request))


@allow("catalogues.change", "GET", "POST", group="crisis")
def help_number_edit(request, pk):
    """Correct a number, or say that it was tried today."""
    row = numbers().filter(pk=pk).first()
    if row is None:
        raise Http404
    return form_page(
        request,
        HelpNumberForm(*posted(request), instance=row, request=request),
        save=lambda form: save_listed(access=request.access, form=form, text=f"Notrufnummer „{form.instance.title}“"),
        done="Die Nummer ist gespeichert.",
        crumbs=[("Notrufnummern", reverse("offers:help_number_list"))],
        title="Notrufnummer ändern",
        pre="Gilt überall",
        audience="alle, auch ohne Anmeldung",
    )
