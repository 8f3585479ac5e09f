"""What belongs to assessments beside the row itself: results, the paper, and (also of needs) the release to the county."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from planning.models import Assessment, AssessmentResult, Need
from planning.services.plans import attach
from sites.core.access import Access
from sites.core.journal import record
from sites.models import Place


@transaction.atomic
def save_assessment(*, access: Access, assessment: Assessment, results: list[dict[str, Any]], upload: "UploadedFile[Any] | None") -> Assessment:
    """Save an assessment with its lines of results (theme_id, voices, voices_of) and perhaps its paper; one entry.

    What a county assesses itself is its own and open to its offices; what a site assesses stays in the house until it is released.
    """
    created = assessment._state.adding
    if assessment.place.kind == Place.Kind.COUNTY:
        assessment.released = True
    assessment.save()
    assessment.results.all().delete()
    AssessmentResult.objects.bulk_create(AssessmentResult(assessment=assessment, place_id=assessment.place_id, **line) for line in results)
    attach(access=access, row=assessment, upload=upload, title=f"Unterlage zu „{assessment.title}“")
    what = "eingetragen" if created else "geändert"
    text = f"Bedarfserhebung „{assessment.title}“ {what}"
    record(access, assessment, "created" if created else "changed", text=text, internal=not assessment.released, results=len(results))
    return assessment


@transaction.atomic
def release(*, access: Access, row: Assessment | Need, released: bool) -> bool:
    """Release a row of the house to its county, or take it back (R117, R319); false when it stood so already."""
    if row.released == released:
        return False
    row.released = released
    row.save(update_fields=["released"])
    what = "für den Landkreis freigegeben" if released else "aus der Freigabe zurückgenommen"
    record(access, row, "released" if released else "withdrawn", text=f"{row._meta.verbose_name} „{row.title}“ {what}")
    return True
