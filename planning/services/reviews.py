"""What writes the end of a round of a goal."""

from django.db import transaction

from planning.models import GoalReview
from sites.core.access import Access
from sites.core.journal import Changes, record_saved


@transaction.atomic
def save_review(*, access: Access, review: GoalReview, changes: Changes) -> GoalReview:
    """Keep a review; thread and goal show what the newest one says."""
    created = review._state.adding
    review.save()
    record_saved(access, review, created=created, text=f"Auswertung der Runde {review.cycle} zu „{review.goal}“", changes=changes)
    return review
