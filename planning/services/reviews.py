"""What writes the end of a round: the row itself, and what was learned at the goal."""

from django.db import transaction

from planning.models import Goal, GoalReview
from sites.core.access import Access
from sites.core.journal import Changes, record_saved


@transaction.atomic
def save_review(*, access: Access, review: GoalReview, changes: Changes) -> GoalReview:
    """Keep a review; the conclusion of the newest round stands at the goal, where thread and reports read it."""
    created = review._state.adding
    review.save()
    _learn(review.goal)
    record_saved(access, review, created=created, text=f"Auswertung der Runde {review.cycle} zu „{review.goal}“", changes=changes)
    return review


def take_lesson_back(*, goal: Goal) -> None:
    """A review was removed: the goal says again what the round before it has said."""
    _learn(goal)


def _learn(goal: Goal) -> None:
    last = GoalReview.objects.filter(goal=goal).order_by("-cycle").first()
    goal.conclusion = last.conclusion if last else ""
    goal.save(update_fields=["conclusion"])
