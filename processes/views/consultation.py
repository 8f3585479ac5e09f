"""A house as a consultation site: its profile, its fixed times, and the visits that are asked for."""

from django.shortcuts import redirect

from processes.forms.consultation import ProfileForm, RecordForm, ReplyForm, SlotForm, VisitForm
from processes.models import ConsultationProfile, ConsultationSlot, ConsultationVisit
from processes.pages.consultation import consultation_page
from processes.pages.consultation_visit import consultation_visit_page
from processes.services.consultation import add_slots, answer_visit, hold_visit, publish_profile, write_down
from sites.core.access import allow, fetch, keep, rows
from sites.core.flow import problems
from sites.core.forms import carry_out, form_page, posted
from sites.core.navigation import CONSULTATION
from sites.core.pages import render_page
from sites.core.places import site_within
from sites.core.removal import Removal

NO_PROFILE = "Erst braucht es das Profil: Darin steht, wie viele Besuche im Monat möglich sind."
TOLD = {
    "confirmed": "Der Besuch ist zugesagt.",
    "offered": "Der andere Termin ist vorgeschlagen.",
    "declined": "Die Anfrage ist abgesagt.",
}


@allow("consultations.view", reads=("sites.view",))
def consultation(request, site):
    """Profile, fixed times, requests and counts of a house."""
    return render_page(request, "processes/consultation.html", consultation_page(request, site))


@allow("consultations.change", "GET", "POST", reads=("sites.view",))
def consultation_edit(request, site):
    """Write the profile; it stays a draft until it is published."""
    place = site_within(request, "consultations.change", site)
    known = rows(request, ConsultationProfile).select_related("site").filter(pk=place.pk).first()
    profile = known or ConsultationProfile(site=place, phone=place.phone)
    return form_page(
        request,
        ProfileForm(*posted(request), instance=profile, request=request),
        save=lambda form: keep(request, form, "Profil der Konsultationseinrichtung"),
        done="Das Profil ist gespeichert.",
        crumbs=[(place.name, place.get_absolute_url()), CONSULTATION.crumb(place.pk)],
        title="Profil der Konsultationseinrichtung",
        pre=place.name,
        lead="Was andere Häuser bei Ihnen lernen können, und wie sie zu Ihnen kommen.",
        submit="Profil speichern",
        audience="alle, sobald es veröffentlicht ist; bis dahin für das Team des Hauses",
    )


@allow("consultations.change", "POST", reads=("sites.view",))
def consultation_publish(request, site):
    """Show the profile to everybody, or take it back."""
    profile = fetch(request, rows(request, ConsultationProfile).select_related("site"), pk=site, lock=True)
    published = request.POST.get("published") == "1"
    done = "Das Profil ist öffentlich." if published else "Das Profil ist nicht mehr öffentlich."
    carry_out(request, lambda: publish_profile(access=request.access, profile=profile, published=published), done)
    return redirect("processes:consultation", site)


# Fixed times ------------------------------------------------------------------------------------------------------


@allow("consultations.change", "GET", "POST", reads=("sites.view",))
def slot_create(request, site):
    """Name fixed times at which the house can be visited."""
    place = site_within(request, "consultations.change", site)

    def save(form):
        return add_slots(
            access=request.access,
            site=place.pk,
            days=form.days(),
            starts_at=form.cleaned_data["starts_at"],
            ends_at=form.cleaned_data["ends_at"],
        )

    return form_page(
        request,
        SlotForm(*posted(request), instance=ConsultationSlot(site=place), request=request),
        save=save,
        done=lambda made: "Die Zeit ist eingetragen." if len(made) == 1 else f"{len(made)} Zeiten sind eingetragen.",
        crumbs=_way(place),
        title="Feste Zeit eintragen",
        pre=place.name,
        lead="Zu einer festen Zeit kommt eine Gruppe. Einzelne Termine daneben vereinbaren Sie wie bisher.",
        submit="Zeit eintragen",
        audience="alle, sobald das Profil veröffentlicht ist",
    )


@allow("consultations.change", "GET", "POST", reads=("sites.view",))
def slot_edit(request, pk):
    """Change a fixed time that nobody has asked for."""
    slot = fetch(request, rows(request, ConsultationSlot).select_related("site"), pk=pk, lock=request.method == "POST")
    asked = rows(request, ConsultationVisit).filter(slot=slot, state__in=ConsultationVisit.OPEN).exists()
    return form_page(
        request,
        SlotForm(*posted(request), instance=slot, request=request),
        save=lambda form: keep(request, form, f"Feste Zeit {form.instance}"),
        done="Die Zeit ist geändert.",
        crumbs=_way(slot.site),
        title="Feste Zeit ändern",
        pre=slot.site.name,
        submit="Zeit speichern",
        why_not="Zu dieser Zeit gibt es eine Anfrage. Bitte antworten Sie dort, wenn etwas anderes gilt." if asked else "",
        audience="alle, sobald das Profil veröffentlicht ist",
        removal=Removal(slot),
    )


# Visits -----------------------------------------------------------------------------------------------------------


@allow("consultations.change", "GET", "POST", reads=("sites.view",))
def visit_create(request, site):
    """A visit that was agreed by telephone."""
    place = site_within(request, "consultations.change", site)
    has_profile = rows(request, ConsultationProfile).filter(pk=place.pk).exists()
    return form_page(
        request,
        VisitForm(*posted(request), instance=ConsultationVisit(site=place), request=request),
        save=lambda form: write_down(access=request.access, visit=form.instance),
        done="Der Besuch ist eingetragen.",
        to=lambda visit: visit.get_absolute_url(),
        crumbs=_way(place),
        title="Besuch eintragen",
        pre=place.name,
        lead="Für Besuche, die Sie am Telefon vereinbart haben.",
        submit="Besuch eintragen",
        why_not="" if has_profile else NO_PROFILE,
        audience="consultations.view",
    )


@allow("consultations.view", reads=("sites.view",))
def consultation_visit(request, pk):
    """One visit: who asks for what, when, how it stands, what came of it."""
    return render_page(request, "processes/consultation_visit.html", consultation_visit_page(request, pk))


@allow("consultations.change", "GET", "POST", reads=("sites.view",))
def visit_reply(request, pk):
    """Say yes, offer another time, or say no."""
    visit = _visit(request, pk)
    form = ReplyForm(*posted(request), request=request, initial={"day": visit.day, "starts_at": visit.starts_at, "ends_at": visit.ends_at})
    if visit.state == ConsultationVisit.State.CONFIRMED:
        form.fields["step"].choices = [choice for choice in ReplyForm.STEPS if choice[0] == "decline"]
    return form_page(
        request,
        form,
        save=lambda form: answer_visit(access=request.access, visit=visit, **form.cleaned_data),
        done=lambda row: _told(row),
        to=lambda row: row.get_absolute_url(),
        crumbs=[*_way(visit.site), (str(visit), visit.get_absolute_url())],
        title="Anfrage beantworten",
        pre=visit.site.name,
        lead=f"{visit.get_role_display()}, {visit.kind_labels}. Angefragt: {visit.when}.",
        submit="Antwort senden",
        why_not="" if visit.state in ConsultationVisit.OPEN else f"Der Besuch ist im Stand „{visit.get_state_display()}“.",
        audience="die Person, die anfragt, und das Team des Hauses",
    )


def _told(visit: ConsultationVisit) -> str:
    """What was done, and that somebody without an address has to be called."""
    call = f"Bitte rufen Sie an: {visit.phone}." if visit.phone else ""
    return f"{TOLD[visit.state]} {'Eine E-Mail ist unterwegs.' if visit.email else call}".strip()


@allow("consultations.change", "GET", "POST", reads=("sites.view",))
def visit_record(request, pk):
    """The visit was there: what it was about."""
    visit = _visit(request, pk)
    held = visit.state == ConsultationVisit.State.HELD
    return form_page(
        request,
        RecordForm(*posted(request), instance=visit, request=request),
        save=lambda form: hold_visit(access=request.access, visit=visit, notes=form.cleaned_data["notes"]),
        done="Der Besuch ist festgehalten." if held or not visit.email else "Der Besuch ist festgehalten. Drei kurze Fragen sind unterwegs.",
        to=visit.get_absolute_url(),
        crumbs=[*_way(visit.site), (str(visit), visit.get_absolute_url())],
        title="Besuch festhalten",
        pre=visit.site.name,
        lead=f"{visit.get_role_display()}, {visit.when}.",
        submit="Festhalten",
        why_not="" if held else next(problems(visit, "hold", request.access), ""),
        audience="consultations.view",
    )


def _visit(request, pk) -> ConsultationVisit:
    return fetch(request, rows(request, ConsultationVisit).select_related("site"), pk=pk, lock=request.method == "POST")


def _way(site) -> list[tuple[str, str]]:
    return [(site.name, site.get_absolute_url()), CONSULTATION.crumb(site.pk)]
