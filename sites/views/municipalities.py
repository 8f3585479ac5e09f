"""The municipalities of a county with their official keys; without them no Kita has a place."""

from django.contrib import messages
from django.db.models import Count, Q
from django.shortcuts import redirect, render

from sites.core import navigation
from sites.core.access import allow, fetch, rows
from sites.core.forms import page_with_form
from sites.core.journal import subject_of
from sites.core.lists import page, word
from sites.forms.areas import MunicipalityForm
from sites.models import County, Municipality
from sites.services.areas import save_municipality
from sites.services.names import former_names


@allow("sites.view", group="register")
def municipality_list(request, county):
    """The municipalities of a county by name, with the number of their Kitas."""
    county, q = fetch(request, County, pk=county), word(request)
    kitas = Count("kitas", filter=Q(kitas__merged_into__isnull=True))
    found = rows(request, Municipality).filter(county=county).annotate(kita_count=kitas)
    if q:
        found = found.filter(Q(name__icontains=q) | Q(ags__startswith=q))
    may_register = county.pk in request.access.reach("sites.register").places
    context = {
        "county": county,
        "q": q,
        "page": page(request, found),
        "may_register": may_register,
        "tabs": navigation.REGISTRY_TABS.at(request.access, county.pk, navigation.MUNICIPALITIES),
    }
    return render(request, "sites/municipality_list.html", context)


@allow("sites.register", "GET", "POST", group="register")
def municipality_create(request, county):
    """A municipality with its official key."""
    return _municipality(request, Municipality(county=fetch(request, County, pk=county)), "Gemeinde anlegen")


@allow("sites.register", "GET", "POST", group="register")
def municipality_edit(request, pk):
    """Name and key of a municipality; a former name is kept."""
    municipality = fetch(request, rows(request, Municipality).select_related("county"), pk=pk, lock=request.method == "POST")
    return _municipality(request, municipality, municipality.name)


def _municipality(request, municipality: Municipality, title: str):
    form = MunicipalityForm(request.POST if request.method == "POST" else None, instance=municipality, request=request)
    back = navigation.MUNICIPALITIES.url(municipality.county_id)
    if request.method == "POST" and form.is_valid():
        save_municipality(access=request.access, form=form)
        messages.success(request, f"Die Gemeinde „{form.instance.name}“ ist gespeichert.")
        return redirect(back)
    former = former_names(subject_of(municipality)) if municipality.pk else []
    crumbs = [navigation.SITES.crumb(), navigation.MUNICIPALITIES.crumb(municipality.county_id), (title, "")]
    return page_with_form(request, "sites/municipality_form.html", form, title=title, former_names=former, back=back, crumbs=crumbs)
