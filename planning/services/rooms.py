"""What belongs to a saved room concept: the needs it answers, and its entry."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db import transaction

from planning.models import Need, RoomConcept, RoomConceptNeed
from sites.core.access import Access
from sites.core.journal import record_saved


@transaction.atomic
def save_concept(
    *, access: Access, concept: RoomConcept, needs: Iterable[Need], choosable: Iterable[Need], changes: dict[str, list[str]]
) -> RoomConcept:
    """Save a version with its needs. Links are rows of the site, so they are set by hand; needs the writer could not choose stay linked."""
    created, chosen = concept._state.adding, list(needs)
    if not access.may("rooms.change", concept):  # guard: concept-right -> if False:
        raise PermissionDenied
    concept.save()
    links = RoomConceptNeed.objects.filter(concept=concept)
    links.filter(need__in=choosable).exclude(need__in=chosen).delete()
    known = set(links.values_list("need_id", flat=True))
    RoomConceptNeed.objects.bulk_create(
        RoomConceptNeed(site_id=concept.site_id, concept=concept, need=need) for need in chosen if need.pk not in known
    )
    record_saved(access, concept, created=created, text=str(concept), changes=changes)
    return concept
