"""What stands in the list of sites: one line per site with hours, sessions, last entry, report of the year and where attention is due."""

from datetime import date

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, Exists, F, Max, OuterRef, Q, StringAgg, Subquery, Sum, Value
from django.db.models.functions import Cast, Concat, JSONObject, LPad

from planning.models import Application, Measure
from processes.models import Contract, HoursRule
from processes.rules.recommended import recommended
from reporting.models import Report, SiteQuarter
from sites.core.access import rows
from sites.core.days import valid
from sites.core.numbers import exact
from sites.models import OrganisationForm, Phase, Site, SiteForm, SiteKita, SitePhase
from sites.rules.phases import RUNNING, PhaseSpan

STALE_DAYS = 45
READS = ("sitefigures.view", "contracts.view", "applications.view", "measures.view", "reports.view")
#: How far the Sachbericht of the year is, in one word; "open" is a measure of the year without a report in the hands of the county.
OPEN_REPORT = "open"
REPORTS = {OPEN_REPORT: "steht aus", "draft": "in Arbeit", "submitted": "eingereicht", "returned": "zur Ergänzung zurück", "accepted": "angenommen"}
REPORT_FILTER = {state: words for state, words in REPORTS.items() if state != "draft"}  # drafts are the house's
#: An action field by its number and name, seen from a measure.
FIELD = Concat(Value("HF "), Cast("action_field__number", CharField()), Value(" "), "action_field__name", output_field=CharField())
#: How a phase is called in the middle of a sentence.
IN_A_ROW = {"Interessiert": "interessiert", "Auf dem Weg zum ThEKiZ": "auf dem Weg zum ThEKiZ", "Beendet": "beendet"}


def _of_site(request, model):
    return rows(request, model).filter(site=OuterRef("pk")).order_by()


def to_choose(request) -> dict[str, dict[str, str]]:
    """What the filters offer, from what occurs within reach: providers, municipalities, main action fields (value → words). One query."""
    today = request.access.today

    def part(source, kind: str, value: str, label, order):
        named = source.order_by().annotate(part=Value(kind), value=Cast(value, CharField()), words=label, order=order)
        return named.values_list("part", "value", "words", "order").distinct()

    number = LPad(Cast("action_field__number", CharField()), 3, Value("0"))
    found = part(rows(request, SiteKita).on(today), "provider", "kita__provider", F("kita__provider__name"), F("kita__provider__sort_key")).union(
        part(rows(request, Site), "municipality", "municipality", F("municipality__name"), F("municipality__sort_key")),
        part(rows(request, Measure), "field", "action_field__code", FIELD, number),
    )
    choices: dict[str, dict[str, str]] = {"provider": {}, "municipality": {}, "field": {}}
    for kind, value, words, _ in sorted(found, key=lambda row: row[3]):
        choices[kind][value] = words
    return choices


def listed(request, year: int, chosen: dict[str, str], q: str):
    """The sites of the reach that pass the filters, each with everything its line needs: one query, whatever their number."""
    today = request.access.today
    funded, reports = _of_site(request, Measure).filter(funding_year=year), _of_site(request, Report).filter(year=year)
    links = _of_site(request, SiteKita).on(today)
    quarters = _of_site(request, SiteQuarter).filter(year=year).values("site")
    people = Sum("adults_centre") + Sum("adults_space") + Sum("children")
    phases = _of_site(request, SitePhase).order_by("starts").values(json=JSONObject(phase="phase", starts="starts", ends="ends"))
    found = rows(request, Site).select_related("county", "municipality")
    found = found.annotate(
        phase_spans=ArraySubquery(phases),
        form_values=ArraySubquery(_of_site(request, SiteForm).on(today).order_by("-leading", "form").values("form")),
        provider_names=Subquery(links.values("site").annotate(names=StringAgg("kita__provider__name", Value(", "), distinct=True)).values("names")),
        agreed=Subquery(_of_site(request, Contract).on(today).values("site").annotate(sum=Sum("hours_per_month")).values("sum")),
        hours_reason=Subquery(_of_site(request, Contract).on(today).exclude(reason="").values("reason")[:1]),
        held=Subquery(quarters.annotate(sum=Sum("sessions")).values("sum")),
        people=Subquery(quarters.annotate(sum=people).values("sum")),
        last_day=Subquery(_of_site(request, SiteQuarter).values("site").annotate(last=Max("last_day")).values("last")),
        funded=Exists(funded),
        field_name=Subquery(funded.annotate(named=FIELD).values("named")[:1]),
        report_state=Subquery(reports.values("state")[:1]),
        case=Subquery(_of_site(request, Application).filter(state__in=["open", "returned", "submitted"]).values("state")[:1]),
    )
    if q:
        found = found.filter(Q(name__icontains=q) | Q(municipality__name__icontains=q))
    if chosen["form"]:
        found = found.filter(Exists(_of_site(request, SiteForm).on(today).filter(form=chosen["form"])))
    if chosen["provider"]:
        found = found.filter(Exists(links.filter(kita__provider=chosen["provider"])))
    if chosen["municipality"]:
        found = found.filter(municipality=chosen["municipality"])
    if chosen["field"]:
        found = found.filter(Exists(funded.filter(action_field__code=chosen["field"])))
    if chosen["report"] == OPEN_REPORT:
        found = found.filter(Exists(funded), ~Exists(reports.exclude(state=Report.State.DRAFT)))
    elif chosen["report"]:
        found = found.filter(Exists(reports.filter(state=chosen["report"])))
    phase_today = _of_site(request, SitePhase).on(today)
    if chosen["phase"]:
        return found.filter(Exists(phase_today.filter(phase=chosen["phase"])))
    return found if chosen["ended"] else found.exclude(Exists(phase_today.filter(phase=Phase.ENDED)))


def rules_of_today(today: date) -> list[HoursRule]:
    return list(HoursRule.objects.on(today))


def tell(site, today: date, rules) -> None:
    """Put into words what a line shows: phase, form, hours, figures, and the one thing that asks for attention."""
    spans = [PhaseSpan(s["phase"], date.fromisoformat(s["starts"]), date.fromisoformat(s["ends"]) if s["ends"] else None) for s in site.phase_spans]
    site.phase_now = next(iter(valid(spans, today)), None)
    site.phase_label = Phase(site.phase_now.phase).label if site.phase_now else ""
    labels = [OrganisationForm(value).label for value in site.form_values]
    site.forms_label = labels[0] if len(labels) == 1 else f"Mischform aus {' und '.join(labels)}" if labels else "noch offen"
    rule = recommended(spans, today, rules)
    site.advised = rule.hours if rule else None
    site.agreed_text, site.advised_text = (exact(hours) if hours is not None else "" for hours in (site.agreed, site.advised))
    site.average = site.people / site.held if site.held else None
    site.days = (today - site.last_day).days if site.last_day else None
    site.report_label = REPORTS[site.report_state or OPEN_REPORT] if site.report_state or site.funded else ""
    site.standing = _standing(site)


def _standing(site) -> tuple[str, str]:
    """(kind, words): what waits first, then hours, then silence."""
    phase = site.phase_now.phase if site.phase_now else ""
    if site.case == "submitted":
        return "warning", "Entscheidung offen"
    if site.case:
        return "info", "in Auswahl"
    if phase not in RUNNING:
        return "", "beendet" if phase == Phase.ENDED else "vorgemerkt"
    if site.advised is not None and (site.agreed or 0) < site.advised and not site.hours_reason:
        missing = exact(site.advised - (site.agreed or 0))
        return "warning", f"{missing} Stunde{'n' if missing != '1' else ''} unter Empfehlung"
    if site.days is None:
        return "warning", "noch kein Eintrag"
    return ("warning", f"{site.days} Tage ohne Eintrag") if site.days >= STALE_DAYS else ("success", "in Ordnung")


def sums(found) -> str:
    """ "14 Standorte: 5 auf dem Weg …", only when the list is complete on its first page."""
    if not found.is_first or found.next_url or not found.rows:
        return ""
    counts = [(label, sum(1 for site in found.rows if site.phase_label == label)) for label in Phase.labels]
    parts = [f"{number} {IN_A_ROW.get(label, label)}" for label, number in counts if number]
    total = len(found.rows)
    words = " und ".join(filter(None, [", ".join(parts[:-1]), parts[-1]])) if parts else ""
    return f"{total} Standort{'e' if total != 1 else ''}{f': {words}' if words else ''}."


HEAD = (
    "Standort", "Gemeinde", "Landkreis", "Träger", "Phase", "seit", "Organisationsform", "Koordination (VZÄ)", "Stunden im Monat", "empfohlen",
    "Termine", "Teilnahmen", "Letzter Eintrag", "Handlungsfeld", "Sachbericht", "Stand",
)  # fmt: skip


def as_row(site) -> list:
    """One line of the exported table; figures stay figures."""
    return [
        site.name, site.municipality.name, site.county.name, site.provider_names or "", site.phase_label,
        site.phase_now.starts if site.phase_now else None, site.forms_label, site.coordinator_fte, site.agreed, site.advised,
        site.held, site.people, site.last_day, site.field_name, site.report_label, site.standing[1],
    ]  # fmt: skip
