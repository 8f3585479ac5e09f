"""What is private, or for the house alone, appears nowhere else: pages of all roles, search, files, PDFs, journal, jobs, mails, every other table.

Words that nobody else uses stand in every text of a private note and of one for the house. Then everybody opens every page there is, with and
without a search for them; each paper is asked for as what is drawn on it; every table and file is read through by the owner. At the end two
negative controls: a word in the journal, and a door that is opened, are both seen.
"""

import io
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from tests.proofs.base import database, end

#: What is searched for, and the word beside it that must not be found where it does not belong.
SEARCHED, PRIVATE, SITE = "Zitronenfalter", "Kanarienprivat", "Kanarienhaus"
#: Who reads what: the private one its writer alone, that for the house who is inside.
INSIDE = {"provider", "head", "coordinator", "facilitator"}
MAY_READ = {PRIVATE: {"facilitator"}, SITE: INSIDE}
#: Where the words themselves are kept.
KEPT = {"processes_facilitationnote"}
KINDS = ("csv", "xlsx", "ods")
#: `./run prove doors processes reporting` asks for the pages of these apps alone.
ONLY = tuple(sys.argv[1:]) or ("",)


@dataclass
class Seen:
    tried: int = 0
    found: int = 0  # words where they belong
    failed: list[str] = field(default_factory=list)

    def look(self, where: str, who: str, content: bytes) -> None:
        self.tried += 1
        words = _words(content)
        for word, readers in MAY_READ.items():
            if word in words:
                self.found += who in readers
                if who not in readers:
                    self.failed.append(f"{word} at {where} as {who}")


def _words(content: bytes) -> str:
    """The text of a page or file; of a table of an office program that of all its parts."""
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return "\n".join(archive.read(name).decode(errors="replace") for name in archive.namelist())
    return content.decode(errors="replace")


def draw_plainly() -> None:
    """Papers are asked for as what stands on them: a PDF hides its words in the numbers of glyphs."""
    import reporting.documents as documents
    from reporting.documents import book, letter, papers

    def plain(html: str, **_: Any) -> bytes:
        return b"%PDF-1.7\n" + html.encode()

    for module in (documents, book, letter, papers):
        vars(module)["to_pdf"] = plain


def write(world: Any, contract: Any) -> None:
    """A note behind each of the two doors, as people write them: by form, changed, removed, closed, corrected."""
    from django.urls import reverse
    from django.utils import timezone

    from processes.models import FacilitationSession
    from tests.client import Client
    from tests.conftest import as_owner

    today, browser = timezone.localdate(), Client()
    browser.force_login(world.people["facilitator"])
    create, last = reverse("processes:hours_create", args=[contract.pk]), today.replace(day=1) - timedelta(days=1)
    for door, word in (("private", PRIVATE), ("site", SITE)):
        for day in (today, last):
            said = {"topic": f"{SEARCHED} {word} {day.month}", "agreements": f"{SEARCHED} {word} vereinbart", "door": door}
            answer = browser.post(create, {"held_on": f"{day:%d.%m.%Y}", "hours": "1,5", "kind": "advice", **said})
            assert answer.status_code == 302, answer.status_code
    with as_owner():
        lines = list(FacilitationSession.objects.filter(note__topic__contains=SEARCHED).order_by("pk"))
    for line in lines:
        edit = reverse("processes:hours_edit", args=[line.pk])
        with as_owner():
            note = line.note
        said = {"topic": f"{note.topic} anders", "agreements": f"{note.agreements} anders", "door": note.door}
        browser.post(edit, {"held_on": f"{line.held_on:%d.%m.%Y}", "hours": "2", "kind": "coaching", **said})
        browser.post(edit, {"held_on": "31.2.2026", "hours": "2", "kind": "coaching", **said})  # refused with everything typed
    spare = {"held_on": f"{today:%d.%m.%Y}", "hours": "0,25", "kind": "advice", "topic": f"{SEARCHED} {PRIVATE} weg", "door": "private"}
    browser.post(create, spare)
    with as_owner():
        gone = FacilitationSession.objects.get(note__topic__contains="weg")
    browser.post(reverse("processes:hours_edit", args=[gone.pk]), {"remove": "1"})
    browser.post(reverse("processes:month_close"), {"month": last.replace(day=1).isoformat()})
    for line in lines:
        door = "private" if PRIVATE in line.note.topic else "site"
        browser.post(reverse("processes:hours_correct", args=[line.pk]), {"hours": "1", "door": door})


def addresses(rows: dict[str, Any]) -> Iterator[str]:
    """Every page that is asked for with GET, at the own house, its county and the state; lists also with a search; files of every kind."""
    from tests.matrix import EXPECTED, address

    for name, route in EXPECTED.items():
        if route.get is None or name.startswith("demo:") or not name.startswith(ONLY):
            continue
        for row in (row for row in (("own", "county", "state") if route.row else (None,)) if row is None or route.row in rows.get(row, {})):
            url = address(name, route, rows, row)
            yield url
            if name.endswith("_list"):
                yield f"{url}?q={SEARCHED}"
            if name == "reporting:diary_export":
                yield from (url.replace("/csv/", f"/{kind}/") for kind in KINDS[1:])
            if name == "reporting:process_report":
                yield f"{url}?fuer=landkreis"


def pages(world: Any, rows: dict[str, Any], seen: Seen) -> None:
    """Everybody of the world, and strangers of the same role, at every address."""
    from django.db import transaction

    from tests.client import Client

    urls = list(dict.fromkeys(addresses(rows)))
    book = [url for url in urls if any(part in url for part in ("/contracts/", "/hours/", "/tasks/", "/diary/", "/steps/", "/process-report/"))]
    everybody = [("anonymous", None, book)]
    everybody += [(who, user, urls) for who, user in world.people.items()]
    everybody += [(f"{who} elsewhere", user, book) for who, user in world.elsewhere.items()]
    for who, user, asked in everybody:
        browser = Client()
        if user is not None and user.is_active:
            browser.force_login(user)
        for url in asked:
            with transaction.atomic():
                answer = browser.get(url)
                seen.look(url, who, b"".join(answer.streaming_content) if answer.streaming else answer.content)
                transaction.set_rollback(True)


def tables(seen: Seen) -> None:
    """Every other table, read through by the owner: journal, jobs with their arguments, clicks, sessions, snapshots."""
    from django.db import connection

    from tests.conftest import as_owner

    with as_owner(), connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        for (table,) in sorted(set(cursor.fetchall())):
            if table not in KEPT:
                cursor.execute(f"SELECT coalesce(string_agg(t::text, chr(10)), '') FROM {table} t")
                seen.look(f"table {table}", "nobody", cursor.fetchone()[0].encode())


def files_and_mails(seen: Seen) -> None:
    """Run every job that waits; then the names and contents of all files, and all mails."""
    from pathlib import Path

    from django.conf import settings
    from django.core import mail

    from sites.core.jobs import run
    from sites.models import Job
    from tests.conftest import as_owner

    with as_owner():
        waiting = list(Job.objects.filter(state="queued").values_list("pk", flat=True))
    for pk in waiting:
        run(pk)
    folder = Path(settings.DATA_DIR)
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_relative_to(folder / "postgres"):  # the throw-away database itself: its tables were read above
            seen.look(f"file {path.name}", "nobody", path.name.encode() + b"\n" + path.read_bytes())
    for message in mail.outbox:
        attached = b"".join(str(one).encode() for one in message.attachments)
        seen.look(f"mail {message.subject}", "nobody", f"{message.subject}\n{message.body}".encode() + attached)


def controls(world: Any, rows: dict[str, Any]) -> list[str]:
    """Two things that must be seen: a word in the journal, and a door that is open."""
    from processes.models import FacilitationNote
    from sites.models import Entry
    from tests.conftest import as_owner

    with as_owner():
        place = world.own.place
        Entry.objects.create(place=place, person_label="Probe", subject="sites.site:0", kind="changed", text=f"{SEARCHED} {PRIVATE}", details={})
    journal = Seen()
    tables(journal)
    with as_owner():
        FacilitationNote.objects.filter(topic__contains=SITE).update(door="county", county=world.county)
    opened = Seen()
    pages(type("World", (), {"people": {"social_planner": world.people["social_planner"]}, "elsewhere": {}})(), rows, opened)
    print(f"  negative controls: {len(journal.failed)} in the journal, {len(opened.failed)} pages of the planner with an open door")
    failed = [] if journal.failed else ["a word in the journal was not seen: this proof would not see it"]
    return failed + ([] if opened.failed else ["an open door was not seen: this proof would not see it"])


def main() -> None:
    with database():
        from tests.conftest import make_world
        from tests.matrix import rows_of

        draw_plainly()
        world = make_world()
        rows = rows_of(world)
        write(world, rows["own"]["contract"])
        seen = Seen()
        pages(world, rows, seen)
        print(f"  {seen.tried} pages and files asked for, the words found {seen.found} times where they belong")
        tables(seen)
        files_and_mails(seen)
        failed = list(seen.failed)
        if not seen.found:
            failed.append("nobody found the words where they belong: nothing was written")
        end("doors", seen.tried, failed + controls(world, rows))


if __name__ == "__main__":
    main()
