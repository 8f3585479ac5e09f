"""The line of the thread as seen from an offer or one of its dates (UF1)."""

from typing import Any

from offers.models import Offer
from planning.pages.thread_line import Name, Strand, ThreadLine, date_words, dates_of, holds, last_lesson, linked, pairs, thread_line
from sites.core.access import Request, rows

USES = "evidence_uses__evidence"


def line_of_offer(request: Request, offer: int, here: Name) -> ThreadLine:
    """From an offer in both directions. One query."""
    return thread_line(request.access, strand_of_offer(request, offer), here)


def strand_of_offer(request: Request, pk: int) -> Strand:
    """What hangs together with an offer: its needs, its goal or those of its needs, and what shows it."""
    today = request.access.today
    ways = {
        "own_needs": "needs",
        "needs_of_goal": "goal__need",
        "own_goal": "goal",
        "goals_of_needs": "needs__goals",
        "signs": "goal__indicators",
        "signs_of_needs": "needs__goals__indicators",
    }
    asked: dict[str, Any] = {name: linked(Offer, way) for name, way in ways.items()}
    asked |= {name: linked(Offer, way, holds(way, today)) for name, way in (("shown", USES), ("shown_by_goal", f"goal__{USES}"))}
    asked |= {"lesson": last_lesson("goal"), "dates": dates_of(Offer, "sessions")}
    offer: Any = rows(request, Offer).filter(pk=pk).annotate(**asked).get()
    return Strand(
        site=offer.site_id,
        needs=pairs(offer.own_needs, offer.needs_of_goal),
        goals=pairs(offer.own_goal or offer.goals_of_needs),
        indicators=pairs(offer.signs if offer.own_goal else offer.signs_of_needs),
        offers=[(offer.pk, offer.title)],
        dates=date_words(offer.dates, today),
        evidence=pairs(offer.shown, offer.shown_by_goal),
        conclusion=offer.lesson or "",
    )
