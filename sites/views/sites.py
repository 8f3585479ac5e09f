"""What the planner registers and edits of a site: its beginning and its master data."""

from django.urls import reverse

from sites.core import navigation
from sites.core.access import allow, fetch, rows
from sites.core.forms import Note, form_page, posted
from sites.core.roles import Role
from sites.forms.sites import MasterDataForm, SiteCreateForm
from sites.models import Site
from sites.services.sites import change_site, register_site


@allow("sites.register", "GET", "POST")
def site_create(request):
    """Register a site with a new or existing Kita and provider."""
    return form_page(
        request,
        SiteCreateForm(*posted(request), request=request),
        save=lambda form: register_site(access=request.access, **form.cleaned_data),
        done=lambda site: f"Der Standort „{site.name}“ ist angelegt. Er steht als interessiert in der Liste.",
        to=lambda site: site,
        crumbs=[navigation.SITES.crumb()],
        title="Standort anlegen",
        lead="Er beginnt als interessiert und bekommt damit einen Ort für seinen Antrag. Die Leitung laden Sie danach unter „Personen“ ein.",
        submit="Standort anlegen",
        note=Note("Soll der neue Träger gleich Zugang bekommen,", ("legen Sie zuerst ihn an", reverse("sites:provider_create"))),
    )


@allow("sites.change", "GET", "POST")
def site_edit(request, pk):
    """Master data: the planner changes all, the head what families and partners need."""
    site = fetch(request, rows(request, Site).select_related("county", "municipality"), pk=pk, lock=request.method == "POST")
    is_planner, name = Role.SOCIAL_PLANNER in request.access.roles_at(site), site.name  # guard: head-fields -> is_planner, name = True, site.name
    return form_page(
        request,
        MasterDataForm(*posted(request), instance=site, request=request, all_fields=is_planner),
        save=lambda form: change_site(access=request.access, site=site, **form.cleaned_data),
        done="Die Stammdaten sind gespeichert.",
        crumbs=[(name, site.get_absolute_url())],
        title="Stammdaten",
        pre=f"{site.municipality.name}, {site.county.name}",
        lead=f"{name}." if is_planner else f"{name}. Name, Anschrift und Koordination ändert die Sozialplanung des Landkreises.",
    )
