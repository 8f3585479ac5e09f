"""The only place that builds what is frozen: the snapshot of a Sachbericht and of a county's LSZ report (formats: reporting/documents)."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from offers.models import OfferType
from reporting.documents.money_lines import money_of
from reporting.documents.source import Source, iso, plain
from reporting.models import Chapter, Report
from reporting.rules import sums as queries
from reporting.rules.above import ClosedYear, is_few
from reporting.rules.suppression import suppress
from sites.core.access import Access
from sites.core.days import date_long
from sites.core.numbers import HIDDEN
from sites.models import County, OrganisationForm, Phase
from sites.rules.phases import RUNNING

EDITION = "2026.1"  # of the definitions printed in reporting/documents/annex.py
DRAFT = "Entwurf: noch nicht eingereicht. Texte und Zahlen können sich ändern."

type Data = dict[str, Any]


def report_snapshot(*, access: Access, report: Report, now: datetime | None = None, draft: bool = False) -> Data:
    """The next version of a Sachbericht, from the data of this moment."""
    now, source, measure, site = timezone.localtime(now), Source(access, report), report.measure, report.site
    then = source.then
    version = report.version + 1
    return {
        "format": "sachbericht/1",
        "site": {
            "name": then.name,
            "names": then.names,
            "kitas": source.kitas,
            "municipality": then.municipality,
            "county": site.county.name,
            "providers": then.providers,
            "heads": source.heads,
        },
        "measure": {
            "title": measure.title,
            "file_number": measure.file_number,
            "funding_year": report.year,
            "action_field": str(measure.action_field),
            "further_action_fields": [str(field) for field in measure.further_fields.all()],
            "legal_basis": sorted({basis for offer in source.offers for basis in offer["legal_bases"]}),
        },
        "form": source.form,
        "phase": source.phase,
        "period": {"starts": iso(source.starts), "ends": iso(source.ends)},
        **({"crisis": words} if (words := source.crisis) else {}),
        "version": f"{version} (Entwurf)" if draft else version,
        "frozen_at": now.isoformat(timespec="seconds"),
        "edition": EDITION,
        "status": "noch nicht eingereicht" if draft else f"eingereicht am {now:%d.%m.%Y}",
        "notice": DRAFT if draft else "",
        "chapters": [
            {"key": chapter.key, "title": chapter.title, "text": chapter.text}
            for chapter in Chapter.objects.filter(access.q("reports.draft", Chapter), report=report).order_by("number")
        ],
        "needs": source.needs,
        "goals": source.goals,
        "offers": source.offers,
        "network": source.network,
        "months": source.months,
        "previous": source.previous,
        "facilitation": source.facilitation,
        "coordinator_fte": plain(source.coordination),
        "departures": source.departures,
        "money": money_of(access=source.access, measure=measure),
    }


# LSZ report of a county ----------------------------------------------------------------------------------------------


def lsz_snapshot(
    *, county: County, year: int, version: int, reports: Data, now: datetime | None = None, closed: Sequence[ClosedYear],
    sites: Sequence[tuple[Counter[str], Counter[str]]], offers: Sequence[list[tuple[str, str]]],
) -> Data:  # fmt: skip
    """A county's year. All but `county` and `reports` hold this year and the one before; what could show single people or sites is hidden here."""
    now, until = timezone.localtime(now), closed[0].until
    shown, before = map(people_hidden, closed)
    fields = sorted({field for held in offers for _, field in held})
    phases = [Phase(phase).label for phase in RUNNING]
    undecided = [queries.NO_FORM] if any(by_form[queries.NO_FORM] for _, by_form in sites) else []
    forms = [*(form.label for form in OrganisationForm), queries.MIXED, *undecided]
    totals = [
        {"sites": sum(by_phase.values()), "offers": len(held), **figures["totals"]}
        for (by_phase, _), held, figures in zip(sites, offers, (shown, before), strict=True)
    ]
    return {
        "format": "lsz/1",
        "county": {"name": county.name, "ags": county.ags},
        "year": year,
        "version": version,
        "frozen_at": now.isoformat(timespec="seconds"),
        "edition": EDITION,
        "until": until.isoformat(),
        "notice": _how_far(year, until, now.date()),
        "sites_by_phase": counted(phases, sites[0][0], sites[1][0]),
        "sites_by_form": counted(forms, sites[0][1], sites[1][1]),
        "offers_by_type": counted([kind.label for kind in OfferType], *(Counter(kind for kind, _ in held) for held in offers)),
        "offers_by_action_field": counted(fields, *(Counter(field for _, field in held) for held in offers)),
        "by_quarter": [{"label": f"{no}. Quartal", **figures} for no, figures in enumerate(shown["by_quarter"], 1)],
        "by_type": [{"label": kind.label, **figures} for kind, figures in zip(OfferType, shown["by_type"], strict=True)],
        "totals": totals[0],
        "previous": totals[1] if any(totals[1].values()) else None,
        "reports": reports,
    }


def _how_far(year: int, until: date, today: date) -> str:
    """A sentence for the cover of a year that is not whole."""
    running = f"Das Jahr {year} ist noch nicht zu Ende. " if today < date(year, 12, 31) else ""
    return "" if until == date(year, 12, 31) else f"{running}Termine und Teilnahmen zählen bis zum {date_long(until)}."


def counted(labels: list[str], now: Counter[str], before: Counter[str]) -> list[Data]:
    return [{"label": label, "count": now[label], "previous": before[label]} for label in labels]


def people_hidden(year: ClosedYear) -> Data:
    """Both partitions of a year and their total, with the small numbers of people hidden in each column; dates are counted openly.

    Lines that hide for their sites are given; where too few deliver at all, everything about people hides.
    """
    shown: Data = {name: [dict(line) for line in lines] for name, lines in year.sums.items()}
    totals: Data = {name: sum(line[name] for line in year.sums["by_quarter"]) for name in queries.FIGURES}
    for name in queries.PEOPLE:
        columns = {part: [line[name] for line in lines] for part, lines in year.sums.items()}
        totals[name], cells = suppress(totals[name], *columns.values(), hidden=[year.hidden[part] for part in columns])
        if is_few(year.sites):  # guard: lsz-few -> if False:
            totals[name], cells = HIDDEN, [[HIDDEN] * len(column) for column in columns.values()]
        for part, column in zip(columns, cells, strict=True):
            for line, cell in zip(shown[part], column, strict=True):
                line[name] = cell
    return {**shown, "totals": totals}
