"""What writes the concept: a version with its paper, the hearing, the steps of its flow, the release."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from processes.models import Concept
from sites.core.access import Access
from sites.core.flow import advance
from sites.core.jobs import queue
from sites.core.journal import Changes, record, record_saved
from sites.services.records import store_document

HEARING = ["stance", "heard_on", "heard_words", "heard_from"]
FIXED = "Diese Fassung ist nicht mehr in Arbeit. Bitte laden Sie die Seite neu."


@transaction.atomic
def save_concept(*, access: Access, concept: Concept, upload: Any, changes: Changes) -> Concept:
    """Keep a version in work with its file. What lies with the parents, or holds, is not changed under their eyes."""
    created = concept._state.adding
    if concept.state != Concept.State.DRAFT:  # guard: concept-fixed -> if False:
        raise ValidationError(FIXED)
    if upload:
        concept.document = store_document(access=access, place=concept.site_id, title=str(concept), upload=upload)
    concept.save()
    record_saved(access, concept, created=created, text=str(concept), changes=changes)
    return concept


@transaction.atomic
def move_concept(*, access: Access, concept: Concept, name: str) -> Concept:
    """Lay a version before the parents and tell their representatives, or take it back: what was said to it was said to another text."""
    moved: Concept = advance(concept, name, access=access)
    if name == "take_back":
        Concept.objects.filter(pk=moved.pk).update(stance="", heard_on=None, heard_words="", heard_from="")
    else:
        queue("processes.mail_concept", place=moved.site_id, title="Nachricht an die Elternvertretung", access=access, concept=moved.pk)
    return moved


@transaction.atomic
def hear_concept(*, access: Access, concept: Concept) -> Concept:
    """Keep what the parents' council says; until the release it may be changed."""
    if concept.state != Concept.State.HEARING:  # guard: concept-heard -> if False:
        raise ValidationError("Diese Fassung liegt der Elternvertretung nicht (mehr) vor. Bitte laden Sie die Seite neu.")
    concept.save(update_fields=HEARING)
    record(access, concept, "heard", text=f"Elternbeirat zur Fassung {concept.version} angehört: {concept.get_stance_display()}")
    return concept


@transaction.atomic
def release_concept(*, access: Access, concept: Concept) -> Concept:
    """From today on this version holds. A missing hearing was warned about and stands in the entry (R099, § 12 Abs. 2 Nr. 1 ThürKigaG)."""
    concept.released_on = access.today
    concept.save(update_fields=["reply", "released_on"])
    note = "" if concept.stance else "ohne Anhörung des Elternbeirats"
    released: Concept = advance(concept, "release", access=access, note=note)
    return released
