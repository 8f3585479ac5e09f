"""What a site plans for its rooms: the room concept in versions, and the equipment with needs, costs and who pays."""

from datetime import timedelta

from django.contrib import messages

from planning.forms.rooms import EquipmentForm, RoomConceptForm
from planning.models import Equipment, RoomConcept
from planning.pages.room_plan import room_plan as room_plan_page
from planning.services.rooms import save_concept
from sites.core.access import allow, fetch, keep, rows
from sites.core.forms import Note, form_page, posted
from sites.core.journal import changes_of
from sites.core.navigation import NEEDS, ROOM_PLAN
from sites.core.pages import render_page
from sites.core.places import site_within
from sites.core.removal import Removal
from sites.models import Site

READS = ("needs.view", "sites.view")
NO_NEEDS = "Raumkonzepte berücksichtigen die Bedarfe der Familien (Fachliche Empfehlungen 2.5). Noch ist keiner eingetragen."
NO_NEED = "Ausstattung wird nach den Bedarfen geplant (Fachliche Empfehlungen 2.5). Ein Bedarf ist noch nicht genannt."


@allow("rooms.view", reads=READS)
def room_plan(request, site):
    """The room concept of today with its earlier versions, and what the rooms need."""
    return render_page(request, "planning/room_plan.html", room_plan_page(request, site))


# Room concept -----------------------------------------------------------------------------------------------------


@allow("rooms.change", "GET", "POST", reads=READS)
def room_concept_create(request, site):
    """Write a new version; it begins with the text of the last one."""
    site = site_within(request, "rooms.change", site)
    last = rows(request, RoomConcept).filter(site=site).prefetch_related("needs").first()
    title, today = "Neue Fassung des Raumkonzepts", request.access.today
    if last is None:
        lead = "Welcher Raum dient wem wofür, und was fehlt noch?"
        return _concept_form(request, RoomConcept(site=site, version=1), {"starts": today}, title=title, lead=lead, submit="Fassung speichern")
    initial = {"starts": max(today, last.starts + timedelta(days=1)), "text": last.text, "needs": list(last.needs.all())}
    lead = "Sie beginnt mit dem Text der Fassung davor, die so stehen bleibt."
    concept = RoomConcept(site=site, version=last.version + 1)
    return _concept_form(request, concept, initial, title=title, lead=lead, submit="Fassung speichern")


@allow("rooms.change", "GET", "POST", reads=READS)
def room_concept_edit(request, pk):
    """Change a version; a new idea is a new version."""
    concept = fetch(request, rows(request, RoomConcept).select_related("site"), pk=pk, lock=request.method == "POST")
    lead = f"Fassung {concept.version}. Für neue Ideen legen Sie eine neue Fassung an."
    return _concept_form(request, concept, {}, title="Raumkonzept ändern", lead=lead, submit="Raumkonzept speichern")


def _way(site: Site) -> list[tuple[str, str]]:
    return [(site.name, site.get_absolute_url()), ROOM_PLAN.named("Raumkonzept und Ausstattung").crumb(site.pk)]


def _concept_form(request, concept: RoomConcept, initial: dict, **shown: str):
    def save(form: RoomConceptForm) -> RoomConcept:
        needs, choosable = form.cleaned_data.get("needs", ()), form.choosable()
        return save_concept(access=request.access, concept=form.instance, needs=needs, choosable=choosable, changes=changes_of(form))

    form = RoomConceptForm(*posted(request), instance=concept, request=request, initial=initial)
    return form_page(
        request,
        form,
        save=save,
        done=f"{concept} ist gespeichert.",
        crumbs=_way(concept.site),
        pre=concept.site.name,
        audience="rooms.view",
        removal=Removal(concept),
        note=Note("" if "needs" in form.fields else NO_NEEDS, NEEDS.named("Zu den Bedarfen").crumb(concept.site_id)),
        **shown,
    )


# Equipment --------------------------------------------------------------------------------------------------------


@allow("rooms.change", "GET", "POST", reads=READS)
def equipment_create(request, site):
    """Plan something for the rooms, best for a need."""
    lead = "Was braucht ein Raum, damit Begegnung und Angebote gelingen?"
    return _equipment_form(request, Equipment(site=site_within(request, "rooms.change", site)), title="Ausstattung planen", lead=lead)


@allow("rooms.change", "GET", "POST", reads=READS)
def equipment_edit(request, pk):
    """Change a thing, or say when it was bought."""
    item = fetch(request, rows(request, Equipment).select_related("site"), pk=pk, lock=request.method == "POST")
    return _equipment_form(request, item, title="Ausstattung ändern", lead="Ist es angeschafft, tragen Sie den Tag ein.")


def _equipment_form(request, item: Equipment, **shown: str):
    def save(form: EquipmentForm) -> Equipment:
        row = keep(request, form, f"Ausstattung „{form.instance}“")
        if row.need_id is None:
            messages.warning(request, NO_NEED)
        return row

    return form_page(
        request,
        EquipmentForm(*posted(request), instance=item, request=request),
        save=save,
        done=lambda row: f"„{row.title}“ ist gespeichert.",
        crumbs=_way(item.site),
        pre=item.site.name,
        submit="Ausstattung speichern",
        audience="rooms.view",
        removal=Removal(item),
        **shown,
    )
