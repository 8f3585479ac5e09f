"""Every guard switched off once, one at a time: the tests that name it must go red each time."""

import os
import queue
import re
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.proofs.base import end
from tests.proofs.copies import first_database, renew
from tests.proofs.marks import ROOT, Guard, guards, tests_by_guard

LEFT_OUT = shutil.ignore_patterns(".git", ".venv", ".tools", ".data", "__pycache__", "*.pyc")
WORKERS = 2
#: Errors of a line that does not fit its file: then any test would be red.
BROKEN = re.compile(r"(NameError|SyntaxError|IndentationError|ImportError|ModuleNotFoundError|UnboundLocalError|ProgrammingError)\b")


def makes_the_database(guard: Guard, root: Path) -> bool:
    """Whether the guard lies in the database itself: then another one must be made without it."""
    if guard.file.endswith(".sql") or "/migrations/" in guard.file:
        return True
    module = guard.file.removesuffix(".py").replace("/", ".")
    return any(re.search(rf"^(from {module} import|import {module}$)", path.read_text(), re.MULTILINE) for path in root.glob("*/migrations/*.py"))


def outcome(copy: Path, name: str, files: list[Path], *, database: str, anew: bool = False) -> tuple[int, str]:
    """Exit status of the tests that name a guard (of all when it is ""), and the first thing that went wrong."""
    environment = {**os.environ, "TEST_DATABASE_NAME": database}
    environment.pop("THEKIZ_PROOF", None)
    paths = sorted({str(copy / path.relative_to(ROOT)) for path in files})
    command = [sys.executable, "-m", "pytest", "-q", "-x", "--tb=no", "-rfE", "-p", "no:cacheprovider", "-p", "no:randomly", "-m", "guard"]
    command += ["--create-db" if anew else "--reuse-db", *paths, *(["--guard", name] if name else [])]
    done = subprocess.run(command, cwd=copy, env=environment, capture_output=True, text=True, timeout=900, check=False)
    red = [line for line in done.stdout.splitlines() if line.startswith(("FAILED ", "ERROR "))]
    return done.returncode, red[0] if red else done.stderr.strip().splitlines()[-1] if done.returncode and done.stderr.strip() else ""


def switched_off(guard: Guard, copy: Path, files: list[Path]) -> str:
    """What is wrong when the guard is off: nothing when one of its tests goes red."""
    began, path, database = time.monotonic(), copy / guard.file, f"test_guards_{copy.name}"
    text = path.read_text()
    anew = makes_the_database(guard, copy)
    if not anew:
        renew(database)
    path.write_text(guard.switched_off(text))
    try:
        status, reason = outcome(copy, guard.name, files, database=f"{database}_anew" if anew else database, anew=anew)
    finally:
        path.write_text(text)
    noticed = status == 1 and not BROKEN.search(reason)
    print(f"  {guard.name} ({guard.file}:{guard.line + 1}): {reason or 'NOT red'} ({time.monotonic() - began:.0f} s)", flush=True)
    if noticed:
        return ""
    return f"{guard.name} switched off and nothing went red" if status == 0 else f"{guard.name} cannot be switched off like this: {reason}"


def main() -> None:
    every, named = guards(), tests_by_guard()
    chosen = [guard for guard in every if not sys.argv[1:] or guard.name in sys.argv[1:]]
    failed = [f"no test names the guard {guard.name}" for guard in chosen if guard.name not in named]
    failed += [f"tests name the guard {name}, which is marked nowhere" for name in sorted(set(named) - {guard.name for guard in every})]
    with first_database(), tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(WORKERS) as pool:
        copies: queue.Queue[Path] = queue.Queue()
        for number in range(WORKERS):
            copies.put(Path(shutil.copytree(ROOT, Path(folder) / str(number), ignore=LEFT_OUT)))

        def attempt(guard: Guard) -> str:
            copy = copies.get()
            try:
                return switched_off(guard, copy, named[guard.name])
            finally:
                copies.put(copy)

        renew("test_guards")
        status, reason = outcome(ROOT, "", [path for paths in named.values() for path in paths], database="test_guards")
        failed += [] if status == 0 else [f"the tests of the guards are not green with all of them on: {reason}"]
        failed += filter(None, pool.map(attempt, [guard for guard in chosen if guard.name in named]))
    end("guards", len(chosen), failed)


if __name__ == "__main__":
    main()
