"""The single house: its Stammblatt, its posts, rooms and profile of a year, and its organisation forms."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import F, Func
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse

from sites.core.access import allow, fetch, keep, rows
from sites.core.forms import page_with_form
from sites.core.jobs import queue
from sites.core.lists import page
from sites.core.places import site_within
from sites.forms.houses import FormCorrection, FormsForm, PostForm, ProfileForm, RoomForm
from sites.models import Cooperation, OrganisationForm, Post, Room, Site, SiteForm, SiteKita, SiteProfile
from sites.pages.site_master import master, rooms_of, with_names
from sites.rules.staffing import hints_about
from sites.services.entries import note_saved
from sites.services.houses import correct_form, record_forms

UNNAMED = "Ein Raum außerhalb der Kita wird auf der Basis einer Kooperation genutzt (Fachliche Empfehlungen 2.5). Sie ist noch nicht genannt."
NO_PARTICIPATION = "Die Beteiligung ist noch nicht beschrieben. Sie soll in der Konzeption verankert sein (Fachliche Empfehlungen 1.2)."
NO_FEATURE = "Noch nicht beschrieben: {}. Diese vier Merkmale kennzeichnen die Angebote eines ThEKiZ (Fachliche Empfehlungen 1.2)."

ONE_KITA = "Zu einem Verbundmodell gehören mehrere Kitas (Fachliche Empfehlungen 1.3). Bitte nehmen Sie auf der Seite „Kitas“ die weiteren auf."


def master_url(site_id: int) -> str:
    return reverse("sites:site_master", args=[site_id])


def _save(request, form, text: str) -> bool:
    """Save a valid form with its entry; what the database refuses is told in words."""
    created = form.instance.pk is None
    try:
        row = keep(request, form)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    note_saved(access=request.access, form=form, row=row, created=created, text=text)
    messages.success(request, f"{text} ist gespeichert.")
    return True


@allow("sites.view", reads=("posts.view", "rooms.view", "profiles.view"))
def site_master(request, pk):
    """The Stammblatt: the whole master record of a site with its history, on one sheet of paper."""
    site = fetch(request, with_names(rows(request, Site), pk), pk=pk)
    return render(request, "sites/site_master.html", master(request, site))


# Posts ------------------------------------------------------------------------------------------------------------


@allow("posts.change", "GET", "POST", reads=("sites.view", "profiles.view"))
def post_create(request, site):
    """Say who holds a function at the site, with or without an account."""
    site = site_within(request, "posts.change", site)
    return _post_form(request, "sites/post_create.html", Post(site=site), {"starts": request.access.today})


@allow("posts.change", "GET", "POST", reads=("sites.view", "profiles.view"))
def post_edit(request, pk):
    """Change a post, or write down its last day."""
    post = fetch(request, rows(request, Post).select_related("site"), pk=pk, lock=request.method == "POST")
    return _post_form(request, "sites/post_edit.html", post, {})


def _concept_of(request, site_id: int) -> str:
    """The version of the concept that the newest profile of a site names; hours of coordination follow from it (R159)."""
    named = rows(request, SiteProfile).filter(site=site_id, year__lte=request.access.today.year).exclude(concept="").order_by("-year").first()
    return named.concept if named else ""


def _post_form(request, template: str, post: Post, initial: dict):
    data = request.POST if request.method == "POST" else None
    form = PostForm(data, instance=post, request=request, initial=initial, concept=_concept_of(request, post.site_id))
    back = master_url(post.site_id)
    if request.method == "POST" and form.is_valid() and _save(request, form, f"{form.instance.get_function_display()} {form.instance.name}"):
        others = rows(request, Post).filter(site=post.site_id).exclude(pk=form.instance.pk)
        for hint in hints_about(form.instance, others):
            messages.warning(request, hint)
        return redirect(back)
    return page_with_form(request, template, form, post=post, site=post.site, back=back)


# Rooms ------------------------------------------------------------------------------------------------------------


@allow("rooms.view", reads=("sites.view", "partners.view"))
def room_list(request, site):
    """The rooms of a site, inside and outside, with what the operating permit covers."""
    site = site_within(request, "rooms.view", site)
    closed, today = request.GET.get("show") == "closed", request.access.today
    found = rows(request, Room).filter(site=site)
    found = found.filter(closed_on__lte=today) if closed else found.in_use(today)
    names_partners = site.pk in request.access.reach("partners.view").places
    if names_partners:
        found = found.select_related("cooperation__partner")
    context = {
        "site": site,
        "page": page(request, found.annotate(sort_key=Func(F("name"), function="thekiz_sort"))),
        "sums": rooms_of(request, site),
        "closed": closed,
        "names_partners": names_partners,
        "may_change": site.pk in request.access.reach("rooms.change").places,
    }
    return render(request, "sites/room_list.html", context)


@allow("rooms.change", "GET", "POST", reads=("sites.view", "partners.view"))
def room_create(request, site):
    """Add a room."""
    return _room_form(request, "sites/room_create.html", Room(site=site_within(request, "rooms.change", site)))


@allow("rooms.change", "GET", "POST", reads=("sites.view", "partners.view"))
def room_edit(request, pk):
    """Change a room, or say since when it is not used any more."""
    room = fetch(request, rows(request, Room).select_related("site"), pk=pk, lock=request.method == "POST")
    return _room_form(request, "sites/room_edit.html", room)


def _room_form(request, template: str, room: Room):
    form = RoomForm(request.POST if request.method == "POST" else None, instance=room, request=request)
    back = reverse("sites:room_list", args=[room.site_id])
    if request.method == "POST" and form.is_valid() and _save(request, form, f"Raum „{form.instance.name}“"):
        if form.instance.external and form.instance.cooperation_id is None:
            messages.warning(request, UNNAMED)
        if "name" in form.changed_data:
            queue("offers.publish", place=room.site_id, title="Familienseite", access=request.access)
        return redirect(back)
    partnerless = not rows(request, Cooperation).filter(site=room.site_id).exists()
    return page_with_form(request, template, form, room=room, site=room.site, partnerless=partnerless, back=back)


# Profile of a year ------------------------------------------------------------------------------------------------


@allow("profiles.change", "GET", "POST", reads=("sites.view",))
def profile_edit(request, site, year):
    """The priorities of a year; a new year begins with what the year before said."""
    site = site_within(request, "profiles.change", site)
    if not 2010 <= year <= request.access.today.year + 1:
        raise Http404
    known = rows(request, SiteProfile).filter(site=site, year__lte=year).order_by("-year").first()
    profile = known if known and known.year == year else SiteProfile(site=site, year=year)
    before = known if known and profile.pk is None else None
    initial = {name: getattr(before, name) for name in ProfileForm.Meta.fields} if before else {}
    form = ProfileForm(request.POST if request.method == "POST" else None, instance=profile, request=request, initial=initial)
    if request.method == "POST" and form.is_valid() and _save(request, form, f"Profil {year}"):
        for hint in _hints_about_profile(form):
            messages.warning(request, hint)
        return redirect(master_url(site.pk))
    return page_with_form(request, "sites/profile_edit.html", form, site=site, year=year, before=before, back=master_url(site.pk))


def _hints_about_profile(form: ProfileForm) -> list[str]:
    """What the recommendations miss in a saved profile."""
    missing = [str(form.fields[name].label) for name in form.FEATURES if not form.cleaned_data[name]]
    found = [NO_PARTICIPATION] if not form.cleaned_data["participation"] else []
    return [*found, NO_FEATURE.format(", ".join(missing))] if missing else found


# Organisation forms -----------------------------------------------------------------------------------------------


@allow("sites.change", "GET", "POST")
def form_record(request, pk):
    """Change the organisation form from a day on; what was, stays in the history."""
    within = rows(request, Site).with_today(request.access.today).filter(pk__in=request.access.reach("sites.change").places)
    site = fetch(request, within, pk=pk)
    leading = next((form.form for form in site.forms_today if form.leading), "")
    initial = {"site_forms": [form.form for form in site.forms_today], "leading": leading, "starts": request.access.today}
    form = FormsForm(request.POST if request.method == "POST" else None, request=request, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            record_forms(
                access=request.access, site=site, forms=data["site_forms"], leading=data["leading"], day=data["starts"], reason=data["reason"]
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(
                request, f"Die Organisationsform gilt ab {data['starts']:%d.%m.%Y}. Bei Koordination und Leitung ordnet sich „Heute“ danach."
            )
            if OrganisationForm.NETWORK in data["site_forms"] and rows(request, SiteKita).on(data["starts"]).filter(site=site).count() < 2:
                messages.warning(request, ONE_KITA)
            return redirect(master_url(site.pk))
    history = site.forms.order_by("-starts", "form")
    return page_with_form(request, "sites/form_record.html", form, site=site, history=history, back=master_url(site.pk))


@allow("sites.change", "GET", "POST")
def form_correct(request, pk):
    """Put right a form that was written down with wrong days, or by mistake."""
    row = fetch(request, rows(request, SiteForm).select_related("site"), pk=pk, lock=request.method == "POST")
    form = FormCorrection(request.POST if request.method == "POST" else None, instance=row, request=request)
    if request.method == "POST" and form.is_valid():
        try:
            correct_form(access=request.access, row=row, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "Die Organisationsform ist berichtigt.")
            return redirect(master_url(row.site_id))
    return page_with_form(request, "sites/form_correct.html", form, row=row, site=row.site, back=reverse("sites:form_record", args=[row.site_id]))
