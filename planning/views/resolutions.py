"""What a county has decided and set: resolutions with their papers, its representative, the deadlines of a funding year."""

from django.contrib import messages
from django.http import Http404
from django.urls import reverse

from planning.forms.plans import DeadlineForm, LastDayForm, RepresentativeForm, ResolutionForm
from planning.models import Body, Deadline, ProjectClass, Representative, Resolution
from planning.pages.deadline_list import deadline_list_page
from planning.pages.resolution_detail import resolution_detail_page
from planning.pages.resolution_list import resolution_list_page
from planning.services.plans import attach, change_representative, end_representative, set_deadlines
from sites.core import navigation
from sites.core.access import allow, fetch, keep, rows
from sites.core.forms import form_page, posted
from sites.core.lists import choice
from sites.core.pages import render_page
from sites.core.places import place_within
from sites.core.removal import Removal

UNUSUAL = "Die Fachlichen Empfehlungen nennen dafür den Jugendhilfeausschuss (1, 2.1). Gespeichert ist, was Sie eingetragen haben."
FIRST_YEAR = 2019


# Resolutions ------------------------------------------------------------------------------------------------------


@allow("plans.view", reads=("sites.view", "bodies.view"))
def resolution_list(request, county):
    """What the bodies of a county have decided about the ThEKiZ, newest first."""
    county = place_within(request, county, "county").county
    return render_page(request, "row_list.html", resolution_list_page(request, county))


@allow("plans.view", reads=("sites.view", "bodies.view", "documents.view", "decisions.view"))
def resolution_detail(request, pk):
    """One resolution: what was decided, the paper, and what rests on it."""
    resolution = fetch(request, rows(request, Resolution).select_related("body", "edition", "document", "place__county"), pk=pk)
    return render_page(request, "planning/resolution_detail.html", resolution_detail_page(request, resolution))


@allow("plans.change", "GET", "POST", reads=("sites.view", "bodies.view", "documents.change"))
def resolution_create(request, county):
    """Enter a resolution of a body of the county."""
    county = place_within(request, county, "county").county
    initial = {"kind": choice(request, "kind", set(Resolution.Kind))}
    return _resolution_form(request, Resolution(place=county.place), county, "Beschluss eintragen", initial)


@allow("plans.change", "GET", "POST", reads=("sites.view", "bodies.view", "documents.change"))
def resolution_edit(request, pk):
    """Change how a resolution was written down, or add its paper."""
    resolution = fetch(request, rows(request, Resolution).select_related("body"), pk=pk, lock=request.method == "POST")
    return _resolution_form(request, resolution, place_within(request, resolution.place_id, "county").county, "Beschluss ändern", {})


def _resolution_form(request, resolution, county, title, initial):
    bodies = rows(request, Body).filter(place=county.pk)
    listed = navigation.RESOLUTIONS.url(county.pk)
    return form_page(
        request,
        ResolutionForm(*posted(request), instance=resolution, request=request, initial=initial, bodies=bodies),
        save=lambda form: _keep_resolution(request, form),
        done=lambda resolution: f"Der Beschluss {resolution.number} ist gespeichert.",
        to=lambda resolution: reverse("planning:resolution_detail", args=[resolution.pk]),
        back=reverse("planning:resolution_detail", args=[resolution.pk]) if resolution.pk else listed,
        crumbs=[navigation.RESOLUTIONS.crumb(county.pk)],
        title=title,
        pre=county.name,
        lead="Ein Beschluss bleibt stehen, auch wenn ihn ein späterer ablöst.",
        submit="Beschluss speichern",
        audience="plans.view",
        removal=Removal(resolution, to=listed),
        template="planning/resolution_edit.html",
        bodies_url=reverse("planning:body_create", args=[county.pk]),
        has_bodies=bodies.exists(),
        no_bodies="Ein Beschluss braucht das Gremium, das ihn gefasst hat, zum Beispiel den Jugendhilfeausschuss.",
    )


def _keep_resolution(request, form) -> Resolution:
    """With its paper; what is unusual is said and never refused."""
    resolution = keep(request, form, f"Beschluss {form.instance}")
    attach(access=request.access, row=resolution, upload=form.cleaned_data["upload"], title=f"Beschluss {resolution.number}")
    if resolution.kind == Resolution.Kind.ADOPTION and resolution.body.kind != Body.Kind.COMMITTEE:
        messages.warning(request, UNUSUAL)
    return resolution


# Representative ---------------------------------------------------------------------------------------------------


@allow("plans.change", "GET", "POST", reads=("sites.view",))
def representative_create(request, county):
    """Who represents the ThEKiZ in the steering bodies from a day on; the one before ends."""
    county = place_within(request, county, "county").county
    new = Representative(place=county.place)
    return form_page(
        request,
        RepresentativeForm(*posted(request), instance=new, request=request, initial={"starts": request.access.today}),
        save=lambda form: change_representative(access=request.access, new=form.instance),
        done=lambda new: f"{new.name} vertritt die ThEKiZ ab {new.starts:%d.%m.%Y}.",
        crumbs=[navigation.PLANS.crumb(county.pk)],
        title="Vertretung in den Steuerungsgremien",
        pre=county.name,
        lead="Eine Person je Landkreis. Wer bisher eingetragen ist, endet am Tag davor.",
        submit="Vertretung eintragen",
        audience="plans.view",
    )


@allow("plans.change", "GET", "POST", reads=("sites.view",))
def representative_end(request, pk):
    """Enter the last day of the representative."""
    person = fetch(request, rows(request, Representative).select_related("place__county"), pk=pk, lock=request.method == "POST")
    shown, stored = {"ends": max(request.access.today, person.starts)}, {"ends": person.ends}
    form = LastDayForm(*posted(request), request=request, initial=shown, stored=stored, edits=person, starts=person.starts)
    return form_page(
        request,
        form,
        save=lambda form: end_representative(access=request.access, representative=person, **form.cleaned_data),
        done=lambda person: f"{person.name} vertritt die ThEKiZ bis {person.ends:%d.%m.%Y}. Bitte tragen Sie ein, wer danach kommt.",
        crumbs=[navigation.PLANS.crumb(person.place_id)],
        title="Vertretung beenden",
        pre=person.place.county.name,
        lead=f"{person.name}, seit {person.starts:%d.%m.%Y}",
        submit="Vertretung beenden",
        audience="plans.view",
    )


# Deadlines --------------------------------------------------------------------------------------------------------


@allow("plans.view", reads=("sites.view", "bodies.view"))
def deadline_list(request, county):
    """The dates of a county by funding year and project class."""
    county = place_within(request, county, "county").county
    return render_page(request, "planning/deadline_list.html", deadline_list_page(request, county))


@allow("plans.change", "GET", "POST", reads=("sites.view",))
def deadline_edit(request, county, year, project_class):
    """Set all dates of a funding year and project class on one form."""
    county = place_within(request, county, "county").county
    if project_class not in ProjectClass or not FIRST_YEAR <= year <= request.access.today.year + 5:
        raise Http404
    known = rows(request, Deadline).filter(place=county.pk, funding_year=year, project_class=project_class).order_by("pk")
    deadlines = list(known.select_for_update(of=("self",)) if request.method == "POST" else known)
    edits = deadlines[0] if deadlines else Deadline(place=county.place, funding_year=year, project_class=project_class)
    dues = {deadline.kind: deadline.due for deadline in deadlines}
    of_year = {"county": county.pk, "year": year, "project_class": project_class}
    return form_page(
        request,
        DeadlineForm(*posted(request), request=request, initial=dues, edits=edits, year=year),
        save=lambda form: set_deadlines(access=request.access, dues=form.cleaned_data, **of_year),
        done=f"Die Fristen {year} sind gespeichert.",
        crumbs=[navigation.DEADLINES.crumb(county.pk)],
        title=f"Fristen {year}: {ProjectClass(project_class).label}",
        pre=county.name,
        lead="Leere Felder sind keine Frist. Der Tag des Sachberichts wird bei neuen Maßnahmen dieses Jahres vorgeschlagen.",
        submit="Fristen speichern",
        audience="plans.view",
    )
