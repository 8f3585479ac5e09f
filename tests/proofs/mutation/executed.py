"""The map of tests to the lines they execute: made by a run of the suite, kept in .data/ and renewed for what has changed."""

import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.proofs.mutation import APPS, ROOT

KEPT = ROOT / ".data" / "executed"
WORKERS = str(min(os.cpu_count() or 1, 4))


def sum_of(paths) -> str:
    whole = hashlib.sha256()
    for path in sorted(paths):
        whole.update(f"{path.relative_to(ROOT)}\n".encode() + path.read_bytes())
    return whole.hexdigest()[:16]


def test_files() -> list[Path]:
    return sorted(ROOT.glob("tests/**/test_*.py"))


def base() -> str:
    """The checksum of everything that every test depends on: the platform and what the tests share."""
    kinds = {".py", ".sql", ".html", ".txt", ".css", ".js", ".svg"}
    paths = [path for top in (*APPS, "thekiz", "templates", "static") for path in (ROOT / top).rglob("*") if path.suffix in kinds]
    shared = [path for path in ROOT.glob("tests/**/*.py") if not path.name.startswith("test_") and "proofs" not in path.parts]
    return sum_of([*paths, *shared, ROOT / "pyproject.toml"])


def executed() -> dict[str, dict]:
    """Test → its seconds and the lines it executes, by file. Only tests that are green and need no browser."""
    shared = base()
    kept = {path: KEPT / f"{path.relative_to(ROOT).as_posix().replace('/', '.')}-{shared}-{sum_of([path])}.json" for path in test_files()}
    missing = [path for path, file in kept.items() if not file.exists()]
    if missing:
        began = time.monotonic()
        print(f"finding out which lines {len(missing)} files of tests execute …", flush=True)
        made = run(missing)
        KEPT.mkdir(parents=True, exist_ok=True)
        for path in missing:
            prefix = f"{path.relative_to(ROOT).as_posix()}::"
            for old in KEPT.glob(f"{prefix.removesuffix('::').replace('/', '.')}-*"):
                old.unlink()
            kept[path].write_text(json.dumps({name: test for name, test in made.items() if name.startswith(prefix)}))
        print(f"  {len(made)} tests in {time.monotonic() - began:.0f} s", flush=True)
    return {name: test for file in kept.values() for name, test in json.loads(file.read_text()).items()}


def run(paths: list[Path]) -> dict[str, dict]:
    """Run files of tests with the plugin that watches lines."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "THEKIZ_LINES": folder, "TEST_DATABASE_NAME": "test_lines"}
        environment.pop("THEKIZ_PROOF", None)
        options = ["-q", "--tb=line", "-m", "not browser", "-n", WORKERS, "-p", "no:randomly", "-p", "no:cacheprovider"]
        command = [sys.executable, "-m", "pytest", *options, "-p", "tests.proofs.mutation.lines", *map(str, paths)]
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        if done.returncode not in {0, 1, 5}:
            sys.exit(f"{done.stdout[-3000:]}\n{done.stderr[-3000:]}\nthe tests could not be run")
        if done.returncode == 1:
            print(f"{done.stdout[-1500:]}\n  red tests are left out", flush=True)
        return {name: test for file in Path(folder).glob("*.json") for name, test in json.loads(file.read_text()).items()}
