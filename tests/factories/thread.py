"""Rows for tests: evidence, reviews of goals, named lists, what surrounds a house."""

from datetime import date

from django.utils import timezone

from offers.models import Evidence, EvidenceUse, NamedList
from planning.models import EventVisit, GoalReview, SocialResource


def make_evidence(site, title="Feedbackbogen Elterncafé", *, goal=None, offer=None, meeting=None, **fields):
    """With one use when a goal, offer or meeting is given."""
    values = {"kind": "feedback", "dated": date(2026, 5, 12), "extent": "38 Antworten", **fields}
    evidence = Evidence.objects.create(site=site, title=title, **values)
    if goal or offer or meeting:
        EvidenceUse.objects.create(site=site, evidence=evidence, goal=goal, offer=offer, meeting=meeting)
    return evidence


def make_review(goal, cycle=1, **fields):
    values = {
        "held_on": date(2026, 9, 1),
        "seen": "Mehr Eltern nennen neue Kontakte.",
        "conclusion": "Der Treff bleibt.",
        "outcome": "keep",
        **fields,
    }
    return GoalReview.objects.update_or_create(goal=goal, cycle=cycle, defaults={"site_id": goal.site_id, **values})[0]


def make_named_list(offer, **fields):
    today = timezone.localdate()
    values = {
        "rule": "Stiftung Nord, Bescheid vom 3.2.2026, Nr. 4",
        "starts": today,
        "ends": today.replace(year=today.year + 1),
        "names": "A. Beispiel",
    }
    return NamedList.objects.create(site_id=offer.site_id, offer=offer, **{**values, **fields})


def make_resource(site, name="Bolzplatz am Anger", **fields):
    return SocialResource.objects.create(site=site, name=name, **{"kind": "place", "seen_on": date(2026, 4, 1), **fields})


def make_visit(site, title="Netzwerktreffen Mittelthüringen", **fields):
    values = {"kind": "regional", "held_on": date(2026, 6, 4), "function": "Koordination", "role": "visited", **fields}
    return EventVisit.objects.create(site=site, title=title, **values)
