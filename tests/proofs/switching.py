"""A pytest plugin that switches guards off, each in a fork of a process that has everything imported and collected; nothing on the disk changes.

A line of a function, a value of a class and a setting are changed in the fork, a function of the database and the walls are replaced in a
copy of the database. What else runs at import needs a process of its own, and what makes tables a database of its own.
"""

import ast
import gc
import importlib.util
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict
from types import FunctionType

import pytest

from tests.proofs import copies
from tests.proofs.copies import renew, run_as_owner
from tests.proofs.mutation import ROOT, Mutant
from tests.proofs.mutation.trial import (
    DATABASE,
    FOLDER,
    Changed,
    Nothing,
    changed_functions,
    claims,
    in_a_fork,
    mutant_from,
    pytest_runtest_logreport,
    red_tests,
    swap,
)

__all__ = ["pytest_runtest_logreport"]
SECONDS = 120  # for one test, whatever else the machine does
#: What a model says of its wall, and the statements made of it.
WALL = re.compile(r"\b(never|place_columns|person_column|readable|private) = |\bpolicies = |\bFOR (ALL|INSERT|UPDATE|DELETE) TO thekiz_app\b")
WALLS = "import tests.proofs.mutation.trial, django; django.setup(); from tests.proofs.copies import build_walls; build_walls(%r)"
_functions: dict[str, list[FunctionType]] = {}  # of all our files: guards stand in views and settings, too


def reason_in_a_fork(change: Callable[[], None], items: list[pytest.Item]) -> str:
    """Name and reason of the first red test, "" when all are green."""
    name, why = in_a_fork(change, [(item, SECONDS) for item in items])
    return f"{name} - {why or 'ImportError: no reason, or a test that did not end'}" if name else ""


def in_a_process(mutant: Mutant, items: list[pytest.Item], *, anew: bool) -> str:
    """The same, with a new import of everything, and perhaps a database made anew."""
    database = f"{DATABASE}_anew" if anew else DATABASE
    environment = {**os.environ, "THEKIZ_MUTANT": json.dumps(asdict(mutant)), "TEST_DATABASE_NAME": database, "COLUMNS": "400"}
    command = [sys.executable, "-m", "pytest", "-x", "-q", "--tb=no", "-rfE", "-p", "no:randomly", "-p", "no:cacheprovider"]
    command += ["--create-db" if anew else "--reuse-db", "-p", "tests.proofs.mutation.trial", *(item.nodeid for item in items)]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=900, check=False)
    red = [line.split(" ", 1)[1] for line in done.stdout.splitlines() if line.startswith(("FAILED ", "ERROR "))]
    return red[0] if red else f"ImportError: {done.stderr[-300:]}" if done.returncode else ""


def switch_class(mutant: Mutant) -> Callable[[], None] | None:
    """For a plain value of a class, such as `never = ""`: what sets it."""
    assigned = re.fullmatch(r"(\w+) = (None|\"\")", mutant.new)
    if not assigned:
        return None
    name, value = assigned[1], ast.literal_eval(assigned[2])
    module = sys.modules.get(mutant.file.removesuffix(".py").replace("/", "."))
    for node in ast.parse((ROOT / mutant.file).read_text()).body:
        if isinstance(node, ast.ClassDef) and any(line.lineno == mutant.line for line in node.body):
            return lambda: setattr(getattr(module, node.name), name, value)
    return None


def switch_settings(mutant: Mutant) -> None:
    """The settings as the changed text has them, in use and where a test reads them anew."""
    from django.conf import settings

    spec = importlib.util.spec_from_file_location("thekiz.settings", ROOT / mutant.file, loader=Changed(mutant))
    sys.modules["thekiz.settings"].__spec__ = spec
    values: list[dict] = []
    for text in ((ROOT / mutant.file).read_text(), mutant.text()):
        values.append({"__file__": str(ROOT / mutant.file), "__name__": "thekiz.settings"})
        exec(compile(text, mutant.file, "exec"), values[-1])
    before, after = values
    for name in filter(str.isupper, before.keys() | after.keys()):
        if before.get(name) != after.get(name):
            setattr(settings, name, after.get(name))


def build_walls(change: Callable[[], None] | None, mutant: Mutant) -> None:
    """In the copy, as the changed module declares them."""
    if change:
        change()
        copies.build_walls(DATABASE)
        return
    environment = {**os.environ, "THEKIZ_MUTANT": json.dumps(asdict(mutant)), "THEKIZ_PROOF": "1", "DJANGO_SETTINGS_MODULE": "thekiz.settings"}
    subprocess.run([sys.executable, "-c", WALLS % DATABASE], cwd=ROOT, env=environment, check=True, timeout=300)


def makes_tables(mutant: Mutant) -> bool:
    """Whether a table or constraint hangs on it: then another database must be made without it."""
    module = mutant.file.removesuffix(".py").replace("/", ".")
    return "/migrations/" in mutant.file or any(f"import {module}" in path.read_text() for path in ROOT.glob("*/migrations/0001_tables.py"))


def attempt(mutant: Mutant, items: list[pytest.Item]) -> str:
    if mutant.file.endswith(".sql"):
        run_as_owner(DATABASE, mutant.text())
        return reason_in_a_fork(lambda: None, items)
    if mutant.file == "thekiz/settings.py":
        return reason_in_a_fork(lambda: switch_settings(mutant), items)
    of_class = switch_class(mutant)
    if WALL.search(mutant.old):
        return reason_in_a_fork(lambda: build_walls(of_class, mutant), items)
    if of_class:
        return reason_in_a_fork(of_class, items)
    if changes := [] if makes_tables(mutant) else changed_functions(mutant, _functions.get(str(ROOT / mutant.file), [])):
        return reason_in_a_fork(lambda: swap(changes), items)
    return in_a_process(mutant, items, anew=makes_tables(mutant))


def pytest_runtestloop(session):
    from django.db import connections

    Nothing.session = session
    warm = next(item for item in session.items if "world" in getattr(item, "fixturenames", ()))
    warm.config.hook.pytest_runtest_protocol(item=warm, nextitem=Nothing())  # the database and all fixtures of the session stand from here on
    if red_tests:
        raise RuntimeError(f"red without any change: {red_tests}")
    connections.close_all()
    for thing in gc.get_objects():
        if isinstance(thing, FunctionType) and thing.__code__.co_filename.startswith(str(ROOT)):
            _functions.setdefault(thing.__code__.co_filename, []).append(thing)
    gc.freeze()
    renew(DATABASE)
    for number, trial in claims(json.loads((FOLDER / "trials.json").read_text())):
        began = time.monotonic()
        if "guard" in trial:
            mutant = mutant_from(trial["guard"])
            named = [item for item in session.items if any(mutant.where in mark.args for mark in item.iter_markers("guard"))]
            title = f"{mutant.where} ({mutant.file}:{mutant.line})"
            try:
                reason = attempt(mutant, named)
            except Exception as error:
                reason = f"ImportError: {error!r}"
        else:
            named = [item for item in session.items if item.path == ROOT / trial["file"]]
            title, reason = trial["file"], reason_in_a_fork(lambda: None, named)
        renew(DATABASE)
        (FOLDER / f"{number}.json").write_text(json.dumps(reason))
        print(f"  {title}: {reason or ('NOT red' if 'guard' in trial else 'green')} ({time.monotonic() - began:.0f} s)", flush=True)
    return True
