"""The register of sites and providers: the list, and what the planner registers and edits."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect

from sites.core import navigation
from sites.core.access import allow, fetch, rows
from sites.core.forms import page_with_form
from sites.core.rights import Role
from sites.forms.places import MasterDataForm, ProviderForm, SiteCreateForm
from sites.models import Site
from sites.services.places import change_site, register_provider, register_site


@allow("sites.register", "GET", "POST")
def site_create(request):
    """Register a site with a new or existing Kita and provider."""
    form = SiteCreateForm(request.POST if request.method == "POST" else None, request=request)
    if request.method == "POST" and form.is_valid():
        try:
            site = register_site(access=request.access, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"Der Standort „{site.name}“ ist angelegt. Er steht als interessiert in der Liste.")
            return redirect(site)
    return page_with_form(request, "sites/site_create.html", form, crumbs=[navigation.SITES.crumb(), ("Standort anlegen", "")])


@allow("sites.change", "GET", "POST")
def site_edit(request, pk):
    """Master data: the planner changes all, the head what families and partners need."""
    site = fetch(request, rows(request, Site).select_related("county", "municipality"), pk=pk, lock=request.method == "POST")
    planner = Role.SOCIAL_PLANNER in request.access.roles_at(site)
    form = MasterDataForm(request.POST if request.method == "POST" else None, instance=site, request=request, all_fields=planner)
    if request.method == "POST" and form.is_valid():
        change_site(access=request.access, form=form)
        messages.success(request, "Die Stammdaten sind gespeichert.")
        return redirect(site)
    crumbs = [(site.name, site.get_absolute_url()), ("Stammdaten", "")]
    return page_with_form(request, "sites/site_edit.html", form, site=site, planner=planner, crumbs=crumbs)


@allow("sites.register", "GET", "POST", group="kitas")
def provider_create(request):
    """Register a provider and invite its first person."""
    form = ProviderForm(request.POST if request.method == "POST" else None, request=request)
    if request.method == "POST" and form.is_valid():
        try:
            provider = register_provider(access=request.access, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"Der Träger „{provider.name}“ ist angelegt.")
            return redirect("sites:provider_detail", provider.pk)
    return page_with_form(request, "sites/provider_create.html", form, crumbs=[navigation.SITES.crumb(), ("Träger anlegen", "")])
