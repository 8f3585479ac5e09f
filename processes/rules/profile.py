"""The profile of facilitation (Anhang 1): five goals and twelve tasks as entries of a list, with the short words that lines of the book carry."""

from collections.abc import Iterable
from datetime import date

from planning.models import Term

#: What a goal or task is called on a chip; an entry of a later edition that has none here is called by its first words.
SHORT = {
    "pb-g1": "Leitung und Koordination begleiten",
    "pb-g2": "Lebensqualität von Familien",
    "pb-g3": "kommunale Netzwerke",
    "pb-g4": "Bedarfsorientierung",
    "pb-g5": "lebendige Beteiligung",
    "pb-t1": "Steuerungsteam",
    "pb-t2": "Vermittlung zum Land",
    "pb-t3": "Kooperationen",
    "pb-t4": "Blick von außen",
    "pb-t5": "Kommunikation",
    "pb-t6": "Leitung stärken",
    "pb-t7": "Führung und Konflikte",
    "pb-t8": "Team begleiten",
    "pb-t9": "Reflexion",
    "pb-t10": "Kollegiale Fallberatung",
    "pb-t11": "Prozesse beobachten",
    "pb-t12": "Dokumentation",
}
STEERING_TEAM, PEER_CONSULTATION = "pb-t1", "pb-t10"
#: What a house usually begins with: chips of somebody who has not logged anything yet.
FIRST = ("pb-t1", "pb-t8", "pb-t9", "pb-t6", "pb-t3", "pb-t5")
CHIPS = 6


def profile(day: date) -> list[Term]:
    """Goals and tasks that apply on a day, in the order of the recommendations."""
    return list(Term.objects.on(day).filter(catalogue=Term.Catalogue.FACILITATION).order_by("number", "pk"))


def short(term: Term) -> str:
    """A goal or task in one or two words."""
    if term.code in SHORT:
        return SHORT[term.code]
    words = term.label.split()
    return " ".join(words[:4]) + (" …" if len(words) > 4 else "")


def is_goal(term: Term) -> bool:
    return term.code.startswith("pb-g")


def at_hand(terms: Iterable[Term], used: Iterable[int]) -> list[Term]:
    """The six that stand open as chips: what was used last comes first, then what a house usually begins with."""
    known = {term.pk: term for term in terms}
    usual = sorted((term for term in known.values() if term.code in FIRST), key=lambda term: FIRST.index(term.code))
    order = dict.fromkeys([*(pk for pk in used if pk in known), *(term.pk for term in usual)])
    return [known[pk] for pk in order][:CHIPS]
