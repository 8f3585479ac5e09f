"""Views of days without dates: closing days of a house, school holidays of the Land."""

from django.shortcuts import get_object_or_404
from django.urls import reverse

from offers.forms.calendar import ClosingDaysForm, SchoolHolidaysForm
from offers.models import ClosingDays, SchoolHolidays
from offers.pages.closing_list import LEAD, closing_list_page, holiday_list_page
from sites.core import navigation
from sites.core.access import allow, fetch, keep, rows
from sites.core.forms import form_page, posted
from sites.core.journal import record
from sites.core.pages import render_page
from sites.core.places import site_within
from sites.core.removal import Removal
from sites.models import State


@allow("sessions.view", reads=("sites.view",))
def closing_list(request, site):
    """The days on which a house is closed."""
    return render_page(request, "row_list.html", closing_list_page(request, site_within(request, "sessions.view", site)))


@allow("sessions.change", "GET", "POST", reads=("sites.view",))
def closing_create(request, site):
    """Say when the house is closed."""
    site = site_within(request, "sessions.change", site)
    return _closing_form(request, ClosingDays(site=site), "Schließtage eintragen")


@allow("sessions.change", "GET", "POST", reads=("sites.view",))
def closing_edit(request, pk):
    """Put it right, or take it away."""
    days = fetch(request, rows(request, ClosingDays).select_related("site"), pk=pk, lock=request.method == "POST")
    return _closing_form(request, days, "Schließtage ändern")


def _closing_form(request, days: ClosingDays, title: str):
    site = days.site
    return form_page(
        request,
        ClosingDaysForm(*posted(request), instance=days, request=request),
        save=lambda form: keep(request, form, f"Schließtage „{form.instance.name}“"),
        done=lambda saved: f"Geschlossen: {saved.name}, {saved.days}. Termine, die schon geplant sind, bleiben.",
        crumbs=[navigation.OFFERS.crumb(site.pk), navigation.CLOSING.crumb(site.pk)],
        title=title,
        pre=site.name,
        lead=LEAD,
        audience="sessions.view",
        removal=Removal(days, name=f"Schließtage „{days.name}“"),
    )


# School holidays of the Land ------------------------------------------------------------------------------------------


@allow("catalogues.view")
def holiday_list(request):
    """The school holidays of the Land."""
    return render_page(request, "row_list.html", holiday_list_page(request))


@allow("catalogues.change", "GET", "POST")
def holiday_create(request):
    """Add holidays of another school year."""
    return _holiday_form(request, SchoolHolidays(), "Ferien eintragen")


@allow("catalogues.change", "GET", "POST")
def holiday_edit(request, pk):
    """Put holidays right, or take them away."""
    found = SchoolHolidays.objects.select_for_update() if request.method == "POST" else SchoolHolidays.objects
    return _holiday_form(request, get_object_or_404(found, pk=pk), "Ferien ändern")


def _holiday_form(request, holidays: SchoolHolidays, title: str):
    state = next(held.place for held in request.access.held if held.kind == "state")  # lists lie at no place: their entries stand at the state

    def save(form):
        kind, what = ("created", "eingetragen") if form.instance._state.adding else ("changed", "geändert")
        row = form.save()
        if form.has_changed():
            record(request.access, row, kind, text=f"Schulferien „{row}“ {what}", place=state)
        return row

    return form_page(
        request,
        SchoolHolidaysForm(*posted(request), instance=holidays, request=request),
        save=save,
        done=lambda row: f"{row} stehen im Kalender aller Häuser.",
        crumbs=[navigation.CATALOGUES.crumb(), ("Schulferien", reverse("offers:holiday_list"))],
        title=title,
        lead="Erster und letzter Tag gehören dazu. Was Häuser schon geplant haben, bleibt.",
        audience="catalogues.view",
        removal=Removal(holidays, name=f"Ferien „{holidays}“", about=State.objects.get(pk=state)) if holidays.pk else None,
    )
