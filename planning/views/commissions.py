"""Views of what the youth welfare office commissions: counselling after §§ 17 and 18 SGB VIII."""

from django.urls import reverse

from planning.forms.commissions import CommissionForm
from planning.models import Commission
from planning.pages.commission_detail import commission_detail_page
from planning.pages.commission_list import LEAD, commission_list_page
from planning.services.commissions import complete_commission
from sites.core import navigation
from sites.core.access import allow, fetch, keep, rows
from sites.core.forms import form_page, posted
from sites.core.pages import render_page
from sites.core.places import place_within
from sites.core.removal import Removal

READS = ("sites.view", "documents.change")


@allow("commissions.view", reads=("sites.view",))
def commission_list(request, county):
    """Whom the youth welfare office of a county has commissioned with counselling."""
    county = place_within(request, county, "county").county
    return render_page(request, "row_list.html", commission_list_page(request, county))


@allow("commissions.view", reads=("sites.view", "documents.view"))
def commission_detail(request, pk):
    """One commission with its houses and its paper."""
    found = rows(request, Commission).select_related("provider", "legal_basis", "document", "place__county")
    return render_page(request, "planning/commission_detail.html", commission_detail_page(request, fetch(request, found, pk=pk)))


@allow("commissions.change", "GET", "POST", reads=READS)
def commission_create(request, county):
    """Enter a commission of the county's youth welfare office."""
    county = place_within(request, county, "county").county
    return _commission_form(request, Commission(place=county.place), county, "Auftrag eintragen")


@allow("commissions.change", "GET", "POST", reads=READS)
def commission_edit(request, pk):
    """Change how a commission was written down, end it, or add its paper."""
    row = fetch(request, rows(request, Commission).select_related("provider"), pk=pk, lock=request.method == "POST")
    return _commission_form(request, row, place_within(request, row.place_id, "county").county, "Auftrag ändern")


def _commission_form(request, row, county, title):
    listed = navigation.COMMISSIONS.url(county.pk)
    return form_page(
        request,
        CommissionForm(*posted(request), instance=row, request=request),
        save=lambda form: _keep_commission(request, form),
        done="Der Auftrag ist gespeichert.",
        to=lambda row: reverse("planning:commission_detail", args=[row.pk]),
        back=reverse("planning:commission_detail", args=[row.pk]) if row.pk else listed,
        crumbs=[navigation.COMMISSIONS.crumb(county.pk)],
        title=title,
        pre=county.name,
        lead=LEAD,
        submit="Auftrag speichern",
        audience="commissions.view",
        removal=Removal(row, to=listed, name="Auftrag für Beratung"),
    )


def _keep_commission(request, form):
    saved = keep(request, form, f"Auftrag für Beratung, {form.instance}")
    complete_commission(access=request.access, commission=saved, sites=form.cleaned_data["sites"], upload=form.cleaned_data["upload"])
    return saved
