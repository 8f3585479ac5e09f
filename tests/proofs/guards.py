"""Every guard switched off once, one at a time: the tests that name it must go red each time."""

import json
import os
import re
import subprocess
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

from tests.proofs.base import end
from tests.proofs.copies import first_database, renew
from tests.proofs.marks import ROOT, Guard, guards, tests_by_guard
from tests.proofs.mutation import Mutant

WORKERS = 2
OPTIONS = ["-qq", "-s", "-m", "guard", "--reuse-db", "-p", "no:randomly", "-p", "no:cacheprovider", "--no-header", "--no-summary"]
#: Errors of a line that does not fit its file: then any test would be red.
BROKEN = re.compile(
    r"(NameError|SyntaxError|IndentationError|ImportError|ModuleNotFoundError|UnboundLocalError)\b"
    r"|ProgrammingError: (?!new row violates|permission denied)"
)


def mutant_of(guard: Guard) -> Mutant:
    """A guard as a change of its file: the bytes of its line become the line that switches it off."""
    lines = (ROOT / guard.file).read_text().splitlines(keepends=True)
    start, old = len("".join(lines[: guard.line]).encode()), lines[guard.line]
    new = guard.switched_off("".join(lines)).splitlines(keepends=True)[guard.line]
    return Mutant(
        guard.file, guard.name, "guard", old.strip(), new.strip(), new, start, start + len(old.encode()), guard.line + 1, (guard.line + 1,) * 2
    )


def tried(trials: list[dict]) -> list[str]:
    """For each trial why a test went red, "" where none did. Two workers share the list."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "trials.json").write_text(json.dumps(trials))
        files = sorted({str(path) for paths in tests_by_guard().values() for path in paths})
        workers = []
        for number in range(WORKERS):
            environment = {**os.environ, "THEKIZ_TRIALS": folder, "TEST_DATABASE_NAME": f"test_guards_{number}"}
            environment.pop("THEKIZ_PROOF", None)
            renew(environment["TEST_DATABASE_NAME"])
            command = [sys.executable, "-m", "pytest", *OPTIONS, "-p", "tests.proofs.switching", *files]
            workers.append(subprocess.Popen(command, cwd=ROOT, env=environment))
        statuses = [worker.wait() for worker in workers]
        if any(statuses):
            sys.exit("a worker has failed; its message stands above")
        return [json.loads((Path(folder) / f"{number}.json").read_text()) for number in range(len(trials))]


def main() -> None:
    every, named = guards(), tests_by_guard()
    chosen = [guard for guard in every if not sys.argv[1:] or guard.name in sys.argv[1:]]
    failed = [f"no test names the guard {guard.name}" for guard in chosen if guard.name not in named]
    failed += [f"tests name the guard {name}, which is marked nowhere" for name in sorted(set(named) - {guard.name for guard in every})]
    tests = [guard for guard in chosen if guard.name in named]
    files = sorted({path.relative_to(ROOT).as_posix() for guard in tests for path in named[guard.name]})
    with first_database():
        reasons = tried([{"file": file} for file in files] + [{"guard": asdict(mutant_of(guard))} for guard in tests])
    failed += [f"not green with all guards on: {reason}" for reason in reasons[: len(files)] if reason]
    for guard, reason in zip(tests, reasons[len(files) :], strict=True):
        if not reason:
            failed.append(f"{guard.name} switched off and nothing went red")
        elif BROKEN.search(reason):
            failed.append(f"{guard.name} cannot be switched off like this: {reason}")
    end("guards", len(chosen), failed)


if __name__ == "__main__":
    main()
