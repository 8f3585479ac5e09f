"""What belongs to a saved room concept: the needs it answers, and its entry."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from planning.models import Need, RoomConcept, RoomConceptNeed
from sites.core.access import Access
from sites.services.entries import note_saved


@transaction.atomic
def save_concept(*, access: Access, form) -> RoomConcept:
    """Save a version with its needs. Links are rows of the site, so they are set by hand; needs the writer cannot see stay linked."""
    created = form.instance.pk is None
    concept = form.save(commit=False)
    if not access.may("rooms.change", concept):
        raise PermissionDenied
    concept.save()
    if "needs" in form.fields:
        chosen: list[Need] = list(form.cleaned_data["needs"])
        links = RoomConceptNeed.objects.filter(concept=concept)
        links.filter(need__in=form.fields["needs"].queryset).exclude(need__in=chosen).delete()
        known = set(links.values_list("need_id", flat=True))
        RoomConceptNeed.objects.bulk_create(
            RoomConceptNeed(site_id=concept.site_id, concept=concept, need=need) for need in chosen if need.pk not in known
        )
    note_saved(access=access, form=form, row=concept, created=created, text=str(concept))
    return concept
