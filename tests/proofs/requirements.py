"""Which of R001–R332 (or of those named) are proven by marked tests that passed in this run, and which are not yet."""

import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.proofs.base import end

ROOT = Path(__file__).parent.parent.parent


def numbers(words: list[str]) -> list[str]:
    """["R001-R003", "R154"] → ["R001", "R002", "R003", "R154"]; nothing means all."""
    found = []
    for word in words or ["R001-R332"]:
        first, last = (re.fullmatch(r"R(\d+)(?:[-–]R(\d+))?", word) or sys.exit(f"{word} is not a requirement: write R181 or R001-R117.")).groups()
        found += [f"R{number:03d}" for number in range(int(first), int(last or first) + 1)]
    return found


def main() -> None:
    wanted = numbers(sys.argv[1:])
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "proven.json"
        environment = {**os.environ, "THEKIZ_PROVEN": str(report)}
        environment.pop("THEKIZ_PROOF", None)
        subprocess.run([sys.executable, "-m", "pytest", "-q", "-m", "req", "-p", "no:cacheprovider"], cwd=ROOT, env=environment, check=False)
        proven = json.loads(report.read_text()) if report.exists() else {}
    for number in wanted:
        if number in proven:
            print(f"  {number} proven by {', '.join(sorted(proven[number])[:3])}")
    missing = [number for number in wanted if number not in proven]
    end("requirements", len(wanted), [f"{number} not yet" for number in missing])


if __name__ == "__main__":
    main()
