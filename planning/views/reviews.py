"""The end of a round of a goal: what was seen, what follows from it, and how it goes on."""

from planning.forms.goals import ReviewForm
from planning.models import Goal, GoalReview
from planning.pages.thread_line import strand_of_goal, thread_line
from planning.services.reviews import save_review
from sites.core.access import allow, fetch, rows
from sites.core.forms import form_page, posted
from sites.core.journal import changes_of
from sites.core.navigation import GOALS
from sites.core.removal import Removal

READS = ("needs.view", "sites.view", "offers.view", "evidence.view")
LEAD = "Zwei Sätze und eine Entscheidung genügen. Danach beginnt die nächste Runde."


@allow("goals.change", "GET", "POST", reads=READS)
def review_create(request, goal):
    """Close the round of a goal; the next one begins by itself."""
    goal = fetch(request, rows(request, Goal).select_related("site"), pk=goal, lock=request.method == "POST")
    last = rows(request, GoalReview).filter(goal=goal).first()
    review = GoalReview(goal=goal, site=goal.site, cycle=last.cycle + 1 if last else 1)
    return _review_form(request, review, {"held_on": request.access.today}, f"Runde {review.cycle} auswerten")


@allow("goals.change", "GET", "POST", reads=READS)
def review_edit(request, pk):
    """Put right what was written about a round."""
    review = fetch(request, rows(request, GoalReview).select_related("goal", "site"), pk=pk, lock=request.method == "POST")
    return _review_form(request, review, {}, f"Auswertung der Runde {review.cycle} ändern")


def _review_form(request, review: GoalReview, initial: dict, title: str):
    goal = review.goal
    return form_page(
        request,
        ReviewForm(*posted(request), instance=review, request=request, initial=initial),
        save=lambda form: save_review(access=request.access, review=form.save(commit=False), changes=changes_of(form)),
        done="Die Auswertung ist gespeichert.",
        crumbs=[GOALS.crumb(goal.site_id), (goal.title, goal.get_absolute_url())],
        title=title,
        pre=f"Ziel: {goal.title}",
        lead=LEAD,
        submit="Auswertung speichern",
        audience="goals.view",
        template="planning/thread_form.html",
        thread_line=thread_line(request.access, strand_of_goal(request, goal.pk), "conclusion"),
        removal=Removal(review, about=goal),
    )
