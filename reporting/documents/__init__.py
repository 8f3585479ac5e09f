"""The only door to the documents: a snapshot becomes HTML, PDF, CSV, XLSX or DOCX, and its hash; live rows never do.

Every snapshot is a plain dict that survives JSON. Dates are ISO dates, times ISO times with an offset, names and labels
are German words as they are to be printed. A figure is a number, None (not collected) or "•" (hidden). Text is plain:
blank lines separate paragraphs, lines beginning with "- " are list items. Examples: tests/reporting/snapshots.py.

Sachbericht, format "sachbericht/1":
  site {name, names (optional), kitas [{name, address, places}], municipality, county, providers, heads (optional)}: as they were in the year;
    `name` is that of its last day, the others have their days where they changed: "bis 31.8. Stadt A", "ab 1.9. Verein B"
  measure {title, file_number, funding_year, action_field, further_action_fields [name], legal_basis [name]}
  form {label, since}   phase {label, since}   period {starts, ends}
  version, frozen_at (time), edition (of the definitions), status (in words), notice (optional sentence for the cover)
  chapters in order [{key, title, text, facts [{label, text}] (optional)}]; summary, needs, goals, offers, steering and deviations
    get their tables and charts by key; a chapter without text and data says so in one sentence
  needs [{no, title, source, held_on, n, urgency, offers [title]}]
  goals [{no, title, step 1-7, due, offers [title], indicators [{title, unit, kind, lowest, direction, baseline,
    target, values []}]}];
    a measurement is {num, den, on} or None, den None for a plain number instead of a share
  offers [{no, title, types [label], action_field, legal_bases [name], place, executor, sessions_held, sessions_cancelled,
    adults_centre, adults_space, children}]
  network (optional) {cooperations [{partner, subject, stage, starts, ends}], agreements [{partner, title, parties, starts, ends}],
    referrals [{label, count}], referred (sum)}; counts of referrals are suppressed before they are frozen
  months, twelve of {held, cancelled, adults_centre, adults_space, children}; previous: the same as sums of last year, or None
  facilitation {agreed_per_month, recommended, edition, months [12 × hours]} or None   coordinator_fte or None
  departures [{warning, reason, source}]
  money (optional): costs, fundings, by_kind, sums, rule and hints of "money/1" below, or None
Approvals are handed over apart from the snapshot, because they come later: [{at (time, None = open), step, name, role, note}].

LSZ report, format "lsz/1": sums of one county, suppressed by the service before they are frozen:
  county {name, ags}, year, version, frozen_at, until (day up to which sessions count), edition, notice (optional)
  sites_by_phase, sites_by_form, offers_by_type, offers_by_action_field: [{label, count, previous}]
  by_quarter, by_type: [{label, held, cancelled, adults_centre, adults_space, children}]
  totals {sites, offers, held, cancelled, adults_centre, adults_space, children}; previous: the same of last year, or None
  reports {due, accepted, submitted, open}

Numerical proof of a measure, format "money/1": amounts in euros and cents, planned and actual (None = not entered):
  site {name, municipality, county}, measure {title, funding_year, file_number, action_field, recipient, grant, report_due}
  costs [{title, kind, eligible, planned, actual}], fundings [{source, own, note, planned, actual}], by_kind [{label, planned, actual}]
  sums {costs, eligible, fundings, own, asked, grant, left}, rule {percent, base, source}, hints [sentence]

The hash is the SHA-256 of the canonical JSON (sorted keys, no spaces, UTF-8). That JSON travels inside the PDF beside the
CSV, so that anybody can check it, and a later release may print better without touching an old hash.
"""

import hashlib
import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.template.loader import render_to_string

from reporting.documents.letter import letter_pdf as letter_pdf
from reporting.documents.lsz import lsz_document
from reporting.documents.money import money_document
from reporting.documents.parts import Document
from reporting.documents.pdf import Enclosed, Progress, to_pdf
from reporting.documents.pdf import warm_up as warm_up
from reporting.documents.report import report_document
from reporting.documents.tables import to_csv, workbook
from reporting.documents.word import to_docx

type Data = dict[str, Any]

STAGES = 5


def canonical_json(snapshot: Data) -> bytes:
    return json.dumps(snapshot, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode("utf-8", "replace")


def snapshot_hash(snapshot: Data) -> str:
    return hashlib.sha256(canonical_json(snapshot)).hexdigest()


def report_html(snapshot: Data, approvals: list[Data], progress: Progress | None = None) -> str:
    return html(_report(snapshot, approvals, progress))


def report_csv(snapshot: Data, progress: Progress | None = None) -> bytes:
    return to_csv(_report(snapshot, None, progress))


def report_pdf(snapshot: Data, approvals: list[Data], progress: Progress | None = None) -> bytes:
    """The Sachbericht; the enclosed CSV and JSON hold no approvals, so they stay the same when one is added."""
    return _pdf(_report(snapshot, approvals, progress), snapshot, report_csv(snapshot), "sachbericht", progress)


def report_docx(snapshot: Data, progress: Progress | None = None) -> bytes:
    """The Sachbericht for a word processor (R248): nothing in it is proof, so it encloses nothing."""
    document = _report(snapshot, None, progress)
    _tell(progress, "Texte und Tabellen werden geschrieben", 1)
    content = to_docx(document)
    _tell(progress, "Fertig", STAGES)
    return content


def lsz_html(snapshot: Data, progress: Progress | None = None) -> str:
    return html(_lsz(snapshot, progress))


def lsz_csv(snapshot: Data, progress: Progress | None = None) -> bytes:
    return to_csv(_lsz(snapshot, progress))


def lsz_pdf(snapshot: Data, progress: Progress | None = None) -> bytes:
    return _pdf(_lsz(snapshot, progress), snapshot, lsz_csv(snapshot), "lsz-bericht", progress)


def lsz_xlsx(snapshot: Data, progress: Progress | None = None) -> bytes:
    document = _lsz(snapshot, progress)
    _tell(progress, "Tabellen werden geschrieben", 1)
    content = workbook(document)
    _tell(progress, "Fertig", STAGES)
    return content


def money_pdf(snapshot: Data, progress: Progress | None = None) -> bytes:
    document = _build(snapshot, "money/1", lambda digest: money_document(snapshot, digest), progress)
    return _pdf(document, snapshot, to_csv(document), "zahlenmaessiger-nachweis", progress)


def html(document: Document) -> str:
    return render_to_string("reporting/print/document.html", {"document": document})


def _pdf(document: Document, snapshot: Data, table: bytes, name: str, progress: Progress | None) -> bytes:
    enclosed = (
        Enclosed(f"{name}.csv", table, "Alle Tabellen und Texte dieses Berichts", "Data"),
        Enclosed(f"{name}.json", canonical_json(snapshot), "Der eingefrorene Datenstand, für den die Prüfsumme gilt", "Source"),
    )
    _tell(progress, "Kapitel werden gesetzt", 1)
    content = to_pdf(html(document), made_at=datetime.fromisoformat(snapshot["frozen_at"]), enclosed=enclosed, progress=progress, stage=(2, STAGES))
    _tell(progress, "Fertig", STAGES)
    return content


def _report(snapshot: Data, approvals: list[Data] | None, progress: Progress | None) -> Document:
    return _build(snapshot, "sachbericht/1", lambda digest: report_document(snapshot, approvals, digest), progress)


def _lsz(snapshot: Data, progress: Progress | None) -> Document:
    return _build(snapshot, "lsz/1", lambda digest: lsz_document(snapshot, digest), progress)


def _build(snapshot: Data, known: str, arrange: Callable[[str], Document], progress: Progress | None) -> Document:
    if snapshot["format"] != known:
        raise ValueError(f"A snapshot of format {snapshot['format']!r} is not {known!r}.")
    _tell(progress, "Datenstand wird geprüft", 0)
    return arrange(snapshot_hash(snapshot))


def _tell(progress: Progress | None, stage: str, done: int) -> None:
    if progress:
        progress(stage, done, STAGES)
