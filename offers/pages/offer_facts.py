"""What the page of an offer says of it as labels with values: where, who, on what ground, for whom and with whom."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html

from offers.models import Offer, Session
from offers.rules.commissions import commission_words
from offers.rules.languages import language_names
from offers.rules.logging import too_early
from planning.models import Need
from sites.core.days import clock_time, date_figures, date_short
from sites.core.numbers import euros, with_noun

type Facts = list[tuple[str, Any]]


def facts_of(offer: Offer, needs: Iterable[Need], coming: Any, bases: Iterable[str]) -> Facts:
    """The short description; what is not said is left out by the component."""
    outside = offer.venue is not None and offer.venue.external
    return [
        ("Nächster Termin", f"{date_format(coming.next_on, 'l, j. F')}, {clock_time(coming.starts_at)} Uhr" if coming else "keiner geplant"),
        ("Wo", ", ".join(filter(None, [offer.get_where_display(), offer.room_words]))),
        ("Wer macht es", ": ".join(filter(None, [offer.get_executor_display(), offer.executor_words]))),
        ("Antwortet auf", "; ".join(need.title for need in needs) or "noch keinen Bedarf"),
        ("Ziel", offer.goal.title if offer.goal else "noch keines"),
        ("Gesetzliche Grundlage", "; ".join(bases) or "noch keine"),
        ("Auftrag des Jugendamtes", "; ".join(filter(None, [*commission_words(offer), offer.commission]))),
        ("Handlungsfeld", str(offer.action_field)),
        (offer.room_words, "gehört nicht zur Betriebserlaubnis der Kita" if outside else ""),
        ("Erwartete Familien", offer.expected or ""),
        ("Anmeldung", _registration(offer)),
        ("Kosten", f"{euros(offer.fee)}, Zustimmung des Elternbeirats am {date_figures(offer.fee_consent_on)}" if offer.fee else "kostet nichts"),
        ("Sprachen", language_names(offer.languages)),
        ("Kinderbetreuung", offer.childcare),
        ("Barrieren", offer.accessibility),
        ("Digital", f"ja; ohne Internet: {offer.analogue_way or 'noch nicht gesagt'}" if offer.digital else ""),
        ("Familienseite", "nicht sichtbar, solange es ein Entwurf ist" if offer.is_draft else "sichtbar" if offer.public else "nicht sichtbar"),
    ]


def _registration(offer: Offer) -> str:
    places = with_noun(offer.capacity, "Platz", "Plätze") if offer.capacity else ""
    waiting = "mit Warteliste" if offer.capacity and offer.waiting_list else ""
    return ", ".join(filter(None, [offer.get_registration_display(), places, waiting]))


def classified(offer: Offer, about: Sequence[tuple[str, str]], may_posts: bool) -> Facts:
    """For whom and with whom it is; `offer` knows the measure and the concept it is part of."""
    audience = ", ".join(Offer.Audience(value).label for value in offer.audience) or "noch nicht gesagt"
    advice = "Hier stehen Ort, Zeit und wer berät. Was besprochen wird, hält die Anwendung nirgends fest."
    suitable = "geklärt" if offer.volunteers_suitable else "noch nicht geklärt"
    return [
        *_of_format(offer),
        ("Art", "" if offer.additional else "Regelangebot der Kita, zählt nicht für das ThEKiZ"),
        ("Für wen", "; ".join(filter(None, [audience, offer.get_generations_display()]))),
        ("Offen für", f"{offer.get_origin_display()}, {offer.get_registration_display()}"),
        ("Beratung", advice if "counselling" in offer.types else ""),
        ("Aus dem Team", str(offer.carried_by) if offer.carried_by and may_posts else ""),
        ("Kooperationspartner*in", _partner(offer)),
        ("Ehrenamtliche", f"{offer.volunteers}, Eignung {suitable}" if offer.volunteers else ""),
        ("Honorarvertrag", offer.freelance_contract),
        *about,
        ("Niedrigschwelliger Zugang", offer.low_threshold),
        ("Familienorientierung", offer.family_orientation),
        ("Wohnortnähe", offer.closeness),
        ("Besondere Bedarfe", offer.special_needs),
        ("Abgestimmt mit", offer.tuned_with),
        ("Eingebettet in", _embedded(getattr(offer, "embedded", None), getattr(offer, "concept", None), offer.concept_section)),
    ]


def _of_format(offer: Offer) -> Facts:
    """What the format of an offer in a crisis asks for, and what is not kept of it."""
    of = offer.crisis_format
    if of is None:
        return []
    named = [("Form in der Krise", of.title), ("Hygiene und Verordnung", of.hygiene_note), ("Einwilligung", of.consent_note)]
    way = str(offer.channel) if offer.channel else ""
    return [*named, ("Nicht festgehalten", of.privacy_note), ("Digitaler Weg", way), ("Ohne Internet", offer.analogue_way)]


def _partner(offer: Offer) -> str:
    if offer.partner_id is None:
        return offer.partner_words
    return format_html('<a href="{}">{}</a>', reverse("sites:partner_detail", args=[offer.partner_id]), offer.partner_words)


def _embedded(measure: dict[str, str] | None, concept: str | None, section: str) -> str:
    goal = f", Handlungsziel „{measure['goal']}“" if measure and measure["goal"] else ""
    written = ", ".join(filter(None, [concept, section]))
    return "; ".join(filter(None, [f"Maßnahme „{measure['title']}“{goal}" if measure else "", f"Konzeption: {written}" if written else ""]))


def state_of(session: Session, today: date) -> tuple[str, str]:
    """What is said of a session without figures, and what can be done with one."""
    if session.logged:
        return "", "ändern"
    day = "geplant" if session.held_on > today else "heute" if session.held_on == today else "noch ohne Zahlen"
    off = ", ".join(filter(None, ["ausgefallen", session.off_words]))
    made_up = f", holt den {date_short(session.makes_up.held_on)} nach" if session.makes_up else ""
    return off if session.cancelled else f"{day}{made_up}", "öffnen" if too_early(session) else "eintragen"
