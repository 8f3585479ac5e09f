"""The register of sites and providers: the list, and what the planner registers and edits."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q, StringAgg, Subquery, Value
from django.shortcuts import redirect, render
from django.urls import reverse

from sites import services
from sites.access import Role, allow, fetch, rows
from sites.forms import MasterDataForm, ProviderForm, SiteCreateForm, SiteFilterForm, page_with_form
from sites.lists import choice, page, word
from sites.models import OrganisationForm, Phase, Site, SiteForm, SiteKita, SitePhase

#: How a phase is called in the middle of a sentence.
IN_A_ROW = {"Interessiert": "interessiert", "Auf dem Weg zum ThEKiZ": "auf dem Weg zum ThEKiZ", "Beendet": "beendet"}


@allow("sites.view")
def site_list(request):
    """The sites in reach, with phase, form and providers of today."""
    access, q = request.access, word(request)
    links = rows(request, SiteKita).on(access.today)
    providers = list(links.order_by("kita__provider__sort_key").values_list("kita__provider", "kita__provider__name").distinct())
    chosen = {
        "phase": choice(request, "phase", Phase.values),
        "form": choice(request, "form", OrganisationForm.values),
        "provider": choice(request, "provider", {str(pk) for pk, _ in providers}),
    }
    sites = rows(request, Site).with_today(access.today)
    if q:
        sites = sites.filter(Q(name__icontains=q) | Q(municipality__name__icontains=q))
    if chosen["phase"]:
        sites = sites.filter(Exists(rows(request, SitePhase).on(access.today).filter(site=OuterRef("pk"), phase=chosen["phase"])))
    if chosen["form"]:
        sites = sites.filter(Exists(rows(request, SiteForm).on(access.today).filter(site=OuterRef("pk"), form=chosen["form"])))
    if chosen["provider"]:
        sites = sites.filter(Exists(links.filter(site=OuterRef("pk"), kita__provider=chosen["provider"])))
    together = StringAgg("kita__provider__name", Value(", "), distinct=True)
    names = links.filter(site=OuterRef("pk")).order_by().values("site").annotate(names=together).values("names")
    found = page(request, sites.annotate(provider_names=Subquery(names)))
    names_of = {"phase": dict(Phase.choices), "form": dict(OrganisationForm.choices), "provider": {str(pk): name for pk, name in providers}}
    active = [(f"„{q}“", _without(request, "q"))] if q else []
    active += [(names_of[name][value], _without(request, name)) for name, value in chosen.items() if value]
    context = {
        "page": found, "active": active, "may_register": access.holds("sites.register"), "sums": "" if active else _sums(found),
        "form": SiteFilterForm(initial={"q": q, **chosen}, providers=names_of["provider"].items(), request=request),
        "several_counties": len({site.county_id for site in found.rows}) > 1,
    }  # fmt: skip
    return render(request, "sites/site_list.html", context)


def _without(request, name: str) -> str:
    """The address of the list without one of its filters."""
    query = request.GET.copy()
    for key in (name, "after"):
        query.pop(key, None)
    return f"?{query.urlencode()}"


def _sums(found) -> str:
    """ "14 Standorte, davon 5 …": only when the list is complete on its first page."""
    if not found.is_first or found.next_url or not found.rows:
        return ""
    counts = [(label, sum(1 for site in found.rows if site.phase_today and site.phase_today.phase == value)) for value, label in Phase.choices]
    parts = [f"{number} {IN_A_ROW.get(label, label)}" for label, number in counts if number]
    total = len(found.rows)
    listed = " und ".join(filter(None, [", ".join(parts[:-1]), parts[-1]])) if parts else ""
    return f"{total} Standort{'e' if total != 1 else ''}{f': {listed}' if listed else ''}."


@allow("sites.register", "GET", "POST")
def site_create(request):
    """Register a site with a new or existing Kita and provider."""
    form = SiteCreateForm(request.POST if request.method == "POST" else None, request=request)
    if request.method == "POST" and form.is_valid():
        try:
            site = services.register_site(access=request.access, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"Der Standort „{site.name}“ ist angelegt. Er steht als interessiert in der Liste.")
            return redirect(site)
    return page_with_form(request, "sites/site_create.html", form, crumbs=[("Standorte", reverse("sites:site_list")), ("Standort anlegen", "")])


@allow("sites.change", "GET", "POST")
def site_edit(request, pk):
    """Master data: the planner changes all, the head what families and partners need."""
    site = fetch(request, rows(request, Site).select_related("county", "municipality"), pk=pk, lock=request.method == "POST")
    planner = Role.SOCIAL_PLANNER in request.access.roles_at(site)
    form = MasterDataForm(request.POST if request.method == "POST" else None, instance=site, request=request, all_fields=planner)
    if request.method == "POST" and form.is_valid():
        services.change_site(access=request.access, form=form)
        messages.success(request, "Die Stammdaten sind gespeichert.")
        return redirect(site)
    crumbs = [(site.name, site.get_absolute_url()), ("Stammdaten", "")]
    return page_with_form(request, "sites/site_edit.html", form, site=site, planner=planner, crumbs=crumbs)


@allow("sites.register", "GET", "POST")
def provider_create(request):
    """Register a provider and invite its first person."""
    form = ProviderForm(request.POST if request.method == "POST" else None, request=request)
    if request.method == "POST" and form.is_valid():
        try:
            provider = services.register_provider(access=request.access, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"Der Träger „{provider.name}“ ist angelegt.")
            return redirect("sites:site_create")
    return page_with_form(request, "sites/provider_create.html", form, crumbs=[("Standorte", reverse("sites:site_list")), ("Träger anlegen", "")])
