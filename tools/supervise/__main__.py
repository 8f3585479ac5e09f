"""The only place that runs the platform on one machine: `demo`, throw-away `services` for tests and proofs, `manage`."""

import fcntl
import hashlib
import http.client
import json
import os
import secrets
import shutil
import signal
import socket
import sys
import time
from datetime import date, timedelta
from pathlib import Path

from tools.supervise.keeper import alive
from tools.supervise.postgres import Postgres, ask
from tools.supervise.programs import ENDING, Program, Stage, Trouble, environment
from tools.supervise.valkey import Valkey

ROOT = Path(__file__).resolve().parent.parent.parent
DATA = ROOT / ".data"
FRESH_DAYS = 7
PASSWORD = "thekiz-demo"  # noqa: S105  printed for everybody
ACCOUNTS = {
    "ministerium": "Ministerium",
    "landesstelle": "Fachstelle ThEKiZ",
    "planung": "Sozialplanung",
    "planung2": "Sozialplanung, anderer Landkreis",
    "jugendamt": "Jugendamt",
    "fachberatung": "Kita-Fachberatung",
    "traeger": "Träger",
    "leitung": "Leitung",
    "koordination": "Koordination",
    "koordination2": "Koordination, anderer Landkreis",
    "fachkraft": "Fachkraft",
    "prozessbegleitung": "Prozessbegleitung",
    "elternvertretung": "Elternvertretung",
    "eltern": "Elternteil",
}
PYTHON = sys.executable
MANAGE = [PYTHON, str(ROOT / "manage.py")]
WEB = [PYTHON, "-m", "gunicorn", "thekiz.wsgi:application", "--worker-class=gthread", "--workers=1", "--threads=8", "--no-control-socket"]
CELERY = [PYTHON, "-m", "celery", "-A", "thekiz.celery:app", "worker", "-l", "INFO", "--without-gossip", "--without-mingle"]
WORKERS = {"worker": [*CELERY, "-Q", "documents", "-c", "2"], "mailer": [*CELERY, "-Q", "mails", "--pool=solo", "-n", "mails@%h"]}


def say(text: str) -> None:
    print(text, flush=True)


class Folder:
    """The data folder of the demo and its lock: two supervisors never share it."""

    def __init__(self):
        DATA.mkdir(exist_ok=True)
        self.file = (DATA / "lock").open("a+")

    def running(self) -> bool:
        """Take the lock, or tell that a demo has it. After a kill its keeper still clears up for a moment: wait for it."""
        limit = time.monotonic() + 15
        while True:
            try:
                fcntl.flock(self.file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                self.file.seek(0)
                owner = int(self.file.read() or 0)
                if (owner and alive(owner)) or time.monotonic() > limit:
                    return True
                time.sleep(0.1)
            else:
                self.file.truncate(0)
                self.file.write(str(os.getpid()))
                self.file.flush()
                return False

    def empty(self) -> None:
        for path in DATA.iterdir():
            if path.name != "lock":
                shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()


def secret_key() -> str:
    """Made once and kept, so that log-ins and invitations survive a restart."""
    path = DATA / "secret_key"
    if not path.exists():
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(60))
    return path.read_text()


def start_services(stage: Stage, port: int) -> dict[str, str]:
    """The database and the broker of the demo: ours, or those the environment names."""
    notes = DATA / "services.json"
    notes.unlink(missing_ok=True)
    urls = {name: os.environ[name] for name in ("DATABASE_URL", "MIGRATE_DATABASE_URL", "REDIS_URL") if os.environ.get(name)}
    if len(urls.keys() & {"DATABASE_URL", "MIGRATE_DATABASE_URL"}) == 1:
        raise Trouble("DATABASE_URL and MIGRATE_DATABASE_URL belong together: set both, or neither for the embedded PostgreSQL.")
    if "DATABASE_URL" not in urls:
        postgres = Postgres(stage, DATA / "postgres")
        postgres.start()
        urls |= {"DATABASE_URL": postgres.url("thekiz_web"), "MIGRATE_DATABASE_URL": postgres.url("thekiz_migrate")}
    if "REDIS_URL" not in urls:
        valkey = Valkey(stage, DATA / "valkey")
        valkey.start()
        urls["REDIS_URL"] = valkey.url
    notes.write_text(json.dumps({**urls, "port": port}))
    return urls


def demo_environment(urls: dict[str, str], port: int, *, owner: bool) -> dict[str, str]:
    """What a program of the demo sees; only the owner's programs know the owner's login."""
    return environment(
        **{**urls, "MIGRATE_DATABASE_URL": urls["MIGRATE_DATABASE_URL"] if owner else None},
        THEKIZ_AS_OWNER="1" if owner else None,
        DEMO="1",
        DEBUG=None,
        DATA_DIR=str(DATA),
        SECRET_KEY=os.environ.get("SECRET_KEY") or secret_key(),
        ALLOWED_HOSTS=os.environ.get("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]"),
        SITE_URL=f"http://localhost:{port}",
        PYTHONUNBUFFERED="1",
    )


def chosen_port() -> int:
    word = os.environ.get("PORT") or "8000"
    if not (word.isdecimal() and 0 < int(word) < 65536):
        raise Trouble(f"PORT={word} is not a port: choose a number from 1024 to 65535.")
    with socket.socket() as line:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            line.bind(("127.0.0.1", int(word)))
        except OSError as error:
            raise Trouble(f"Port {word} is not free ({error.strerror}): choose another one, such as `PORT=8001 ./run demo`.") from None
    return int(word)


def wait_for_answer(stage: Stage, port: int) -> None:
    limit = time.monotonic() + 60
    while time.monotonic() < limit:
        stage.check()
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            line.request("GET", "/gesund")
            line.getresponse()
            return
        except OSError:
            time.sleep(0.1)
        finally:
            line.close()
    raise Trouble(f"The web server does not answer after 60 seconds; see {stage.logs / 'web.log'}.")


def world_day(urls: dict[str, str]) -> date | None:
    """The day the demo world was made for; None when there is none. The database decides, the file only keeps the day."""
    file = DATA / "world.json"
    if ask([urls["MIGRATE_DATABASE_URL"], "-c", "SET ROLE thekiz_owner", "-c", "SELECT count(*) FROM sites_county"]) == "0":
        return None
    if not file.exists():  # stopped in the moment after loading
        keep_world_day()
    return date.fromisoformat(json.loads(file.read_text())["day"])


def keep_world_day() -> None:
    (DATA / "world.json").write_text(json.dumps({"day": date.today().isoformat()}))


def prepare(stage: Stage, urls: dict[str, str], port: int) -> None:
    """Tables and static files, side by side. Static files are hashed and compressed for ten seconds: only when one has changed."""
    owner = demo_environment(urls, port, owner=True)
    steps = [stage.start("migrate", [*MANAGE, "migrate", "--no-input"], environment=owner)]
    stamp, seen = DATA / "static.stamp", static_files()
    if not stamp.exists() or stamp.read_text() != seen:
        steps.append(stage.start("static", [*MANAGE, "collectstatic", "--no-input", "--clear"], environment=owner))
    stage.finish(*steps)
    stamp.write_text(seen)


def static_files() -> str:
    """One word for what collectstatic would find: our files, and the packages by their lock."""
    files = [ROOT / "requirements.lock", *(path for path in sorted(ROOT.glob("static/**/*")) if path.is_file())]
    facts = [(str(path.relative_to(ROOT)), path.stat().st_size, path.stat().st_mtime_ns) for path in files]
    return hashlib.sha256(repr(facts).encode()).hexdigest()


def demo(fresh: bool) -> None:
    """Start everything, say where it is, and watch it until the end."""
    began = time.monotonic()
    folder = Folder()
    if folder.running():
        raise Trouble("A demo already runs from this folder: stop it first, or start a second one from another checkout.")
    port = chosen_port()
    if fresh and os.environ.get("DATABASE_URL"):
        raise Trouble("--fresh empties the embedded database only: empty the one of DATABASE_URL yourself, or unset DATABASE_URL.")
    if fresh:
        folder.empty()
    with Stage(DATA / "log", lock=folder.file.fileno()) as stage:
        say("Starting the database and the broker …")
        urls = start_services(stage, port)
        say("Preparing the tables and the static files …")
        prepare(stage, urls, port)
        day = world_day(urls)
        runtime = demo_environment(urls, port, owner=False)
        stage.start("web", [*WEB, f"--bind=127.0.0.1:{port}"], environment=runtime)
        wait_for_answer(stage, port)
        for name, command in WORKERS.items():
            stage.start(name, command, environment=runtime)
        loader = None if day else stage.start("loader", [*MANAGE, "load_demo"], environment=demo_environment(urls, port, owner=True))
        greet(port, time.monotonic() - began, day)
        if loader:
            since = time.monotonic()
            stage.finish(loader)
            keep_world_day()
            say(f"The demo world is complete ({time.monotonic() - since:.0f} s).")
        while True:
            stage.check()
            time.sleep(0.3)


def greet(port: int, seconds: float, day: date | None) -> None:
    say(f"\nThEKiZ answers at http://localhost:{port}/ (after {seconds:.1f} s). Ctrl-C stops it.\n")
    say(f"Accounts, all with the password {PASSWORD}:")
    for name, role in ACCOUNTS.items():
        say(f"  {name + '@demo.example':34}{role}")
    say("")
    if day is None:
        say("The demo world is being loaded; the pages fill while you watch.")
    elif date.today() - day > timedelta(days=FRESH_DAYS):
        say(f"The demo world is from {day}, {(date.today() - day).days} days ago: `./run demo --fresh` makes a new one and throws this one away.")


def manage(words: list[str]) -> int:
    """manage.py with the demo's database: the running one, or one started for this command alone."""
    folder = Folder()
    if folder.running():
        try:
            urls = json.loads((DATA / "services.json").read_text())
        except OSError:
            raise Trouble("The services are just starting: try again in a moment.") from None
        port = urls.pop("port")
        os.execve(PYTHON, [*MANAGE, *words], {**demo_environment(urls, port, owner=False), **urls})
    with Stage(DATA / "log", lock=folder.file.fileno()) as stage:
        urls = start_services(stage, 8000)
        seen = {**demo_environment(urls, 8000, owner=False), **urls}
        return wait_for(stage.start("manage", [*MANAGE, *words], environment=seen, shown=True))


def services(command: list[str]) -> int:
    """Run a command with a throw-away PostgreSQL and Valkey; its exit status is ours."""
    with Stage() as stage:
        data = stage.folder()
        data.chmod(0o711)  # PostgreSQL runs as somebody else when we are root
        (data / "static").mkdir()
        seen: dict[str, str | None] = {"DATA_DIR": str(data), "SECRET_KEY": secrets.token_urlsafe(60), "DEMO": None, "DEBUG": None}
        if not os.environ.get("TEST_DATABASE_URL"):
            postgres = Postgres(stage, data / "postgres", throw_away=True)
            postgres.start()
            for name, login in {"DATABASE_URL": "web", "MIGRATE_DATABASE_URL": "migrate", "TEST_DATABASE_URL": "test"}.items():
                seen[name] = postgres.url(f"thekiz_{login}")
        if not (os.environ.get("TEST_DATABASE_URL") and os.environ.get("REDIS_URL")):  # never by accident the broker of a real installation
            valkey = Valkey(stage, data / "valkey")
            valkey.start()
            seen["REDIS_URL"] = valkey.url
        return wait_for(stage.start("command", command, environment=environment(**seen), shown=True))


def wait_for(program: Program) -> int:
    while program.code is None:
        program.wait(0.5)
    return program.code if program.code >= 0 else 128 - program.code


def interrupted(number: int, _frame: object) -> None:
    raise KeyboardInterrupt(number)


def main(words: list[str]) -> int:
    for number in ENDING:
        if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:  # nohup
            signal.signal(number, interrupted)
    try:
        match words:
            case ["demo"] | ["demo", "--fresh"]:
                try:
                    demo(fresh="--fresh" in words)
                except KeyboardInterrupt:
                    say("\nStopped; the data stays in .data/.")
            case ["services", command, *rest]:
                return services([command, *rest])
            case ["manage", *rest]:
                return manage(rest)
            case _:
                raise Trouble(f"Unknown: {' '.join(words)}. Known are: demo [--fresh], services COMMAND …, manage …")
    except Trouble as trouble:
        print(trouble, file=sys.stderr, flush=True)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
