"""Which clauses of R001–R332 (or of the rows named) are proven by marked tests that passed, which a later part brings, and which are not."""

import json
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from tests.proofs.base import end
from tests.requirements import PARTS, Clause, clauses

ROOT = Path(__file__).parent.parent.parent
NAMED = re.compile(r"R(\d+)(?:[-–]R(\d+)|(\.[HDCK]\d?))?")


def wanted(words: list[str]) -> list[Clause]:
    """The clauses of ["R001-R117", "R204", "R205.K"], in the order of the table; all of them when nothing is named."""
    known = clauses()
    if not words:
        return list(known.values())
    rows, names = set(), set()
    for word in words:
        found = NAMED.fullmatch(word)
        if not found:
            sys.exit(f"{word} is no requirement: write R181, R204.K or R001-R117.")
        first, last, letter = found.groups()
        if letter:
            names.add(f"R{int(first):03d}{letter}")
        else:
            rows |= {f"R{number:03d}" for number in range(int(first), int(last or first) + 1)}
    return [clause for clause in known.values() if clause.row in rows or clause.name in names]


def outcomes() -> dict[str, dict[str, bool]]:
    """Runs the marked tests: clause → test → whether it passed. A test that was skipped says nothing."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "outcomes.json"
        environment = {**os.environ, "THEKIZ_OUTCOMES": str(report)}
        environment.pop("THEKIZ_PROOF", None)
        subprocess.run([sys.executable, "-m", "pytest", "-q", "-m", "req", "-p", "no:cacheprovider"], cwd=ROOT, env=environment, check=False)
        return json.loads(report.read_text()) if report.exists() else {}


def main() -> None:
    chosen, found = wanted(sys.argv[1:]), outcomes()
    failed, later = [], Counter()
    for clause in chosen:
        tests = found.get(clause.name, {})
        red = sorted(test for test, passed in tests.items() if not passed)
        if red:
            failed.append(f"{clause.name} {clause.title}: {', '.join(red[:3])} failed")
        elif tests:
            print(f"  {clause.name} proven by {', '.join(sorted(tests)[:3])}")
        elif clause.part:
            later[clause.part] += 1
            print(f"  {clause.name} later, {PARTS[clause.part]}: {clause.shown}")
        else:
            failed.append(f"{clause.name} {clause.title}: nothing shows {clause.shown}")
    parts = ", ".join(f"{later[part]} {words}" for part, words in PARTS.items() if later[part])
    proven = len(chosen) - later.total() - len(failed)
    print(f"  {len(chosen)} clauses: {proven} proven, {later.total()} in later parts{f' ({parts})' if parts else ''}, {len(failed)} not proven")
    end("requirements", len(chosen), failed)


if __name__ == "__main__":
    main()
