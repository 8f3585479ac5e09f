"""Every guard switched off once, one at a time: the tests that name it must go red each time."""

import os
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tests.proofs.base import end

ROOT = Path(__file__).parent.parent.parent
LEFT_OUT = shutil.ignore_patterns(".git", ".venv", ".tools", ".data", "__pycache__", "*.pyc")


@dataclass(frozen=True)
class Guard:
    """`old` → `new` in `file` switches the guard off; `kind` says what sort of guard it is."""

    name: str
    kind: str
    file: str
    old: str
    new: str


GUARDS = [
    Guard("policy", "row-level policy", "offers/migrations/0002_walls.py", 'Wall("offers_offer", "site_id"),', ""),
    Guard(
        "with-check",
        "WITH CHECK by bare INSERT",
        "sites/wall.py",
        "FOR ALL TO thekiz_app USING ({rule}) WITH CHECK ({rule})",
        "FOR ALL TO thekiz_app USING ({rule}) WITH CHECK (true)",
    ),
    Guard(
        "composite-key",
        "composite key",
        "sites/models/base.py",
        'FOREIGN KEY ({quote(key.column)}, {quote(place)}) REFERENCES "\n            f"{quote(target.db_table)} ({quote(target.pk.column)}, {quote(there)})',
        'FOREIGN KEY ({quote(key.column)}) REFERENCES "\n            f"{quote(target.db_table)} ({quote(target.pk.column)})',
    ),
    Guard(
        "action",
        "rights table",
        "sites/access.py",
        '"offers.change": {R.COORDINATOR, R.HEAD},',
        '"offers.change": {R.COORDINATOR, R.HEAD, R.PROFESSIONAL},',
    ),
    Guard(
        "filter",
        "filter of a list",
        "sites/access.py",
        "return queryset.filter(request.access.q(declared(request, queryset.model), queryset.model))",
        "return queryset",
    ),
    Guard("check", "check of a row", "sites/access.py", "        return row in self.reach(action)\n", "        return self.holds(action)\n"),
    Guard("keep", "second look after saving", "sites/access.py", "if not request.access.may(declared(request, type(row)), row):", "if False:"),
    Guard("read-only", "read-only GET", "sites/middleware.py", 'read_only=request.method in ("GET", "HEAD")', "read_only=False"),
    Guard("roll-back", "refusals undo everything", "sites/middleware.py", "if response.status_code >= 400:", "if False:"),
    Guard("log-in", "everything needs a log-in", "thekiz/settings.py", '    "sites.core.middleware.LoginMiddleware",\n', ""),
    Guard("csrf", "CSRF", "thekiz/settings.py", '    "django.middleware.csrf.CsrfViewMiddleware",\n', ""),
    Guard("validity", "ended memberships", "sites/functions.sql", "AND (m.ends IS NULL OR m.ends >= $2)\n$$", "\n$$"),
    Guard(
        "token",
        "job token",
        "sites/functions.sql",
        "WHERE id = $1 AND token = $2 AND state = 'running' RETURNING 1) SELECT EXISTS (SELECT FROM changed)\n$$;\nCREATE OR REPLACE FUNCTION thekiz_job_open",
        "WHERE id = $1 RETURNING 1) SELECT EXISTS (SELECT FROM changed)\n$$;\nCREATE OR REPLACE FUNCTION thekiz_job_open",
    ),
    Guard(
        "audience",
        "who reads an entry",
        "sites/access.py",
        "        if shown:\n            condition &=",
        "        if False:\n            condition &=",
    ),
    Guard(
        "append-only",
        "entries are append-only",
        "sites/migrations/0002_walls.py",
        "REVOKE UPDATE, DELETE, TRUNCATE ON sites_entry FROM thekiz_app; ",
        "",
    ),
    Guard("one-door", "state by advance() alone", "sites/flow.py", "if obj.state not in step.sources:", "if False:"),
    Guard("powerful-role", "start check of the database role", "sites/wall.py", "    if powerful:\n", "    if False:\n"),
    Guard(
        "fetcher",
        "documents fetch nothing",
        "reporting/pdf.py",
        'path = own_file(name) if scheme == "static" else None',
        'path = own_file(name) if scheme == "static" else Path(name.removeprefix("//"))',
    ),
    Guard(
        "own-review", "nobody reviews what they submitted", "reporting/models/__init__.py", "if self.submitted_by_id == access.user.pk:", "if False:"
    ),
]


def tests_of(copy: Path, guard: str = "") -> int:
    """Exit status of the tests that name a guard (or any): 0 green, 1 red, 5 there are none."""
    environment = {**os.environ, "TEST_DATABASE_NAME": f"test_guard_{guard.replace('-', '_') or 'all'}"}
    environment.pop("THEKIZ_PROOF", None)
    files = [str(path) for path in sorted(copy.glob("tests/**/test_*.py")) if f'guard("{guard}' in path.read_text()]
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "-m", "guard", "--create-db", *files]
    command += ["--guard", guard] if guard else []
    done = subprocess.run(command, cwd=copy, env=environment, capture_output=True, text=True, timeout=600, check=False)
    if done.returncode not in {0, 1, 5}:
        print(done.stdout[-1500:], done.stderr[-500:])
    return done.returncode if files else 5


def switched_off(guard: Guard, folder: str) -> str:
    """What is wrong when the guard is off: nothing when one of its tests goes red."""
    copy = Path(folder) / guard.name
    shutil.copytree(ROOT, copy, ignore=LEFT_OUT)
    text = (copy / guard.file).read_text()
    if guard.old not in text:
        return f"{guard.name}: the guard is not where the proof looks for it ({guard.file})"
    (copy / guard.file).write_text(text.replace(guard.old, guard.new))
    status = tests_of(copy, guard.name)
    print(f"  {guard.name} ({guard.kind}) off: {'red, as it must be' if status == 1 else 'NOT red'}", flush=True)
    return "" if status == 1 else f"{guard.name} switched off and nothing went red"


def main() -> None:
    chosen = [guard for guard in GUARDS if not sys.argv[1:] or guard.name in sys.argv[1:]]
    failed = [] if tests_of(ROOT) == 0 else ["the tests of the guards are not green with all of them on"]
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(os.cpu_count()) as pool:
        failed += filter(None, pool.map(lambda guard: switched_off(guard, folder), chosen))
    end("guards", len(chosen), failed)


if __name__ == "__main__":
    main()
