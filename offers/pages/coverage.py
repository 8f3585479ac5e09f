"""The only place that counts what the current offers and goals of a site cover, and what nobody covers. Regular offers of a Kita do not count."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, F, OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from offers.models import Offer
from planning.models import ActionField, Term
from planning.rules.catalogues import stem
from sites.core.days import valid
from sites.core.numbers import rounded, share
from sites.models import OrganisationForm

List = Term.Catalogue
#: Lists that are counted, each with the paragraph that names it.
COUNTED = ((List.THEME, "1.2"), (List.SETTING, "Präambel"), (List.CROSS_CUTTING, "Präambel"), (List.SERVICE_FIELD, "1.2"))
TERM_IDS = ArrayAgg("terms", filter=Q(terms__isnull=False), distinct=True, default=Value([]))
PEOPLE = F("adults_centre") + F("adults_space") + F("children")
MANY = 3  # "many" offers elsewhere: more than a third


def coverage(offers: Any, goals: Any, sessions: Any, day: date, forms: Sequence[str] = ()) -> dict[str, Any]:
    """Tables of the lists, of the six specific goals (R086) and the action fields, and shares; all is already scoped. Four queries."""
    offers = offers.on(day).filter(additional=True).select_related("action_field")
    offers = list(offers.annotate(term_ids=TERM_IDS).order_by("title", "pk"))
    goals = list(goals.filter(due__gte=day).annotate(term_ids=TERM_IDS).order_by("due", "pk"))
    terms = list(Term.objects.filter(catalogue__in=[*(catalogue for catalogue, _ in COUNTED), List.SPECIFIC_GOAL]).order_by("number", "starts"))
    key_of = {term.pk: (term.catalogue, stem(term.code)) for term in terms}  # a renamed entry counts with the one it follows
    of_today = valid(terms, day)
    for row in (*offers, *goals):
        row.covers = {key_of[pk] for pk in row.term_ids if pk in key_of}
    by_offers, by_goals = (Counter(key for row in rows for key in row.covers) for rows in (offers, goals))
    tables = []
    for catalogue, paragraph in COUNTED:
        lines = [
            _line(term.label, by_offers[key_of[term.pk]], by_goals[key_of[term.pk]], len(offers)) for term in of_today if term.catalogue == catalogue
        ]
        nobody = [line["label"] for line in lines if not line["offers"] and not line["goals"]]
        tables.append({"key": catalogue, "title": catalogue.label, "paragraph": paragraph, "lines": lines, "nobody": nobody})
    specific = [_specific(term, key_of[term.pk], goals, offers) for term in of_today if term.catalogue == List.SPECIFIC_GOAL]
    where = places(offers)
    return {
        "tables": tables,
        "specific": specific,
        "fields": action_fields(offers, sessions, day),
        "goals": len(goals),
        "offers": len(offers),
        "shares": shares(offers),
        "places": [{"label": label, "text": share(where[value], len(offers))} for value, label in Offer.Where.choices] if offers else [],
        "hint": roof_hint(forms, where),
    }


def _line(label: str, offers: int, goals: int, of: int) -> dict[str, Any]:
    return {"label": label, "offers": offers, "goals": goals, "share": int(rounded(100 * offers / of)) if of else 0}


def _specific(term: Term, key: tuple[str, str], goals: list[Any], offers: list[Any]) -> dict[str, Any]:
    """One of the six specific goals with the goals of the site that serve it, and the offers that work towards those."""
    serving = [goal for goal in goals if key in goal.covers]
    pks = {goal.pk for goal in serving}
    return {"label": term.label, "goals": serving, "offers": sum(offer.goal_id in pks for offer in offers)}


def shares(offers: list[Any]) -> list[dict[str, Any]]:
    """Open to the social space (R036), between the generations (R056), without an appointment (R054): the number of the whole."""
    counted = (
        ("offen für Familien aus dem Sozialraum", [offer.origin != Offer.Origin.CENTRE for offer in offers]),
        ("zwischen den Generationen", [offer.generations == Offer.Generations.INTER for offer in offers]),
        ("ohne Termin und Anmeldung", [not offer.by_appointment for offer in offers]),
        ("mit anderen Einrichtungen abgestimmt", [bool(offer.tuned_with) for offer in offers]),
    )
    return [{"label": label, "text": share(sum(found), len(found))} for label, found in counted] if offers else []


def places(offers: list[Any]) -> Counter[str]:
    """How many offers are in the house, in the social space, at partners (R066, R068)."""
    return Counter(offer.where for offer in offers)


def roof_hint(forms: Sequence[str], where: Mapping[str, int]) -> str:
    """What the recommendations say when the form is "one roof" alone and many offers are elsewhere (R066); nothing asks for a change."""
    total = sum(where.values())
    elsewhere = total - where[Offer.Where.INSIDE]
    if list(forms) != [OrganisationForm.ONE_ROOF] or elsewhere * MANY <= total:
        return ""
    return f"„Unter einem Dach“ heißt: alle Angebote im Haus (1.3). {elsewhere} von {total} sind woanders. Passt die Form noch?"


def action_fields(offers: list[Any], sessions: Any, day: date) -> list[dict[str, Any]]:
    """By action field the offers of today, how many of them with partners, and the year's sessions and Teilnahmen (R106). One query.

    A session keeps the field of its day; fields of earlier editions count with the one of the same number.
    """
    held = sessions.filter(logged__isnull=False, held_on__year=day.year, offer__additional=True, action_field__number=OuterRef("number"))
    of_field = held.order_by().values("action_field__number")
    found = ActionField.objects.on(day).order_by("number").annotate(
        held=Coalesce(Subquery(of_field.annotate(n=Count("pk")).values("n")), 0),
        people=Coalesce(Subquery(of_field.annotate(n=Sum(PEOPLE)).values("n")), 0),
    )  # fmt: skip
    all_of, joint = (Counter(offer.action_field.number for offer in rows) for rows in (offers, [offer for offer in offers if with_partner(offer)]))
    return [
        {"label": str(field), "offers": all_of[field.number], "joint": joint[field.number], "held": field.held, "people": field.people}
        for field in found
    ]


def with_partner(offer: Offer) -> bool:
    """Carried out by, planned with or arranged at a partner."""
    return bool(offer.partner_id or offer.partner_words) or offer.executor == Offer.Executor.PARTNER or offer.where == Offer.Where.ARRANGED
