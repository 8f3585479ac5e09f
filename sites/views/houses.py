"""The single house: its Stammblatt, its posts, rooms and profile of a year, and its organisation forms."""

from django.contrib import messages
from django.http import Http404
from django.urls import reverse

from sites.core import navigation
from sites.core.access import allow, fetch, keep, rows
from sites.core.days import valid_on
from sites.core.forms import Note, form_page, posted
from sites.core.jobs import queue
from sites.core.pages import render_page
from sites.core.places import site_within
from sites.core.removal import Removal
from sites.forms.houses import FormCorrection, FormsForm, PostForm, ProfileForm, RoomForm
from sites.models import Cooperation, OrganisationForm, Post, Room, Site, SiteForm, SiteKita, SiteProfile, with_today
from sites.pages.room_list import room_list_page
from sites.pages.site_master import site_master_page
from sites.rules.staffing import hints_about
from sites.services.houses import correct_form, record_forms

UNNAMED = "Ein Raum außerhalb der Kita wird auf der Basis einer Kooperation genutzt (Fachliche Empfehlungen 2.5). Sie ist noch nicht genannt."
TALKS = "Leitung und Koordination stimmen sich eng ab (Fachliche Empfehlungen 2.5). Feste Treffen mit Protokoll stehen bei:"
NO_COOPERATION = "Noch ist keine Kooperation eingetragen. Räume bei Partner*innen hängen an einer Kooperation:"
NO_PARTICIPATION = "Die Beteiligung ist noch nicht beschrieben. Sie soll in der Konzeption verankert sein (Fachliche Empfehlungen 1.2)."
NO_FEATURE = "Noch nicht beschrieben: {}. Diese vier Merkmale kennzeichnen die Angebote eines ThEKiZ (Fachliche Empfehlungen 1.2)."

ONE_KITA = "Zu einem Verbundmodell gehören mehrere Kitas (Fachliche Empfehlungen 1.3). Bitte nehmen Sie auf der Seite „Kitas“ die weiteren auf."


def site_crumb(site: Site) -> tuple[str, str]:
    return site.name, site.get_absolute_url()


@allow("sites.view", reads=("posts.view", "rooms.view", "profiles.view"))
def site_master(request, pk):
    """The Stammblatt: the whole master record of a site with its history, on one sheet of paper."""
    return render_page(request, "sites/site_master.html", site_master_page(request, pk))


# Posts ------------------------------------------------------------------------------------------------------------


@allow("posts.change", "GET", "POST", reads=("sites.view", "profiles.view"))
def post_create(request, site):
    """Say who holds a function at the site, with or without an account."""
    site = site_within(request, "posts.change", site)
    lead = "Wer hat welche Aufgabe, in welchem Umfang, ab wann? Ein Konto ist dafür nicht nötig."
    return _post_form(request, Post(site=site), "Stelle eintragen", lead, {"starts": request.access.today})


@allow("posts.change", "GET", "POST", reads=("sites.view", "profiles.view"))
def post_edit(request, pk):
    """Change a post, or write down its last day."""
    post = fetch(request, rows(request, Post).select_related("site"), pk=pk, lock=request.method == "POST")
    lead = "Wer die Aufgabe abgibt, bekommt einen letzten Tag und bleibt in der Geschichte stehen."
    return _post_form(request, post, "Stelle ändern", lead, {})


def _concept_of(request, site_id: int) -> str:
    """The version of the concept that the newest profile of a site names; hours of coordination follow from it (R159)."""
    named = rows(request, SiteProfile).filter(site=site_id, year__lte=request.access.today.year).exclude(concept="").order_by("-year").first()
    return named.concept if named else ""


def _post_form(request, post: Post, title: str, lead: str, initial: dict):
    site = post.site

    def save(form):
        saved = keep(request, form, f"{form.instance.get_function_display()} {form.instance.name}")
        for hint in hints_about(saved, rows(request, Post).filter(site=site).exclude(pk=saved.pk)):
            messages.warning(request, hint)
        return saved

    return form_page(
        request,
        PostForm(*posted(request), instance=post, request=request, initial=initial, concept=_concept_of(request, site.pk)),
        save=save,
        done=lambda saved: f"{saved.get_function_display()} {saved.name} ist gespeichert.",
        crumbs=[site_crumb(site), navigation.MASTER.crumb(site.pk)],
        title=title,
        pre=site.name,
        lead=lead,
        submit="Stelle speichern",
        audience="posts.view",
        removal=Removal(post),
        note=Note(TALKS, navigation.BODIES.named("Gremien und Treffen").crumb(site.pk)),
    )


# Rooms ------------------------------------------------------------------------------------------------------------


@allow("rooms.view", reads=("sites.view", "partners.view"))
def room_list(request, site):
    """The rooms of a site, inside and outside, with what the operating permit covers."""
    return render_page(request, "sites/room_list.html", room_list_page(request, site))


@allow("rooms.change", "GET", "POST", reads=("sites.view", "partners.view"))
def room_create(request, site):
    """Add a room."""
    site = site_within(request, "rooms.change", site)
    return _room_form(request, Room(site=site), "Raum eintragen", "In der Kita oder außerhalb: Wo finden Angebote Platz?")


@allow("rooms.change", "GET", "POST", reads=("sites.view", "partners.view"))
def room_edit(request, pk):
    """Change a room, or say since when it is not used any more."""
    room = fetch(request, rows(request, Room).select_related("site"), pk=pk, lock=request.method == "POST")
    return _room_form(request, room, "Raum ändern", "Was sich geändert hat, steht danach im Protokoll.")


def _room_form(request, room: Room, title: str, lead: str):
    site = room.site
    has_partners = rows(request, Cooperation).filter(site=site).exists()

    def save(form):
        saved = keep(request, form, f"Raum „{form.instance.name}“")
        if saved.external and saved.cooperation_id is None:
            messages.warning(request, UNNAMED)
        if "name" in form.changed_data:  # the family page names it
            queue("offers.publish", place=site.pk, title="Familienseite", access=request.access)
        return saved

    return form_page(
        request,
        RoomForm(*posted(request), instance=room, request=request),
        save=save,
        done=lambda saved: f"Raum „{saved.name}“ ist gespeichert.",
        crumbs=[site_crumb(site), navigation.ROOMS.crumb(site.pk)],
        title=title,
        pre=site.name,
        lead=lead,
        submit="Raum speichern",
        audience="rooms.view",
        removal=Removal(room),
        note="" if has_partners else Note(NO_COOPERATION, navigation.PARTNERS.named("zu den Partner*innen").crumb(site.pk)),
    )


# Profile of a year ------------------------------------------------------------------------------------------------


@allow("profiles.change", "GET", "POST", reads=("sites.view",))
def profile_edit(request, site, year):
    """The priorities of a year; a new year begins with what the year before said."""
    site = site_within(request, "profiles.change", site)
    if not 2010 <= year <= request.access.today.year + 1:
        raise Http404
    profiles = rows(request, SiteProfile).filter(site=site, year__lte=year).order_by("-year")
    known = (profiles.select_for_update(of=("self",)) if request.method == "POST" else profiles).first()
    profile = known if known and known.year == year else SiteProfile(site=site, year=year)
    before = known if known and profile.pk is None else None
    initial = {name: getattr(before, name) for name in ProfileForm.Meta.fields if before}

    def save(form):
        saved = keep(request, form, f"Profil {year}")
        for hint in _hints_about_profile(form):
            messages.warning(request, hint)
        return saved

    return form_page(
        request,
        ProfileForm(*posted(request), instance=profile, request=request, initial=initial),
        save=save,
        done=f"Profil {year} ist gespeichert.",
        crumbs=[site_crumb(site), navigation.MASTER.crumb(site.pk)],
        title=f"Profil {year}",
        pre=site.name,
        lead="Was Sie sich für das Jahr vornehmen, und was Ihr Haus auszeichnet.",
        submit="Profil speichern",
        audience="profiles.view",
        removal=Removal(profile),
        template="sites/profile_edit.html",
        site=site,
        before=before,
    )


def _hints_about_profile(form: ProfileForm) -> list[str]:
    """What the recommendations miss in a saved profile."""
    missing = [str(form.fields[name].label) for name in form.FEATURES if not form.cleaned_data[name]]
    found = [NO_PARTICIPATION] if not form.cleaned_data["participation"] else []
    return [*found, NO_FEATURE.format(", ".join(missing))] if missing else found


# Organisation forms -----------------------------------------------------------------------------------------------


@allow("sites.change", "GET", "POST")
def form_record(request, pk):
    """Change the organisation form from a day on; what was, stays in the history."""
    site = fetch(request, with_today(rows(request, Site), request.access.today), pk=pk)
    leading = next((form.form for form in site.forms_today if form.leading), "")
    initial = {"site_forms": [form.form for form in site.forms_today], "leading": leading, "starts": request.access.today}
    current = [form.form for form in site.forms_today]

    def save(form):
        data = form.cleaned_data
        record_forms(access=request.access, site=site, forms=data["site_forms"], leading=data["leading"], day=data["starts"], reason=data["reason"])
        if OrganisationForm.NETWORK in data["site_forms"] and rows(request, SiteKita).filter(valid_on(data["starts"]), site=site).count() < 2:
            messages.warning(request, ONE_KITA)
        return data["starts"]

    return form_page(
        request,
        FormsForm(*posted(request), request=request, initial=initial, stored={"starts": None}, edits=site if current else None),
        save=save,
        done=lambda day: f"Die Organisationsform gilt ab {day:%d.%m.%Y}. Bei Koordination und Leitung ordnet sich „Heute“ danach.",
        crumbs=[site_crumb(site), navigation.MASTER.crumb(site.pk)],
        title="Organisationsform",
        pre=site.name,
        lead=f"Heute: {site.form_label}. Keine Form ist vorgeschrieben, Mischungen sind möglich.",
        submit="Organisationsform speichern",
        audience="sites.view",
        template="sites/form_record.html",
        history=site.forms.order_by("-starts", "form"),
    )


@allow("sites.change", "GET", "POST")
def form_correct(request, pk):
    """Put right a form that was written down with wrong days, or by mistake."""
    row = fetch(request, rows(request, SiteForm).select_related("site"), pk=pk, lock=request.method == "POST")
    site = row.site
    return form_page(
        request,
        FormCorrection(*posted(request), instance=row, request=request),
        save=lambda form: correct_form(access=request.access, row=row, **form.cleaned_data),
        done="Die Organisationsform ist berichtigt.",
        to=navigation.MASTER.url(site.pk),
        crumbs=[site_crumb(site), navigation.MASTER.crumb(site.pk), ("Organisationsform", reverse("sites:form_record", args=[site.pk]))],
        title=f"Berichtigen: {row.get_form_display()}",
        pre=site.name,
        lead="Nur für Angaben, die falsch eingetragen sind. Hat sich die Form geändert, tragen Sie eine neue ein.",
        submit="Berichtigung speichern",
    )
