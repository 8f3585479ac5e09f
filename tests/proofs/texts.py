"""What pages say with everything optional emptied and filled, and what each choice of each filter leaves: the tests marked long."""

import re
import subprocess
import sys

from tests.proofs.base import end

if __name__ == "__main__":
    command = [sys.executable, "-m", "pytest", "-q", "-m", "long", "-n", "logical", "--maxprocesses", "4", "-p", "no:cacheprovider", "tests/texts"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    print(done.stdout[-6000:])
    red = re.findall(r"^(?:FAILED|ERROR) (\S+)", done.stdout, re.MULTILINE)
    passed = sum(map(int, re.findall(r"(\d+) passed", done.stdout)))
    end("texts", passed + len(red), red or ([] if passed else ["no test ran"]))
