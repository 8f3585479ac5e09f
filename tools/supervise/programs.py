"""The only place that starts and ends programs: each in a session and a log of its own, all known to the keeper."""

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tools.supervise import keeper

POLITE_SECONDS = 2.0  # between TERM and KILL for web, worker and the like
SERVICE_SECONDS = 1.0  # then for database and broker to end well
HARD_SECONDS = 0.4  # then for them to end at once; with the rest under four seconds


ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Trouble(Exception):
    """Something is missing or has failed; the text is the whole message for the person at the terminal."""


@contextlib.contextmanager
def undisturbed():
    """A signal that arrives inside is delivered afterwards: no program is started and then not known."""
    arrived: list[int] = []
    before = {number: signal.signal(number, lambda number, _: arrived.append(number)) for number in ENDING}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        if arrived:
            os.kill(os.getpid(), arrived[0])


class Program:
    """One running program. `ending` is the signal that ends it well."""

    def __init__(self, name: str, process: subprocess.Popen, log: Path | None, ending: int):
        self.name, self.process, self.log, self.ending = name, process, log, ending

    @property
    def code(self) -> int | None:
        return self.process.poll()

    def signal(self, number: int) -> None:
        if self.code is None:
            with contextlib.suppress(ProcessLookupError):
                self.process.send_signal(number)

    def wait(self, seconds: float) -> bool:
        try:
            self.process.wait(max(seconds, 0.01))
        except subprocess.TimeoutExpired:
            return False
        return True

    def kill(self) -> None:
        """The program and everything it has started."""
        keeper.send(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def trouble(self) -> Trouble:
        code = self.code or 0
        how = f"signal {-code}" if code < 0 else f"exit status {code}"
        if self.log is None:
            return Trouble(f"The program {self.name} has ended ({how}).")
        lines = self.log.read_text(errors="replace").rstrip().splitlines()[-20:]
        return Trouble("\n".join([f"The program {self.name} has ended ({how}). The last lines of {self.log}:", *(f"  {line}" for line in lines)]))


class Stage:
    """All programs of one supervisor: left in any way, none stays."""

    def __init__(self, logs: Path | None = None, lock: int | None = None):
        self.programs: list[Program] = []
        self.keeper = subprocess.Popen(
            [sys.executable, keeper.__file__],
            stdin=subprocess.PIPE,
            text=True,
            bufsize=1,
            start_new_session=True,
            pass_fds=[] if lock is None else [lock],
        )
        self.logs = logs or self.folder()
        self.logs.mkdir(parents=True, exist_ok=True)

    def __enter__(self) -> "Stage":
        return self

    def __exit__(self, *_) -> None:
        before = {number: signal.signal(number, signal.SIG_IGN) for number in ENDING}
        self.end([program for program in self.programs if program.ending == signal.SIGKILL], POLITE_SECONDS)
        self.end(list(self.programs), SERVICE_SECONDS)
        self.keeper.communicate()
        for number, handler in before.items():
            signal.signal(number, handler)

    def _tell(self, *words: object) -> None:
        with contextlib.suppress(OSError):  # without a keeper the clean end still works
            if self.keeper.stdin:
                self.keeper.stdin.write(" ".join(map(str, words)) + "\n")

    def folder(self) -> Path:
        """A short-lived folder with a path short enough for a socket; the keeper removes it."""
        parent = next((folder for folder in (tempfile.gettempdir(), "/tmp", "/var/tmp") if len(folder) < 60 and os.access(folder, os.W_OK)), None)
        if parent is None:
            raise Trouble("There is no folder for sockets: make one with `mkdir -p ~/tmp` and start with TMPDIR=~/tmp.")
        path = Path(tempfile.mkdtemp(prefix="thekiz-", dir=parent))
        self._tell("folder", path)
        return path

    def start(self, name: str, command: list[str], *, ending: int = signal.SIGKILL, environment: dict | None = None, shown: bool = False) -> Program:
        """`ending`: what ends it when the supervisor is gone; whatever may be killed gets TERM first while there is time."""
        log = None if shown else self.logs / f"{name}.log"
        with undisturbed(), contextlib.ExitStack() as stack:
            out = None if log is None else stack.enter_context(log.open("wb"))
            process = subprocess.Popen(
                command,
                stdin=None if shown else subprocess.DEVNULL,
                stdout=out,
                stderr=None if out is None else subprocess.STDOUT,
                env=environment,
                start_new_session=True,
            )
            self._tell("program", process.pid, ending)
            program = Program(name, process, log, ending)
            self.programs.append(program)
        return program

    def check(self, but: Sequence[Program] = ()) -> None:
        """Every program still runs, or trouble."""
        for program in self.programs:
            if program not in but and program.code is not None:
                raise program.trouble()

    def finish(self, *steps: Program) -> None:
        """Wait for programs that have an end, side by side, while all others run."""
        waiting = list(steps)
        while waiting:
            self.check(but=waiting)
            for step in [step for step in waiting if step.code is not None]:
                waiting.remove(step)
                self.forget(step)
                if step.code:
                    raise step.trouble()
            time.sleep(0.05)

    def forget(self, program: Program) -> None:
        self.programs.remove(program)
        self._tell("ended", program.process.pid)

    def end(self, programs: list[Program], seconds: float) -> None:
        """Ask all at once, wait together, then kill what is left of their groups."""

        def ask(number: int | None, seconds: float) -> None:
            limit = time.monotonic() + seconds
            for program in programs:
                program.signal(number or (signal.SIGTERM if program.ending == signal.SIGKILL else program.ending))
            for program in programs:
                program.wait(limit - time.monotonic())

        ask(None, seconds)
        if any(program.ending != signal.SIGKILL for program in programs):
            ask(signal.SIGQUIT, HARD_SECONDS)
        for program in programs:
            program.kill()
            self.forget(program)


def environment(**changes: str | None) -> dict[str, str]:
    """This process's environment with changes; None takes a name away."""
    merged = {**os.environ, **{name: value for name, value in changes.items() if value is not None}}
    return {name: value for name, value in merged.items() if name not in changes or changes[name] is not None}


def end_leftover(pid_file: Path, mark: str, ending: int) -> None:
    """End a server of ours that outlived a supervisor killed together with its keeper, and remove its stale file.

    The number in the file may meanwhile belong to a stranger, or to a dead process nobody has collected: both are left alone.
    """

    def runs(pid: int) -> bool:
        try:
            return keeper.alive(pid) and mark.encode() in Path(f"/proc/{pid}/cmdline").read_bytes()
        except OSError:
            return False

    try:
        pid = int(pid_file.read_text().split("\n", 1)[0])
    except (OSError, ValueError):
        return
    if runs(pid):
        os.kill(pid, ending)
    limit = time.monotonic() + 10
    while runs(pid):
        if time.monotonic() > limit:
            raise Trouble(f"Process {pid} of an earlier run does not end: `kill -9 {pid}`.")
        time.sleep(0.05)
    if Path("/proc/self/cmdline").exists():
        pid_file.unlink(missing_ok=True)
