"""What a site plans for its rooms: the room concept in versions, and the equipment with needs, costs and who pays."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Func, Prefetch, Q, Sum
from django.shortcuts import redirect, render
from django.urls import reverse

from planning.forms.rooms import EquipmentForm, RoomConceptForm
from planning.models import Equipment, Need, RoomConcept, RoomConceptNeed
from planning.services.rooms import save_concept
from sites.core.access import allow, fetch, keep, rows
from sites.core.forms import page_with_form
from sites.core.lists import page
from sites.core.places import site_within
from sites.services.entries import note_saved

READS = ("needs.view", "sites.view")
NO_NEED = "Ausstattung wird nach den Bedarfen geplant (Fachliche Empfehlungen 2.5). Ein Bedarf ist noch nicht genannt."


def _with_needs(request, concepts):
    """Concepts with those of their needs that this person may read."""
    links = rows(request, RoomConceptNeed).filter(need__in=rows(request, Need)).select_related("need")
    return concepts.prefetch_related(Prefetch("need_links", links, to_attr="shown_links"))


@allow("rooms.view", reads=READS)
def room_plan(request, site):
    """The room concept of today with its earlier versions, and what the rooms need."""
    site = site_within(request, "rooms.view", site)
    items = rows(request, Equipment).filter(site=site)
    found = items.annotate(sort_key=Func("title", function="thekiz_sort")).select_related("room", "source")
    needs = rows(request, Need).filter(site=site)
    sums = items.aggregate(planned=Sum("cost", filter=Q(bought_on=None)), bought=Sum("cost", filter=~Q(bought_on=None)))
    concepts = list(_with_needs(request, rows(request, RoomConcept).filter(site=site)))
    applies = next((concept for concept in concepts if concept.starts <= request.access.today), None)
    shown = applies or (concepts[-1] if concepts else None)  # the first of all may lie ahead
    context = {
        "site": site,
        "concept": shown,
        "other_concepts": [concept for concept in concepts if concept is not shown],
        "applies": applies,
        "today": request.access.today,
        "page": page(request, found.prefetch_related(Prefetch("need", needs))),
        "sums": sums,
        "may_change": site.pk in request.access.reach("rooms.change").places,
    }
    return render(request, "planning/room_plan.html", context)


# Room concept -----------------------------------------------------------------------------------------------------


@allow("rooms.change", "GET", "POST", reads=READS)
def room_concept_create(request, site):
    """Write a new version; it begins with what the last one said."""
    site = site_within(request, "rooms.change", site)
    last = rows(request, RoomConcept).filter(site=site).prefetch_related("needs").first()
    version = last.version + 1 if last else 1
    initial: dict[str, Any] = {"starts": request.access.today}
    if last:
        day = max(request.access.today, last.starts + timedelta(days=1))
        initial = {"starts": day, "text": last.text, "needs": list(last.needs.all())}
    return _concept_form(request, "planning/room_concept_create.html", RoomConcept(site=site, version=version), initial)


@allow("rooms.change", "GET", "POST", reads=READS)
def room_concept_edit(request, pk):
    """Change a version; a new idea is a new version."""
    concept = fetch(request, rows(request, RoomConcept).select_related("site"), pk=pk, lock=request.method == "POST")
    return _concept_form(request, "planning/room_concept_edit.html", concept, {})


def _concept_form(request, template: str, concept: RoomConcept, initial: dict):
    form = RoomConceptForm(request.POST if request.method == "POST" else None, instance=concept, request=request, initial=initial)
    back = reverse("planning:room_plan", args=[concept.site_id])
    if request.method == "POST" and form.is_valid():
        try:
            save_concept(access=request.access, form=form)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"{form.instance} ist gespeichert.")
            return redirect(back)
    return page_with_form(request, template, form, concept=concept, site=concept.site, back=back)


# Equipment --------------------------------------------------------------------------------------------------------


@allow("rooms.change", "GET", "POST", reads=READS)
def equipment_create(request, site):
    """Plan something for the rooms, best for a need."""
    return _equipment_form(request, "planning/equipment_create.html", Equipment(site=site_within(request, "rooms.change", site)))


@allow("rooms.change", "GET", "POST", reads=READS)
def equipment_edit(request, pk):
    """Change a thing, or say when it was bought."""
    item = fetch(request, rows(request, Equipment).select_related("site"), pk=pk, lock=request.method == "POST")
    return _equipment_form(request, "planning/equipment_edit.html", item)


def _equipment_form(request, template: str, item: Equipment):
    created = item.pk is None
    form = EquipmentForm(request.POST if request.method == "POST" else None, instance=item, request=request)
    back = reverse("planning:room_plan", args=[item.site_id])
    if request.method == "POST" and form.is_valid():
        row = keep(request, form)
        note_saved(access=request.access, form=form, row=row, created=created, text=f"Ausstattung „{row.title}“")
        messages.success(request, f"„{row.title}“ ist gespeichert.")
        if row.need_id is None:
            messages.warning(request, NO_NEED)
        return redirect(back)
    return page_with_form(request, template, form, item=item, site=item.site, back=back)
