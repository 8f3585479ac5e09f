"""How many families a change concerns, and how that is said before it is made."""

from datetime import date

from django.db.models import Count, OuterRef, Q, QuerySet

from offers.models import Offer, Session, SignUp
from offers.rules.dates import planned_since
from sites.core.days import date_long
from sites.core.lists import CountOf
from sites.core.numbers import in_words, with_noun

YES = "Ja, die Familien bekommen Bescheid."


def families_at(dates: QuerySet[Session]) -> int:
    """How many have a place at these dates or wait for one."""
    return SignUp.objects.filter(session__in=dates.order_by()).exclude(state=SignUp.State.OFF).count()


def concerned(today: date) -> CountOf:
    """The same of the coming dates of an offer, as a value of its row."""
    planned = {"session__offer": OuterRef("pk"), "session__held_on__gte": today, "session__logged": None, "session__cancelled": False}
    return CountOf(SignUp.objects.filter(**planned).exclude(state=SignUp.State.OFF).order_by().values("pk"))


def standing(families: int) -> str:
    """ "Drei Familien sind angemeldet oder warten." """
    return "Eine Familie ist angemeldet oder wartet." if families == 1 else f"{in_words(families).capitalize()} Familien sind angemeldet oder warten."


def told(families: int) -> str:
    """What stands before something that families learn of; nothing where there are none."""
    gets = "Sie bekommt" if families == 1 else "Sie bekommen"
    return f"{standing(families)} {gets} Bescheid." if families else ""


def what_closing_means(offer: Offer, *, open_to_all: bool, hidden: bool, today: date) -> str:
    """What becomes of families that have signed up when nobody has to any more, or when the offer is hidden; nothing where there are none."""
    families = families_at(planned_since(offer, today)) if open_to_all or hidden else 0
    if not families:
        return ""
    gets, hides = "Wer wartet, bekommt einen Platz und Bescheid.", "Ihre Anmeldung gilt weiter, auch wenn es nicht mehr auf der Familienseite steht."
    return f"{standing(families)} {gets if open_to_all else hides}"


def over_capacity(offer: Offer, capacity: int, today: date) -> str:
    """At which coming date more families are in than there are places from now on; nothing where there is none."""
    counted = planned_since(offer, today).annotate(number=Count("signups", filter=Q(signups__state=SignUp.State.IN)))
    fullest = counted.filter(number__gt=capacity).order_by("-number", "held_on").first()
    if not fullest:
        return ""
    are = f"{with_noun(fullest.number, 'Familie', 'Familien')} dabei, mehr als {with_noun(capacity, 'Platz', 'Plätze')}"
    return f"Am {date_long(fullest.held_on)} sind {are}. Sie behalten ihren Platz; sagen Sie ihnen ab, wenn es nicht geht."
