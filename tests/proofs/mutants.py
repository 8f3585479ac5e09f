"""At least 200 single mutations of the business logic, drawn by a seed: the tests must notice 90 % of them, and 85 % in documents."""

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import asdict
from pathlib import Path

from tests.proofs.base import end
from tests.proofs.copies import first_database, renew
from tests.proofs.mutation import ROOMS, ROOT, Mutant
from tests.proofs.mutation.choice import Tests, equivalents, key, population, sample
from tests.proofs.mutation.executed import executed

NUMBER = 30 * len(ROOMS)
WANTED, WANTED_OF_DOCUMENTS = 90, 85  # percent
WORKERS = 2
OPTIONS = ["-qq", "-s", "-m", "not browser", "--reuse-db", "-p", "no:randomly", "-p", "no:cacheprovider", "--no-header", "--no-summary"]


def tried(mutants: list[Mutant], tests: list[dict[str, int]]) -> list[str]:
    """For each mutant (with its tests and the seconds they may take) the test that noticed it, "" for a survivor. Two workers share the list."""
    with tempfile.TemporaryDirectory() as folder:
        trials = [{"mutant": asdict(mutant), "tests": limits} for mutant, limits in zip(mutants, tests, strict=True)]
        (Path(folder) / "trials.json").write_text(json.dumps(trials))
        workers = []
        for number in range(WORKERS):
            environment = {**os.environ, "THEKIZ_TRIALS": folder, "TEST_DATABASE_NAME": f"test_mutants_{number}"}
            environment.pop("THEKIZ_PROOF", None)
            renew(environment["TEST_DATABASE_NAME"])
            command = [sys.executable, "-m", "pytest", *OPTIONS, "-p", "tests.proofs.mutation.trial"]
            workers.append(subprocess.Popen(command, cwd=ROOT, env=environment))
        statuses = [worker.wait() for worker in workers]
        if any(statuses):
            sys.exit("a worker has failed; its message stands above")
        return [json.loads((Path(folder) / f"{number}.json").read_text())["noticed"] for number in range(len(trials))]


def percent(part: int, whole: int) -> str:
    return f"{part} of {whole} noticed" + (f", {100 * part / whole:.1f} %" if whole else "")


def main() -> None:
    words = sys.argv[1:]
    seed = int(words.pop(0)) if words and words[0].isdecimal() else random.SystemRandom().randrange(10**6)
    print(f"seed {seed}", flush=True)
    everything, known = population(), equivalents()
    unknown = set(known) - {key(mutant) for mutant in everything}
    possible = [mutant for mutant in everything if key(mutant) not in known and mutant.file.startswith(tuple(words or [""]))]
    chosen = sample(possible, NUMBER, random.Random(seed))
    print(f"{len(possible)} mutations, {len(known)} more named as equivalent, {len(chosen)} drawn", flush=True)
    choice = Tests(executed())
    tests, began = [choice.of(mutant) for mutant in chosen], time.monotonic()
    executes = [number for number, names in enumerate(tests) if names]
    limits = [{name: choice.limit(name) for name in tests[number]} for number in executes]
    with first_database():
        answers = dict(zip(executes, tried([chosen[number] for number in executes], limits), strict=True))
    survivors = [number for number in range(len(chosen)) if not answers.get(number)]
    for number in survivors:
        reason = f"{len(tests[number])} tests" if tests[number] else "never executed"
        print(f"  survived: {chosen[number]} ({reason})")
    print(f"{time.monotonic() - began:.0f} s, {(time.monotonic() - began) / len(chosen):.1f} s a mutant")
    whole, left = Counter(mutant.room for mutant in chosen), Counter(chosen[number].room for number in survivors)
    for room in whole:
        print(f"  {room:10} {percent(whole[room] - left[room], whole[room])}")
    print(f"all: {percent(len(chosen) - len(survivors), len(chosen))}; wanted {WANTED} %, in documents {WANTED_OF_DOCUMENTS} %")
    failed = [f"{' '.join(place)} is named as equivalent, but there is no such mutation" for place in sorted(unknown)]
    if len(survivors) * 100 > len(chosen) * (100 - WANTED):
        failed.append(f"fewer than {WANTED} % are noticed")
    if left["documents"] * 100 > whole["documents"] * (100 - WANTED_OF_DOCUMENTS):
        failed.append(f"fewer than {WANTED_OF_DOCUMENTS} % of the documents are noticed")
    end("mutants", len(chosen), failed)


if __name__ == "__main__":
    main()
