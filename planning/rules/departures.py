"""The only place that reads on what a site rests (plans, Kitas, statements, needs) and says what departs from the recommendations.

A departure names its paragraph, warns and is saved with the decision; it never stops one.
"""

from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import JSONObject

from planning.models import Application, CriterionNote, Deadline, Party, Plan, PlanEntry, ProjectClass, Statement, Term
from sites.models import OrganisationForm, Phase, SiteForm, SiteKita, SitePhase

READY = "3.1"
HEARING = "3.1, § 12 Abs. 2 Nr. 1 ThürKigaG"
#: One of these two plans is the ground every ThEKiZ stands on (1.1); the demand plan is a goal beside it (2.1).
PLANNING = {Plan.Kind.INTEGRATED, Plan.Kind.YOUTH_WELFARE}
#: About how long a site is on its way before the step to ThEKiZ comes (3.2).
MONTHS_ON_THE_WAY = 24


# Reading ----------------------------------------------------------------------------------------------------------


def around(queryset: Any, today: date, site: str = "pk", county: str = "county") -> Any:
    """Rows with what lies around their site today, in the query of the rows themselves.

    `plans` of the county (does the site stand in it, where), `kitas` (name, provider), `phase` (phase, starts) and `dues` of its decisions.
    """
    place, at = OuterRef(county), OuterRef(site)
    entry = PlanEntry.objects.filter(plan=OuterRef("pk"), site=OuterRef(OuterRef(site)))
    plans = Plan.objects.on(today).filter(place=place).order_by("kind").annotate(stands=Exists(entry), section=Subquery(entry.values("section")[:1]))
    kitas = SiteKita.objects.on(today).filter(site=at).order_by("-leading", "kita__sort_key")
    dues = Deadline.objects.filter(place=place, kind=Deadline.Kind.DECISION, project_class=ProjectClass.EXISTING, funding_year__gte=today.year)
    return queryset.annotate(
        plans=ArraySubquery(plans.values(json=JSONObject(**_same("pk", "kind", "title", "version", "stands", "section")))),
        kitas=ArraySubquery(kitas.values(json=JSONObject(name="kita__name", provider="kita__provider__name"))),
        phase=Subquery(SitePhase.objects.on(today).filter(site=at).values(json=JSONObject(phase="phase", starts="starts"))[:1]),
        dues=ArraySubquery(dues.order_by("due").values(json=JSONObject(year="funding_year", due="due"))),
    )


def _same(*names: str) -> dict[str, F]:
    return {name: F(name) for name in names}


def with_basis(queryset: QuerySet[Application], today: date) -> Any:
    """Cases with everything their departures are told from: one query for the case, one for the statements."""
    statements = Statement.objects.select_related("recorded_by", "document")
    found = queryset.select_related("site__county", "site__municipality", "interest", "assessment")
    return around(found.prefetch_related(Prefetch("statements", statements)), today, "site", "site__county")


def phase_on(today: date, site: str = "pk") -> Subquery:
    """The phase of a day, to be read with the site."""
    return Subquery(SitePhase.objects.on(today).filter(site=OuterRef(site)).values("phase")[:1])


def phase_of(row: Any) -> str | None:
    return str(row.phase["phase"]) if row.phase else None


def continuation_due(dues: list[dict[str, Any]], effective: date) -> date:
    """Until when the next decision is due: the county's next date for a later year, else the next 30 September half a year on (a proposal)."""
    for due in dues:
        day = date.fromisoformat(due["due"])
        if due["year"] > effective.year and day > effective:
            return day
    return date(effective.year + (effective.month > 6), 9, 30)


# Departures -------------------------------------------------------------------------------------------------------


def departures(case: Application) -> list[str]:
    """What departs from the recommendations in a case of `with_basis` (R028, R029, R112, R182, R184, R188)."""
    found = [text for party in Party if (text := _unready(party, {row.party: row for row in case.statements.all()}))]
    if case.assessment_id is None and not case.needs_source.strip():
        found.append("Eine Bedarfserhebung als Grundlage ist nicht genannt (1.1, 3.1)")
    return [*found, *departures_of_site(case, case.forms, case.coordinator_fte)]


def _unready(party: Party, given: dict[str, Statement]) -> str:
    statement = given.get(party)
    paragraph = HEARING if party == Party.PARENTS else READY
    if statement is None or statement.stance == Statement.Stance.PENDING:
        return f"{party.label}: {'Anhörung' if party == Party.PARENTS else 'Zustimmung'} fehlt noch ({paragraph})"
    return f"{party.label}: nicht einverstanden ({paragraph})" if statement.stance == Statement.Stance.REFUSED else ""


def departures_of_site(row: Any, forms: list[str], fte: Decimal | None) -> list[str]:
    """What a new site and one that goes on are both asked for: plan, demand plan, Kitas of a Verbund, size of the coordination."""
    standing = {plan["kind"] for plan in row.plans if plan["stands"]}
    found = []
    if standing.isdisjoint(PLANNING):
        found.append("Der Standort steht heute weder im Jugendhilfeplan noch im integrierten Fachplan (1.1, 2.1)")
    if Plan.Kind.DEMAND not in standing:
        found.append("Der Standort steht heute nicht im Kita-Bedarfsplan (2.1)")
    if OrganisationForm.NETWORK in forms and len(row.kitas) < 2:
        found.append("Ein Verbund hat mehrere Kitas, eingetragen ist weniger als zwei (1.3)")
    if fte is not None and fte > 1:
        found.append("Mehr als eine volle Stelle für die Koordination (2.5)")
    return found


def departures_of_step(row: Any, phase: str, day: date, today: date) -> list[str]:
    """What the step to a next phase departs from: about two years on the way (R204); a consultation site is a ThEKiZ by the criteria (R207)."""
    found = []
    if phase_of(row) == Phase.ON_THE_WAY and months_between(date.fromisoformat(row.phase["starts"]), day) < MONTHS_ON_THE_WAY:
        found.append("Der Standort ist dann noch keine zwei Jahre auf dem Weg (3.2)")
    if phase == Phase.CONSULTATION and phase_of(row) != Phase.ESTABLISHED:
        found.append("Eine Konsultationseinrichtung hat ihr Profil schon als ThEKiZ entwickelt (3.2)")
    if phase == Phase.CONSULTATION and (number := unproven(row.pk, today)):
        found.append(f"Eine Konsultationseinrichtung erfüllt die Kriterien; zu {number} steht noch nicht, dass sie gelebt werden (3.2)")
    return found


def step_due(phase: str, starts: date, today: date) -> str:
    """That the time to decide about the step to ThEKiZ has come; it never changes by itself (R204)."""
    months = months_between(starts, today)
    if phase != Phase.ON_THE_WAY or months < MONTHS_ON_THE_WAY:
        return ""
    return f"Seit {months} Monaten auf dem Weg: Es ist Zeit, über den Übergang zum ThEKiZ zu entscheiden (3.2)."


def months_in_words(phase: str, starts: date, today: date) -> str:
    """ "Monate auf dem Weg: 18 von etwa 24" of a site on its way (R204); the other phases have no length."""
    return f"Monate auf dem Weg: {months_between(starts, today)} von etwa {MONTHS_ON_THE_WAY}" if phase == Phase.ON_THE_WAY else ""


def unproven(site: int, today: date) -> int:
    """How many criteria of the recommendations nobody has noted as lived at a site."""
    lived = CriterionNote.objects.filter(site=site, standing=CriterionNote.Standing.LIVED).values("criterion")
    return Term.objects.on(today).filter(catalogue=Term.Catalogue.CRITERION).exclude(pk__in=lived).count()


def months_between(first: date, last: date) -> int:
    """Whole months from one day to another."""
    return (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)


def forms_today(today: date, site: str = "pk") -> ArraySubquery:
    return ArraySubquery(SiteForm.objects.on(today).filter(site=OuterRef(site)).order_by("-leading", "form").values("form"))
