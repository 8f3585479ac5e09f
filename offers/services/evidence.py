"""What writes evidence: the row with its file, and what it shows."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from offers.models import Evidence, EvidenceUse
from sites.core.access import Access
from sites.core.journal import Changes, record, record_saved
from sites.services.records import store_document

OF = ("goal", "offer", "meeting")


@transaction.atomic
def save_evidence(*, access: Access, evidence: Evidence, upload: Any, shows: dict[str, Iterable[Any]], changes: Changes) -> Evidence:
    """Keep a piece of evidence with its file; `shows`: the rows it belongs to, by what they are."""
    created = evidence._state.adding
    if upload:
        evidence.document = store_document(access=access, place=evidence.site_id, title=evidence.title, upload=upload)
    evidence.save()
    for of in OF:
        chosen = {row.pk for row in shows[of]}
        there = evidence.uses.exclude(**{of: None})
        there.exclude(**{f"{of}__in": chosen}).delete()
        new = chosen - set(there.values_list(f"{of}_id", flat=True))
        EvidenceUse.objects.bulk_create(EvidenceUse(evidence=evidence, site_id=evidence.site_id, **{f"{of}_id": pk}) for pk in new)
    record_saved(access, evidence, created=created, text=f"Nachweis „{evidence}“", changes=changes)
    return evidence


@transaction.atomic
def use_evidence(*, access: Access, evidence: Evidence, of: str, row: Any) -> EvidenceUse:
    """What is there already shows one thing more; twice is once."""
    use, created = EvidenceUse.objects.get_or_create(evidence=evidence, site_id=evidence.site_id, **{of: row})
    if created:
        record(access, evidence, "used", text=f"Nachweis „{evidence}“ zugeordnet: {row}")
    return use
