"""Views of days without dates: closing days of a house, school holidays of the Land."""

from django.shortcuts import get_object_or_404
from django.urls import reverse

from offers.forms.calendar import ClosingDaysForm, SchoolHolidaysForm
from offers.models import ClosingDays, SchoolHolidays, Session
from offers.pages.closing_list import LEAD, closing_list_page, holiday_list_page
from offers.services.calendar import all_holidays, save_holidays, state_of
from offers.services.publishing import publish
from sites.core import navigation
from sites.core.access import allow, fetch, keep, rows
from sites.core.days import date_short
from sites.core.forms import form_page, posted
from sites.core.numbers import with_noun
from sites.core.pages import render_page
from sites.core.places import site_within
from sites.core.removal import Removal

SHOWN_PLANNED = 5


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
        save=lambda form: _close(request, form),
        done=lambda saved: f"Geschlossen: {saved.name}, {saved.days}.",
        warning=lambda saved: planned_then(request, saved),
        crumbs=[navigation.OFFERS.crumb(site.pk), navigation.CLOSING.crumb(site.pk)],
        title=title,
        pre=site.name,
        lead=LEAD,
        audience="sessions.view",
        removal=Removal(days, name=f"Schließtage „{days.name}“", after=lambda: publish(site=site.pk, today=request.access.today)),
    )


def planned_then(request, days: ClosingDays) -> str:
    """What is planned on days on which the house is closed now: it stays until somebody says that it falls away."""
    planned = rows(request, Session).filter(site=days.site, held_on__range=(days.starts, days.ends), cancelled=False, logged__isnull=True)
    found = list(planned.select_related("offer").order_by("held_on", "starts_at", "pk"))
    if not found:
        return ""
    named = [f"{date_short(one.held_on)} {one.offer.title}" for one in found[:SHOWN_PLANNED]]
    more = f" und {with_noun(len(found) - SHOWN_PLANNED, 'weiterer', 'weitere')}" if len(found) > SHOWN_PLANNED else ""
    return f"In diesen Tagen sind noch Termine geplant: {'; '.join(named)}{more}. Familien sehen sie, bis Sie sie in der Woche absagen."


def _close(request, form):
    """Families read it on the page of the house and in its programme."""
    saved = keep(request, form, f"Schließtage „{form.instance.name}“")
    publish(site=saved.site_id, today=request.access.today)
    return saved


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
    known = all_holidays()
    return _holiday_form(request, get_object_or_404(known.select_for_update() if request.method == "POST" else known, pk=pk), "Ferien ändern")


def _holiday_form(request, holidays: SchoolHolidays, title: str):
    return form_page(
        request,
        SchoolHolidaysForm(*posted(request), instance=holidays, request=request),
        save=lambda form: save_holidays(access=request.access, holidays=form.instance, is_changed=form.has_changed()),
        done=lambda row: f"{row} stehen im Kalender aller Häuser.",
        crumbs=[navigation.CATALOGUES.crumb(), ("Schulferien", reverse("offers:holiday_list"))],
        title=title,
        lead="Erster und letzter Tag gehören dazu. Was Häuser schon geplant haben, bleibt.",
        audience="catalogues.view",
        removal=Removal(holidays, name=f"Ferien „{holidays}“", about=state_of(request.access)) if holidays.pk else None,
    )
