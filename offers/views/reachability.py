"""Views of how a house can be reached: the number, the duty roster, the poster."""

from django.shortcuts import redirect
from django.urls import reverse

from offers.forms.crisis import PhoneHourForm, ReachabilityForm
from offers.models import PhoneHour, Reachability
from offers.pages.crisis_poster import crisis_poster_page
from offers.pages.duty_list import duty_list_page
from offers.services.crises import confirm
from sites.core import navigation
from sites.core.access import allow, fetch, keep, rows
from sites.core.forms import carry_out, form_page, posted
from sites.core.pages import render_page
from sites.core.places import site_within
from sites.core.removal import Removal


@allow("outreach.change", "GET", "POST", reads=("sites.view",))
def reachability_edit(request, site):
    """The number and the places at which families reach the house now."""
    site, today = site_within(request, "outreach.change", site), request.access.today
    known = rows(request, Reachability).filter(site=site)
    row = (known.select_for_update(of=("self",)) if request.method == "POST" else known).first()
    row = row or Reachability(site=site, phone=site.phone)
    row.confirmed_on = today
    return form_page(
        request,
        ReachabilityForm(*posted(request), instance=row, request=request),
        save=lambda form: keep(request, form, "Erreichbarkeit"),
        done="Die Erreichbarkeit ist gespeichert.",
        crumbs=[navigation.CRISIS.crumb(site.pk)],
        title="So sind wir erreichbar",
        pre=site.name,
        lead="Die Zeiten stehen im Dienstplan. Beides sehen Familien, solange der Krisenmodus an ist.",
        removal=Removal(row, name="Die Erreichbarkeit"),
    )


@allow("outreach.change", "POST", reads=("sites.view",))
def reachability_confirm(request, pk):
    """One tap: what families read there still holds."""
    row = fetch(request, Reachability, pk=pk, lock=True)
    carry_out(request, lambda: confirm(access=request.access, reachability=row), "Geprüft: Das stimmt noch.")
    return redirect("offers:crisis", row.site_id)


@allow("outreach.view", reads=("sites.view",))
def duty_list(request, site):
    """The duty roster: who answers when, in which function."""
    return render_page(request, "row_list.html", duty_list_page(request, site_within(request, "outreach.view", site)))


@allow("outreach.change", "GET", "POST", reads=("sites.view",))
def duty_create(request, site):
    """Add a line to the duty roster."""
    site = site_within(request, "outreach.change", site)
    return _duty(request, PhoneHour(site=site), "Telefonzeit eintragen", site.name)


@allow("outreach.change", "GET", "POST", reads=("sites.view",))
def duty_edit(request, pk):
    """Change a line of the duty roster, or end it."""
    row = fetch(request, rows(request, PhoneHour).select_related("site"), pk=pk, lock=request.method == "POST")
    return _duty(request, row, "Telefonzeit ändern", row.site.name)


def _duty(request, row, title, name):
    return form_page(
        request,
        PhoneHourForm(*posted(request), instance=row, request=request),
        save=lambda form: keep(request, form, f"Telefonzeit {form.instance}"),
        done="Der Dienstplan ist gespeichert.",
        crumbs=[navigation.CRISIS.crumb(row.site_id), ("Dienstplan am Telefon", reverse("offers:duty_list", args=[row.site_id]))],
        title=title,
        pre=name,
        lead="Ein Handy, das weitergegeben wird: Wer hat wann Bereitschaft?",
        removal=Removal(row),
    )


@allow("outreach.view", reads=("sites.view",))
def crisis_poster(request, site):
    """One sheet A4 for the door: the number, big, and the hours."""
    return render_page(request, "offers/crisis_poster.html", crisis_poster_page(request, site_within(request, "outreach.view", site)))
