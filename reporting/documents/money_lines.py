"""A measure's money as it leaves the house: the lines of the workbook and the frozen state of the PDF, equal to the cent."""

from typing import Any

from django.utils import timezone

from planning.models import Cost, Funding, Measure
from planning.pages.money_list import MeasureMoney
from planning.rules.money import Amount, Money, is_in_plan, reckon, rule_of, warnings
from sites.core.access import Access
from sites.core.numbers import exact
from sites.rules.as_of import in_year, with_history

DEFINITIONS = "2026"
HEAD = ("Art", "Wofür / Quelle", "Kostenart / Anmerkung", "geplant in Euro", "tatsächlich in Euro")
COUNTY_HEAD = (
    "Handlungsfeld", "Standort", "Maßnahme", "Aktenzeichen", "Ausgaben geplant", "Ausgaben tatsächlich", "davon zuwendungsfähig geplant",
    "Einnahmen geplant", "Einnahmen tatsächlich", "Zuwendung geplant", "Eigenanteil geplant", "Eigenanteil erwartet",
)  # fmt: skip


def lines_of(costs: list[Cost], fundings: list[Funding], money: Money) -> list[tuple[Any, ...]]:
    """The table of a measure with the same sums as its page."""
    found: list[tuple[Any, ...]] = [("Ausgabe", cost.title, cost.get_kind_display(), cost.planned, cost.actual) for cost in costs]
    found.append(("Summe", "Ausgaben zusammen", "", money.costs.planned, money.costs.actual))
    found.append(("Summe", "davon zuwendungsfähig", "", money.eligible.planned, money.eligible.actual))
    found += [("Einnahme", str(f.source), "Eigenanteil" if f.own else f.note, f.planned, f.actual) for f in fundings]
    found.append(("Summe", "Einnahmen zusammen", "", money.fundings.planned, money.fundings.actual))
    found.append(("Summe", "Einnahmen weniger Ausgaben", "", money.left.planned, money.left.actual))
    found.append(("Eigenanteil", "geplant", "", money.own.planned, money.own.actual))
    found.append(("Eigenanteil", "mindestens erwartet", money.base_words, money.asked.planned, money.asked.actual))
    return found


def county_lines(found: list[MeasureMoney], whole: Money) -> list[tuple[Any, ...]]:
    """The county's table in its order: action field, then site; the last line is the sum."""
    lines = [(str(m.action_field), site, m.title, m.file_number, *_amounts(money)) for m, site, money in found]
    return [*lines, ("Zusammen", "", "", "", *_amounts(whole))]


def _amounts(money: Money) -> tuple[Any, ...]:
    return (
        money.costs.planned, money.costs.actual, money.eligible.planned, money.fundings.planned, money.fundings.actual,
        money.grant.planned, money.own.planned, money.asked.planned,
    )  # fmt: skip


def _two(amount: Amount) -> dict[str, Any]:
    return {"planned": float(amount.planned), "actual": None if amount.actual is None else float(amount.actual)}


def money_of(*, access: Access, measure: Measure) -> dict[str, Any] | None:
    """What a Sachbericht freezes of its measure's money; nothing as long as nothing was entered."""
    money = money_snapshot(access=access, measure=measure)
    kept = {name: money[name] for name in ("costs", "fundings", "by_kind", "sums", "rule", "hints")}
    return kept if kept["costs"] or kept["fundings"] else None


def money_snapshot(*, access: Access, measure: Measure) -> dict[str, Any]:
    """Format "money/1": everything the PDF prints, with amounts in euros and cents."""
    costs = list(Cost.objects.filter(access.q("money.view", Cost), measure=measure))
    fundings = list(Funding.objects.filter(access.q("money.view", Funding), measure=measure).select_related("source"))
    site, rule = measure.site, rule_of(measure.site.county_id, access.today)
    then = in_year(with_history(site.pk), measure.funding_year, access.today)
    money = reckon(costs, fundings, rule)
    kinds = [(label, money.by_kind[kind]) for kind, label in Cost.Kind.choices if any(cost.kind == kind for cost in costs)]
    return {
        "format": "money/1",
        "version": 1,
        "edition": DEFINITIONS,
        "frozen_at": timezone.localtime().isoformat(timespec="seconds"),
        "site": {"name": then.name, "municipality": then.municipality, "county": site.county.name},
        "measure": {
            "title": measure.title,
            "funding_year": measure.funding_year,
            "file_number": measure.file_number,
            "action_field": str(measure.action_field),
            "recipient": measure.recipient,
            "grant": None if measure.grant is None else float(measure.grant),
            "report_due": measure.report_due.isoformat(),
        },
        "costs": [{"title": c.title, "kind": c.get_kind_display(), "eligible": c.eligible, **_two(Amount(c.planned, c.actual))} for c in costs],
        "fundings": [{"source": str(f.source), "own": f.own, "note": f.note, **_two(Amount(f.planned, f.actual))} for f in fundings],
        "by_kind": [{"label": label, **_two(amount)} for label, amount in kinds],
        "sums": {name: _two(getattr(money, name)) for name in ("costs", "eligible", "fundings", "own", "asked", "grant", "left")},
        "rule": {
            "percent": exact(money.asked_percent),
            "base": money.base_words,
            "source": rule.source if rule else "",
        },
        "hints": warnings(money, grant=measure.grant, in_plan=is_in_plan(site, access.today)),
    }
