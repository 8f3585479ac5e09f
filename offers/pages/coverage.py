"""The only place that counts what the current offers and goals of a site cover, and what nobody covers. Regular offers of a Kita do not count."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.contrib.postgres.aggregates import ArrayAgg
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from offers.models import Offer, OfferStep, Session
from offers.models.offers import SessionQuerySet
from planning.models import ActionField, Goal, LegalBasis, Need, Term
from planning.rules.catalogues import stem
from sites.core import navigation
from sites.core.access import Request, rows
from sites.core.days import valid, valid_on
from sites.core.numbers import rounded, share
from sites.core.places import site_within
from sites.models import OrganisationForm, Site, SiteForm

List = Term.Catalogue
#: Lists that are counted, each with the paragraph that names it.
COUNTED = ((List.THEME, "1.2"), (List.SETTING, "Präambel"), (List.CROSS_CUTTING, "Präambel"), (List.SERVICE_FIELD, "1.2"))
TERM_IDS = ArrayAgg("terms", filter=Q(terms__isnull=False), distinct=True, default=Value([]))
PEOPLE = F("adults_centre") + F("adults_space") + F("children")
MANY = 3  # "many" offers elsewhere: more than a third


class Line(NamedTuple):
    """An entry of a list; `share`: of the offers, in percent."""

    label: str
    offers: int
    goals: int
    share: int


@dataclass(frozen=True)
class Table:
    title: str
    paragraph: str
    lines: list[Line]

    @property
    def caption(self) -> str:
        return f"Zahl der Angebote und Ziele (Abschnitt {self.paragraph})"

    @property
    def nobody(self) -> list[str]:
        """What nobody covers yet."""
        return [line.label for line in self.lines if not line.offers and not line.goals]


class Specific(NamedTuple):
    """One of the six specific goals with the goals of the site that serve it; `offers`: how many work towards those."""

    label: str
    goals: list[Goal]
    offers: int


class FieldLine(NamedTuple):
    """An action field. `joint`: offers with partners; `held`, `people`: sessions and Teilnahmen of the year."""

    label: str
    offers: int
    joint: int
    held: int
    people: int


class Part(NamedTuple):
    """A number of the whole in words."""

    label: str
    text: str


class Resting(NamedTuple):
    """An offer with what it answers and rests on; empty words are gaps."""

    offer: Offer
    needs: str
    goal: str
    field: str
    bases: str


@dataclass(frozen=True)
class Coverage:
    """Tables of the lists, of the six specific goals (R086) and the action fields, and shares; how many goals and offers there are."""

    site: Site
    today: date
    tables: list[Table]
    specific: list[Specific]
    fields: list[FieldLine]
    matrix: list[Resting]
    goals: int
    offers: int
    shares: list[Part]
    places: list[Part]
    hint: str
    may_change: bool

    @property
    def crumbs(self) -> list[tuple[str, str]]:
        return [navigation.OFFERS.crumb(self.site.pk), ("Was sie abdecken", "")]


def coverage_page(request: Request, pk: int) -> Coverage:
    """A site within reach, or a 404; five queries."""
    day, forms = request.access.today, rows(request, SiteForm).filter(valid_on(request.access.today), site=OuterRef("pk"))
    form_values = ArraySubquery(forms.order_by("-leading", "form").values("form"))
    # guard: coverage-site -> site = rows(request, Site).annotate(form_values=form_values).get(pk=pk)
    site = site_within(request, "offers.view", pk, form_values=form_values)
    counting = rows(request, Offer).filter(valid_on(day), site=site, additional=True).select_related("action_field")
    with_part = rows(request, OfferStep).filter(offer=OuterRef("pk"), involved__overlap=OfferStep.OF_FAMILIES)
    offers: list[Any] = list(counting.annotate(term_ids=TERM_IDS, of_families=Exists(with_part), **_rests_on(request)).order_by("title", "pk"))
    goals = list(rows(request, Goal).filter(site=site, due__gte=day).annotate(term_ids=TERM_IDS).order_by("due", "pk"))
    terms = list(Term.objects.filter(catalogue__in=[*(catalogue for catalogue, _ in COUNTED), List.SPECIFIC_GOAL]).order_by("number", "starts"))
    key_of = {term.pk: (term.catalogue, stem(term.code)) for term in terms}  # a renamed entry counts with the one it follows
    of_today = valid(terms, day)
    by_offers, by_goals = (Counter(key for row in found for key in _covered(row, key_of)) for found in (offers, goals))
    where = places(offers)
    return Coverage(
        site=site,
        today=day,
        tables=[
            Table(catalogue.label, paragraph, [
                Line(term.label, by_offers[key], by_goals[key], int(rounded(100 * by_offers[key] / len(offers))) if offers else 0)
                for term in of_today if term.catalogue == catalogue for key in [key_of[term.pk]]
            ])
            for catalogue, paragraph in COUNTED
        ],
        specific=[
            _specific(term.label, [goal for goal in goals if key_of[term.pk] in _covered(goal, key_of)], offers)
            for term in of_today if term.catalogue == List.SPECIFIC_GOAL
        ],
        fields=_action_fields(offers, rows(request, Session.objects.filter(site=site)), day),
        matrix=[
            Resting(offer, ", ".join(offer.need_titles), offer.goal_title or "", f"HF {offer.action_field.number}", ", ".join(offer.base_titles))
            for offer in offers
        ],
        goals=len(goals),
        offers=len(offers),
        shares=shares(offers) + with_families(offers),
        places=[Part(label, share(where[value], len(offers))) for value, label in Offer.Where.choices] if offers else [],
        hint=roof_hint(site.form_values, where),
        may_change=site.pk in request.access.reach("offers.change").places,
    )  # fmt: skip


def _covered(row: Any, key_of: dict[int, tuple[str, str]]) -> set[tuple[str, str]]:
    return {key_of[pk] for pk in row.term_ids if pk in key_of}


def _specific(label: str, goals: list[Goal], offers: Sequence[Offer]) -> Specific:
    pks = {goal.pk for goal in goals}
    return Specific(label, goals, sum(offer.goal_id in pks for offer in offers))


def shares(offers: Sequence[Offer]) -> list[Part]:
    """Open to the social space (R036), between the generations (R056), without an appointment (R054): the number of the whole."""
    counted = (
        ("offen für Familien aus dem Sozialraum", [offer.origin != Offer.Origin.CENTRE for offer in offers]),
        ("zwischen den Generationen", [offer.generations == Offer.Generations.INTER for offer in offers]),
        ("ohne Termin und Anmeldung", [offer.registration != Offer.Registration.REQUIRED for offer in offers]),
        ("mit anderen Einrichtungen abgestimmt", [bool(offer.tuned_with) for offer in offers]),
    )
    return [Part(label, share(sum(found), len(found))) for label, found in counted] if offers else []


def _rests_on(request: Request) -> dict[str, Any]:
    """What an offer answers and rests on, by name (R253)."""
    needs = rows(request, Need).filter(offer_links__offer=OuterRef("pk")).order_by("pk")
    bases = LegalBasis.objects.filter(pk__in=Offer.legal_bases.through.objects.filter(offer=OuterRef(OuterRef("pk"))).values("legalbasis"))
    goal = rows(request, Goal).filter(pk=OuterRef("goal"))
    return {
        "need_titles": ArraySubquery(needs.values("title")),
        "base_titles": ArraySubquery(bases.order_by("number").values("citation")),
        "goal_title": Subquery(goal.values("title")),
    }


def with_families(offers: Sequence[Any]) -> list[Part]:
    """Planned with families: at some stage families, children or the parents' council had a part (R241)."""
    return [Part("mit Familien geplant", share(sum(offer.of_families for offer in offers), len(offers)))] if offers else []


def places(offers: Iterable[Offer]) -> Counter[str]:
    """How many offers are in the house, in the social space, at partners (R066, R068)."""
    return Counter(offer.where for offer in offers)


def roof_hint(forms: Sequence[str], where: Mapping[str, int]) -> str:
    """What the recommendations say when the form is "one roof" alone and many offers are elsewhere (R066); nothing asks for a change."""
    total = sum(where.values())
    elsewhere = total - where[Offer.Where.INSIDE]
    if list(forms) != [OrganisationForm.ONE_ROOF] or elsewhere * MANY <= total:
        return ""
    return f"„Unter einem Dach“ heißt: alle Angebote im Haus (1.3). {elsewhere} von {total} sind woanders. Passt die Form noch?"


def _action_fields(offers: Sequence[Offer], sessions: SessionQuerySet, day: date) -> list[FieldLine]:
    """By action field the offers of today, how many of them with partners, and the year's sessions and Teilnahmen (R106). One query.

    A session keeps the field of its day; fields of earlier editions count with the one of the same number.
    """
    held = sessions.counting().filter(logged__isnull=False, held_on__year=day.year, action_field__number=OuterRef("number"))
    of_field = held.order_by().values("action_field__number")
    found = ActionField.objects.on(day).order_by("number").annotate(
        held=Coalesce(Subquery(of_field.annotate(n=Count("pk")).values("n")), 0),
        people=Coalesce(Subquery(of_field.annotate(n=Sum(PEOPLE)).values("n")), 0),
    )  # fmt: skip
    all_of, joint = (Counter(offer.action_field.number for offer in rows) for rows in (offers, [offer for offer in offers if with_partner(offer)]))
    return [FieldLine(str(field), all_of[field.number], joint[field.number], field.held, field.people) for field in found]


def with_partner(offer: Offer) -> bool:
    """Carried out by, planned with or arranged at a partner."""
    return bool(offer.partner_id or offer.partner_words) or offer.executor == Offer.Executor.PARTNER or offer.where == Offer.Where.ARRANGED
