"""Whether a decision fits beside the others about its site, and what rests on it already. Decisions are facts: two that contradict are refused."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q

from planning.models import VALID, Application, Decision, Measure
from sites.core.days import date_long
from sites.core.numbers import fte
from sites.models import OrganisationForm, Phase, SiteForm, SitePhase
from sites.rules.as_of import AsOf, on_day, with_history

Kind = Decision.Kind
WAY = "Sie können jene Entscheidung auf ihrer Seite berichtigen oder zurücknehmen. Nichts ist gespeichert."
RESTS = "Auf dieser Entscheidung beruht schon: {}. Bitte nehmen Sie zuerst das zurück."
EARLIER = "Diese Entscheidung beruht selbst auf: {}. Sie kann nicht vorher gelten."
#: What a correction may change, and of that the longer texts.
CORRECTED = (
    "body", "decided_on", "number", "effective_from", "funding_year", "forms", "coordinator_fte", "plan", "next_due",
    "reasons", "departure_reason", "conditions",
)  # fmt: skip
TEXTS = {"reasons", "departure_reason", "conditions"}
NOTHING = "keine Angabe"
#: So many decisions under one paper stand on one page and in one file of letters.
SHOWN = 300
#: The phases that may follow a phase (3.2).
NEXT = {
    Phase.ON_THE_WAY: (Phase.ESTABLISHED, Phase.CONSULTATION),
    Phase.ESTABLISHED: (Phase.CONSULTATION,),
}


class AlreadyDecided(ValidationError):
    """Refused because of a decision that stands: the page leads to it."""

    def __init__(self, standing: Decision, field: str, text: str) -> None:
        super().__init__({field: text})
        self.standing = standing


def in_words(decision: Decision) -> str:
    """A decision as another one names it."""
    return f"{decision} ({decision.get_body_display()}, {decision.decided_on:%d.%m.%Y}, {decision.number})"


def when_decided(case: Application, today: date) -> AsOf:
    """What the house of a case was on the day on which it was decided; before that, what it is today."""
    decided = Decision.objects.filter(VALID, application=case).values_list("decided_on", flat=True).first()
    return on_day(with_history(case.site_id), decided or today)


def under_one_paper(decision: Decision) -> dict[str, object]:
    """What the decisions of one paper have in common: body, day, number, county."""
    same = {name: getattr(decision, name) for name in ("body", "decided_on", "number")}
    return {**same, "site__county": decision.site.county_id}


def about_going_on(year: Any, today: date) -> Q:
    """The decisions that say whether a site that runs today goes on in a funding year.

    One from outside the application names no year: its own day says it. An end that is still to come ends the later years as well.
    """
    kinds = [kind for group in Decision.OF_A_YEAR for kind in group]
    of_year = (Q(funding_year=year) | Q(funding_year=None, effective_from__year=year)) & Q(kind__in=kinds)
    return VALID & (of_year | Q(kind=Kind.END, effective_from__gt=today, effective_from__year__lte=year))


def refuse_contradiction(decision: Decision, *, instead_of: int | None = None) -> None:
    """Refuse a decision that says otherwise than a valid one about the same site; the site is locked, so the others stand still."""
    if decision.kind == Kind.REJECT:
        return
    others = (
        Decision.objects.valid().filter(site=decision.site_id).exclude(kind=Kind.REJECT).exclude(pk=instead_of or 0).order_by("effective_from", "pk")
    )
    for other in others:
        if field := _against(decision, other):
            same = other.funding_year if field == "funding_year" else None
            subject = f"Für {same}" if same else f"Für {other.effective_from.year}"
            text = f"{subject} schon entschieden am {other.decided_on:%d.%m.%Y}: {in_words(other)}. {WAY}"
            raise AlreadyDecided(other, field, text)


def _against(one: Decision, other: Decision) -> str:
    """The field in which two decisions contradict; empty when both can be true."""
    kinds = {Kind(one.kind), Kind(other.kind)}
    if one.effective_from == other.effective_from and any(kinds <= set(group) for group in Decision.OF_A_DAY):
        return "effective_from"
    if one.kind == other.kind == Kind.ADVANCE and one.phase == other.phase and one.funding_year and one.funding_year == other.funding_year:
        return "funding_year"
    if one.funding_year and one.funding_year == other.funding_year and any(kinds <= set(group) for group in Decision.OF_A_YEAR):
        return "funding_year"
    return "effective_from" if _after_the_end(one, other) else ""


def _after_the_end(one: Decision, other: Decision) -> bool:
    """Whether one of them lets a site end and the other one lets it go on later than that."""
    first, second = sorted((one, other), key=lambda row: row.effective_from)
    return first.kind == Kind.END and second.kind in {Kind.CONTINUE, Kind.ADVANCE} and not _begun_again(first, second)


def _begun_again(first: Decision, second: Decision) -> bool:
    """An end that was followed by a new beginning is a chapter of its own."""
    between = (first.effective_from, second.effective_from)
    return Decision.objects.valid().filter(site=first.site_id, kind=Kind.ESTABLISH, effective_from__range=between).exists()


def refuse_overtaking(old: Decision, corrected: Decision) -> None:
    """Refuse a correction that carries a decision past a later one, which rests on it, or before an earlier one that it rests on itself."""
    others = Decision.objects.valid().filter(site=old.site_id).exclude(kind=Kind.REJECT).exclude(pk=old.pk).order_by("effective_from", "pk")
    for field in ("effective_from", "funding_year") if old.kind != Kind.REJECT else ():
        before, after = getattr(old, field), getattr(corrected, field)
        known = [(other, getattr(other, field)) for other in others if before and after and getattr(other, field)]
        if passed := [f"eine spätere Entscheidung: {in_words(other)}" for other, value in known if before < value < after]:
            raise ValidationError({field: RESTS.format("; ".join(passed))})
        if passed := [in_words(other) for other, value in known if after < value < before]:
            raise ValidationError({field: EARLIER.format("; ".join(passed))})


def differences(old: Decision, new: Decision) -> list[tuple[str, str, str]]:
    """What a correction has changed: field, old and new value in words; of a longer text only that it is another one."""
    found = []
    for name in CORRECTED:
        before, after = (_as_read(decision, name) for decision in (old, new))
        if before != after:
            label = str(vars(Decision._meta.get_field(name))["verbose_name"])
            found.append((label[:1].upper() + label[1:], *(("", "neu gefasst") if name in TEXTS else (before, after))))
    return found


def _as_read(decision: Decision, name: str) -> str:
    """A value of a decision in words; the order of forms and the line ends of a text say nothing."""
    value = getattr(decision, name)
    if name == "body":
        return str(decision.get_body_display())
    if name == "forms":
        return " und ".join(sorted(str(OrganisationForm(form).label) for form in value if form in OrganisationForm.values)) or NOTHING
    if name == "coordinator_fte" and value is not None:
        return f"{fte(Decimal(value))} VZÄ"
    return date_long(value) if isinstance(value, date) else "\n".join(str(value or "").split("\r\n")).strip() or NOTHING


def resting_upon(decision: Decision) -> Iterator[str]:
    """What has come later and rests on a decision, in words; as long as there is any, its consequences stay."""
    others = Decision.objects.valid().filter(site=decision.site_id).exclude(pk=decision.pk).exclude(kind=Kind.REJECT)
    for later in others.filter(effective_from__gt=decision.effective_from).order_by("effective_from", "pk"):
        yield f"eine spätere Entscheidung: {in_words(later)}"
    effects = decision.effects
    if begun := effects.get("phase"):
        for phase in SitePhase.objects.filter(site=decision.site_id, starts__gt=decision.effective_from).order_by("starts"):
            if not (effects.get("until") and phase.starts > date.fromisoformat(effects["until"])):
                yield f"die Phase „{phase.get_phase_display()}“ ab {phase.starts:%d.%m.%Y}"
        if not SitePhase.objects.filter(pk=begun, starts=decision.effective_from).exists():
            yield "geänderte Tage der Phase, die mit ihr begonnen hat"
    if "forms" in effects and _forms_changed(decision):
        yield "eine spätere Änderung der Organisationsform"
    for measure in Measure.objects.filter(pk=effects.get("measure")):
        yield from (f"Maßnahme {measure.funding_year}: {name}" for name in _upon_measure(measure))


def _forms_changed(decision: Decision) -> bool:
    """Whether the forms of the site are no longer those the decision has left."""
    later = SiteForm.objects.filter(site=decision.site_id, starts__gt=decision.effective_from)
    open_now = set(SiteForm.objects.filter(site=decision.site_id, ends__isnull=True).values_list("form", flat=True))
    return later.exists() or open_now != set(decision.forms)


def _upon_measure(measure: Measure) -> Iterator[str]:
    """Costs, money and reports of a measure, or what somebody has written into it."""
    for relation in Measure._meta.related_objects:
        if relation.related_model._default_manager.filter(**{relation.field.name: measure}).exists():
            yield str(relation.related_model._meta.verbose_name_plural)
    if measure.file_number or measure.grant is not None or measure.plan_goal_id or measure.recipient:
        yield "eingetragene Angaben"
