"""A pytest plugin that tries mutants: everything is imported and collected once, each mutant lives in a fork and goes with it.

In the fork the functions of the changed file get the code of the changed text, or the loader of templates hands it out; nothing on the
disk changes. What runs at import (tables, class attributes) needs a process of its own, which this plugin serves as well.
"""

import contextlib
import gc
import importlib.util
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict
from functools import cache
from importlib.abc import MetaPathFinder
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import CodeType, FunctionType

import pytest

from tests.proofs.copies import renew
from tests.proofs.mutation import ROOT, Mutant, constraints
from tests.proofs.mutation.lines import caches, functions, with_nested

FOLDER = Path(os.environ["THEKIZ_TRIALS"])
DATABASE = os.environ["TEST_DATABASE_NAME"]
type Limited = tuple[pytest.Item, int]  # a test and the seconds it may take
WHY = "\t"  # before the reason, which follows the name of a red test
red_tests: list[str] = []  # why each of them is red
_caches: list = []


def mutant_from(fields: dict) -> Mutant:
    return Mutant(**{**fields, "lines": tuple(fields["lines"]), "names": tuple(fields["names"])})


# In the fork ----------------------------------------------------------------------------------------------------------


def keyed(source: str | bytes, path: str) -> dict[tuple[str, int], CodeType]:
    """The code objects of a text by name, and number among those of the same name."""
    codes: dict[tuple[str, int], CodeType] = {}
    for code in with_nested(compile(source, path, "exec", dont_inherit=True)):
        number = sum(name == code.co_qualname for name, _ in codes)
        codes[code.co_qualname, number] = code
    return codes


@cache
def functions_by_file() -> dict[str, list[FunctionType]]:
    grouped: dict[str, list[FunctionType]] = {}
    for function in functions():
        grouped.setdefault(function.__code__.co_filename, []).append(function)
    return grouped


def changed_functions(mutant: Mutant, live: list[FunctionType]) -> list[tuple[FunctionType, CodeType]]:
    """Those of the live functions of the file whose code differs. None when one of them can only change by a new import."""
    path = str(ROOT / mutant.file)
    before, after = keyed(Path(path).read_bytes(), path), keyed(mutant.text(), path)
    new = {code: after[key] for key, code in before.items() if key in after}
    changes = [(function, new[function.__code__]) for function in live if function.__code__ in new]
    changes = [(function, code) for function, code in changes if code != function.__code__]
    return [] if any(code.co_freevars != function.__code__.co_freevars for function, code in changes) else changes


def swap_template(mutant: Mutant) -> None:
    from django.template import engines
    from django.template.loaders.filesystem import Loader

    original, path, text = Loader.get_contents, str(ROOT / mutant.file), mutant.text()
    Loader.get_contents = lambda self, origin: text if origin.name == path else original(self, origin)
    for loader in engines["django"].engine.template_loaders:
        loader.reset()


class Nothing:
    """Follows a test of which nothing but the session stays set up."""

    session: pytest.Session

    def listchain(self) -> list:
        return [self.session]


def in_a_fork(change: Callable[[], None], items: list[Limited]) -> tuple[str, str]:
    """Make the change in a child and run tests until one is red: its name, and why (nothing when it did not end). All green: two empty words."""
    reading, writing = os.pipe()
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        os.close(reading)
        silence = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silence, 1)
        os.dup2(silence, 2)
        signal.signal(signal.SIGALRM, signal.SIG_DFL)  # ends the child whatever it does
        with contextlib.suppress(BaseException):
            change()
            for cache in _caches:
                cache.cache_clear()
            for (item, limit), following in zip(items, [*(item for item, _ in items[1:]), Nothing()], strict=True):
                os.write(writing, f"{item.nodeid}\n".encode())
                signal.alarm(limit)
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
                signal.alarm(0)
                if red_tests:
                    os.write(writing, f"{WHY}{red_tests[0]}\n".encode(errors="replace"))
                    os._exit(1)
            os._exit(0)
        os._exit(1)
    os.close(writing)
    with os.fdopen(reading, errors="replace") as answer:
        lines = answer.read().splitlines()
    _, status = os.waitpid(child, 0)
    if status and not lines:
        raise RuntimeError("the change could not be made")
    why = lines.pop().removeprefix(WHY) if lines and lines[-1].startswith(WHY) else ""
    return (lines[-1], why) if status else ("", "")


def pytest_runtest_logreport(report):
    if report.failed:
        crash = getattr(report.longrepr, "reprcrash", None)
        red_tests.append(crash.message.splitlines()[0] if crash and crash.message else "red")


# In a process of its own ----------------------------------------------------------------------------------------------


class Changed(MetaPathFinder, SourceFileLoader):
    """Imports one module from the changed text."""

    def __init__(self, mutant: Mutant):
        super().__init__(mutant.file.removesuffix(".py").replace("/", "."), str(ROOT / mutant.file))
        self.text = mutant.text()

    def find_spec(self, name, path=None, target=None):
        return importlib.util.spec_from_file_location(name, self.path, loader=self) if name == self.name else None

    def get_code(self, fullname):
        return compile(self.text, self.path, "exec", dont_inherit=True)


if os.environ.get("THEKIZ_MUTANT"):
    sys.meta_path.insert(0, Changed(mutant_from(json.loads(os.environ["THEKIZ_MUTANT"]))))


def in_a_process(mutant: Mutant, items: list[Limited]) -> str:
    """Like `in_a_fork`, with a new import of everything."""
    command = [sys.executable, "-m", "pytest", "-x", "-q", "--tb=no", "-rfE", "--reuse-db", "-p", "no:randomly", "-p", "no:cacheprovider"]
    environment = {**os.environ, "THEKIZ_MUTANT": json.dumps(asdict(mutant))}
    names = [item.nodeid for item, _ in items]
    seconds = sum(limit for _, limit in items)
    try:
        done = subprocess.run(
            [*command, "-p", __name__, *names], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired:
        return "no end"
    if done.returncode == 5 or "not found:" in done.stderr:
        raise RuntimeError(f"the tests of {mutant} were not found: {done.stderr[-2000:]}")
    red = [line.split(" ", 1)[1] for line in done.stdout.splitlines() if line.startswith(("FAILED ", "ERROR "))]
    return (red[0].split(" - ")[0] if red else "the import itself") if done.returncode else ""


# The worker -----------------------------------------------------------------------------------------------------------


def claims(trials: list[dict]):
    """The trials nobody else has taken yet."""
    for number, trial in enumerate(trials):
        with contextlib.suppress(FileExistsError):
            os.close(os.open(FOLDER / f"{number}.taken", os.O_CREAT | os.O_EXCL))
            yield number, trial


def pytest_runtestloop(session):
    if os.environ.get("THEKIZ_MUTANT"):
        return None
    from django.db import connections

    Nothing.session = session
    items = {item.nodeid: item for item in session.items}
    trials = json.loads((FOLDER / "trials.json").read_text())
    for fixture in ("world", "demo_database"):  # the databases and all fixtures of the session stand from here on
        warm = next(item for item in session.items if fixture in getattr(item, "fixturenames", ()))
        warm.config.hook.pytest_runtest_protocol(item=warm, nextitem=Nothing())
    if red_tests:
        raise RuntimeError(f"red without any change: {red_tests}")
    connections.close_all()
    functions_by_file()
    _caches.extend(caches())
    gc.freeze()
    renew(DATABASE)
    for number, trial in claims(trials):
        began, mutant = time.monotonic(), mutant_from(trial["mutant"])
        noticed = attempt(mutant, [(items[name], limit) for name, limit in trial["tests"].items()])
        result = {"noticed": noticed, "seconds": round(time.monotonic() - began, 2)}
        (FOLDER / f"{number}.json").write_text(json.dumps(result))
        print(f"  {len(list(FOLDER.glob('[0-9]*.json')))} of {len(trials)} {mutant}: {noticed or 'SURVIVED'}", flush=True)
    return True


def attempt(mutant: Mutant, items: list[Limited]) -> str:
    """The test that notices a mutant, "" for none. A test that is red without the change as well does not count."""
    while items:
        live = functions_by_file().get(str(ROOT / mutant.file), [])
        changes = [] if mutant.names or mutant.room == "templates" else changed_functions(mutant, live)
        if mutant.kind == constraints.KIND:
            constraints.take_away_from_database(mutant, DATABASE)
            red, _ = in_a_fork(lambda: constraints.take_away_from_models(mutant), items)
        elif mutant.room == "templates":
            red, _ = in_a_fork(lambda: swap_template(mutant), items)
        elif changes:
            red, _ = in_a_fork(lambda changes=changes: swap(changes), items)
        else:
            red = in_a_process(mutant, items)
        renew(DATABASE)
        names = [item.nodeid for item, _ in items]
        again, why = in_a_fork(lambda: None, [items[names.index(red)]]) if red in names else ("", "")
        if not again:
            return red
        renew(DATABASE)
        print(f"  {red} is red without any change ({why}): it does not count", flush=True)
        items = items[names.index(red) + 1 :]
    return ""


def swap(changes: list[tuple[FunctionType, CodeType]]) -> None:
    for function, code in changes:
        function.__code__ = code
