"""The only place for what happens when the supervisor is killed: this small process ends its programs and removes its folders.

It reads lines from the supervisor and acts when the pipe closes, for whatever reason. It also holds the lock of the data folder,
so the next start waits until everything is gone.
"""

import contextlib
import os
import shutil
import signal
import sys
import time
from pathlib import Path

PATIENCE = 5.0


def alive(pid: int) -> bool:
    """Whether a process runs; one that has ended and was not collected by its parent does not."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (OSError, IndexError):
        return not Path("/proc/self/stat").exists()


def send(group: int, number: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(group, number)


def main() -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    groups: dict[int, int] = {}
    folders: list[str] = []
    for line in sys.stdin:
        match line.rstrip("\n").split(" ", 2):
            case ["program", group, ending]:
                groups[int(group)] = int(ending)
            case ["ended", group]:
                groups.pop(int(group), None)
            case ["folder", path]:
                folders.append(path)
    for group, ending in groups.items():
        send(group, ending)
    end = time.monotonic() + PATIENCE
    while any(alive(group) for group in groups) and time.monotonic() < end:
        time.sleep(0.05)
    for group in groups:
        send(group, signal.SIGKILL)
    for path in folders:
        shutil.rmtree(path, ignore_errors=True)


if __name__ == "__main__":
    main()
