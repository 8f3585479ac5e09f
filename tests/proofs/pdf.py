"""The only place that proves the documents: PDF/A-3a and PDF/UA-1 by an independent engine, and nothing fetched whatever the text says."""

import logging
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import django

from tests.proofs.base import end

django.setup()
logging.disable(logging.WARNING)  # WeasyPrint tells every page, and every address it was refused

from weasyprint import HTML
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetchingError

from reporting import documents
from reporting.documents import pdf
from reporting.documents.book import process_report_pdf, timesheet_pdf
from reporting.documents.certificate import certificate_pdf
from reporting.documents.development import analysis_paper_pdf, step_paper_pdf
from reporting.documents.minutes import minutes_pdf
from tests.proofs import verapdf
from tests.proofs.hostile import SNIPPETS, STRANGE
from tests.reporting import papers, snapshots

SECRET = "geheim-4711-nur-auf-der-platte"


class Score:
    """What was tried and what failed, said at once: the whole proof takes minutes."""

    def __init__(self) -> None:
        self.tried, self.failed = 0, []  # type: tuple[int, list[str]]

    def check(self, good: bool, what: str) -> None:
        self.tried += 1
        if not good:
            self.failed.append(what)
            print(f"  failed: {what}", flush=True)


class Watch:
    """Counts every connection, look-up of a name and opening of the secret file in this process, whoever asks for it."""

    def __init__(self) -> None:
        self.secret, self.touched, self.on = "", [], False  # type: tuple[str, list[str], bool]
        sys.addaudithook(self.see)

    def see(self, event: str, arguments: tuple[Any, ...]) -> None:
        if self.on and (event in {"socket.connect", "socket.getaddrinfo"} or (event == "open" and str(arguments[0]) == self.secret)):
            self.touched.append(f"{event} {arguments[-1] if event == 'socket.connect' else arguments[0]}")

    @contextmanager
    def __call__(self) -> Iterator[list[str]]:
        self.touched, self.on = [], True
        try:
            yield self.touched
        finally:
            self.on = False


class Listener(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.server.hits.append(self.path)
        self.send_error(404)

    def log_message(self, *_: object) -> None:
        """Keep the output of the proof readable."""


def strange(text: str) -> str:
    return f"{text} {' '.join(STRANGE)}"


def long(text: str) -> str:
    return f"{text} " * 25 + "\n\n- " + "Donaudampfschifffahrtsgesellschaftskapitän" * 12 + "\n- " + text


DOCUMENTS: dict[str, Callable[[Callable[[str], str]], bytes]] = {
    "sachbericht": lambda change: documents.report_pdf(
        snapshots.with_text(snapshots.lindenhof(), change), snapshots.with_text(snapshots.APPROVALS, change)
    ),
    "lsz": lambda change: documents.lsz_pdf(snapshots.with_text(snapshots.ilm_kreis(), change)),
    "schreiben": lambda change: documents.letter_pdf(snapshots.with_text(papers.LETTER, change)),
    "geld": lambda change: documents.money_pdf(snapshots.with_text(papers.MONEY, change)),
    "stundenzettel": lambda change: timesheet_pdf(snapshots.with_text(papers.TIMESHEET, change)),
    "prozessbericht": lambda change: process_report_pdf(snapshots.with_text(papers.PROCESS_REPORT, change)),
    "protokoll": lambda change: minutes_pdf(snapshots.with_text(papers.MINUTES, change)),
    "ausgangsanalyse": lambda change: analysis_paper_pdf(snapshots.with_text(papers.ANALYSIS, change)),
    "massnahmenplan": lambda change: step_paper_pdf(snapshots.with_text(papers.STEPS, change)),
    "teilnahme": lambda change: certificate_pdf(snapshots.with_text(papers.CERTIFICATE, change)),
}


def prove_norms(score: Score, folder: Path) -> None:
    """Every document, full, empty, very long and strange, keeps both norms; a file without the identifier does not."""
    if sentence := verapdf.missing():
        score.check(False, sentence)
        return
    made = {
        f"{name}-{kind}.pdf": build(change)
        for name, build in DOCUMENTS.items()
        for kind, change in (("full", str), ("long", long), ("strange", strange))
    }
    made["sachbericht-empty.pdf"] = documents.report_pdf(snapshots.empty_report(), [])
    made["lsz-empty.pdf"] = documents.lsz_pdf(snapshots.empty_county())
    made["control.pdf"] = HTML(string="<p>x").write_pdf(pdf_variant="pdf/a-3b")
    for name, content in made.items():
        (folder / name).write_bytes(content)
    results = verapdf.validate([folder / name for name in made])
    for (name, norm), problems in results.items():
        if name != "control.pdf":
            score.check(not problems, f"{name} against {norm}: {problems}")
            print(f"{name} {norm}: {problems or 'ok'} ({len(made[name]) // 1024} KB)", flush=True)
    score.check(bool(results["control.pdf", "ua1"]), "the control file was not refused: the validator sees nothing")
    score.check(same_bytes_twice(), "the same snapshot gave two different files")


def same_bytes_twice() -> bool:
    return all(build(str) == build(str) for build in DOCUMENTS.values())


def prove_fetches(score: Score, folder: Path, watch: Watch) -> None:
    """Each snippet in every text field: no connection, no file; without guards the same snippets do reach their aim."""
    secret = folder / "secret.txt"
    secret.write_text(SECRET)
    watch.secret = str(secret)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Listener)
    server.hits = []
    threading.Thread(target=server.serve_forever, daemon=True).start()
    snippets = [text.format(url=f"http://127.0.0.1:{server.server_port}", file=secret.as_uri()) for text in SNIPPETS]
    reached = sum(reaches_its_aim(snippet, watch) for snippet in snippets)
    score.check(reached >= 15, f"only {reached} of {len(snippets)} snippets work without guard: the vectors prove nothing")
    server.hits.clear()
    texts: list[str] = []
    for build in DOCUMENTS.values():
        build(lambda text: texts.append(text) or text)
    for number, snippet in enumerate(snippets, start=1):
        for name, build in DOCUMENTS.items():
            with watch() as touched, counted() as asked:
                content = build(lambda text, snippet=snippet: f"{snippet} {text} {snippet}")
            score.check(not touched and not asked and SECRET.encode() not in content, f"{name}, snippet {number}: {asked} {touched}")
        with watch() as touched:
            raw_is_refused(snippet)
        score.check(not touched, f"the fetcher alone, snippet {number}: {touched}")
    score.check(not server.hits, f"the listener was reached: {server.hits}")
    server.shutdown()
    fields = f"{len(texts)} text fields of {len(DOCUMENTS)} documents"
    print(f"{len(snippets)} snippets × {fields}; without guard {reached} of {len(snippets)} reach their aim", flush=True)


@contextmanager
def counted() -> Iterator[list[str]]:
    """The addresses a document asks for beyond our own static files."""
    asked: list[str] = []
    real = pdf.OwnStaticFiles.fetch

    def fetch(self: pdf.OwnStaticFiles, url: str, headers: dict[str, str] | None = None) -> object:
        if not url.startswith(("static:print/", "static:vendor/kern/fonts/")):
            asked.append(url[:100])
        return real(self, url, headers)

    pdf.OwnStaticFiles.fetch = fetch
    try:
        yield asked
    finally:
        pdf.OwnStaticFiles.fetch = real


def reaches_its_aim(snippet: str, watch: Watch) -> bool:
    """Whether a renderer without guard fetches for this snippet."""
    with watch() as touched, suppress(URLFetchingError):
        HTML(string=f"<body>{snippet}</body>", url_fetcher=URLFetcher(timeout=2)).write_pdf()
    return bool(touched)


def raw_is_refused(snippet: str) -> None:
    """The second guard: the same snippet as markup, as if escaping had failed."""
    try:
        pdf.to_pdf(f"<html lang=de><title>x</title><body>{snippet}</body>", made_at=datetime(2027, 1, 1, tzinfo=UTC))
    except ValueError:
        return
    except FatalURLFetchingError as error:  # a BaseException that no handler would catch
        raise AssertionError("the refusal was not translated") from error


if __name__ == "__main__":
    score, watch = Score(), Watch()
    with tempfile.TemporaryDirectory() as name:
        prove_norms(score, Path(name))
        prove_fetches(score, Path(name), watch)
    end("pdf", score.tried, score.failed)
