"""What belongs to assessments, needs and wishes beside the row itself: results, the paper, the release to the county, entries."""

from datetime import date

from django.db import connection, transaction

from planning.models import Assessment, AssessmentResult, Need, Wish
from planning.services.plans import attach
from sites.core.access import Access
from sites.core.journal import record
from sites.models import Place


@transaction.atomic
def save_assessment(*, access: Access, form) -> Assessment:
    """Save an assessment with its lines of results and perhaps its paper; one entry.

    What a county assesses itself is its own and open to its offices; what a site assesses stays in the house until it is released.
    """
    assessment, created = form.instance, form.instance.pk is None
    if assessment.place.kind == Place.Kind.COUNTY:
        assessment.released = True
    form.save()
    assessment.results.all().delete()
    results = form.results()
    AssessmentResult.objects.bulk_create(AssessmentResult(assessment=assessment, place_id=assessment.place_id, **line) for line in results)
    attach(access=access, row=assessment, upload=form.cleaned_data["upload"], title=f"Unterlage zu „{assessment.title}“")
    what = "eingetragen" if created else "geändert"
    text = f"Bedarfserhebung „{assessment.title}“ {what}"[:200]
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
    record(access, row, "released" if released else "withdrawn", text=f"{row._meta.verbose_name} „{row.title}“ {what}"[:200])
    return True


def take_up(*, access: Access, wish: Wish, need: Need) -> None:
    """A wish of a family has become a need."""
    wish.need, wish.set_aside_on = need, None
    wish.save(update_fields=["need", "set_aside_on"])
    record(access, wish, "taken_up", text=f"Wunsch aufgegriffen als Bedarf „{need.title}“"[:200], internal=True)


def set_aside(*, access: Access, wish: Wish, day: date | None) -> None:
    """Put a wish aside, or (without a day) back among the new ones."""
    wish.set_aside_on = day
    wish.save(update_fields=["set_aside_on"])
    record(access, wish, "set_aside" if day else "taken_back", text=f"Wunsch {'zur Seite gelegt' if day else 'zurückgeholt'}", internal=True)


def send_wish(*, slug: str, text: str) -> int | None:
    """What a family wishes, without an account: through the one function that may insert it; nothing when the house has too many of a day."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT thekiz_wish(%s, %s)", [slug, text])
        return cursor.fetchone()[0]
