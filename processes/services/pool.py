"""What a county looks for and who is proposed: each step with an entry, and told to who waits for it."""

from django.db import transaction

from processes.models import FacilitationRequest, Facilitator
from sites.core.access import Access
from sites.core.flow import advance


@transaction.atomic
def propose(*, access: Access, request: FacilitationRequest, entry: Facilitator) -> FacilitationRequest:
    """Propose a person of the pool; a later proposal replaces the one before."""
    kept = FacilitationRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    kept.proposed = entry
    kept.save(update_fields=["proposed"])
    proposed: FacilitationRequest = advance(kept, "propose", access=access, note=entry.name)
    return proposed
