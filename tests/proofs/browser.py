"""What the proofs in a real browser share: the demo world behind a real server with a real worker, and Chromium."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
ACCOUNTS = (
    "ministerium", "landesstelle", "planung", "planung2", "jugendamt", "fachberatung", "traeger", "leitung", "koordination", "koordination2",
    "fachkraft", "prozessbegleitung", "elternvertretung", "eltern",
)  # fmt: skip
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--disable-smooth-scrolling",
]  # fmt: skip


@dataclass(frozen=True)
class Server:
    url: str
    environment: dict


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def manage(environment: dict, *words: str) -> None:
    subprocess.run([sys.executable, "manage.py", *words], cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)


@contextmanager
def demo_server(*steps: tuple[str, ...]):
    """Migrate, load the demo world (or run these commands of manage.py instead), serve it on loopback with one worker; ends with the block."""
    environment = {**os.environ, "DEMO": "1", "STATIC_ROOT": str(Path(os.environ["DATA_DIR"]) / "static")}
    environment.pop("THEKIZ_PROOF", None)
    manage(environment, "migrate", "--verbosity", "0")
    for words in steps or (("load_demo",),):
        manage(environment, *words)
    manage(environment, "collectstatic", "--noinput", "--verbosity", "0")
    port = free_port()
    environment["SITE_URL"] = f"http://127.0.0.1:{port}"
    web = [sys.executable, "-m", "gunicorn", "thekiz.wsgi:application", "--bind", f"127.0.0.1:{port}", "--threads", "8", "--log-level", "warning"]
    worker = [sys.executable, "-m", "celery", "-A", "thekiz.celery:app", "worker", "-c", "1", "--loglevel", "WARNING"]
    processes = [subprocess.Popen(command, cwd=ROOT, env=environment) for command in (web, worker)]
    try:
        wait_for(f"{environment['SITE_URL']}/konto/login/")
        yield Server(environment["SITE_URL"], environment)
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()


def wait_for(url: str, seconds: int = 60) -> None:
    """Until the server answers."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            urllib.request.urlopen(url, timeout=2)
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise SystemExit(f"{url} did not answer within {seconds} s.")


@contextmanager
def chromium():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=FLAGS)
        yield browser
        browser.close()


@contextmanager
def chromium_kept(folder):
    """A browser that keeps what pages store, as a device does: each call opens it anew with the same folder."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = os.environ.get("CHROMIUM", "/usr/bin/chromium")
        yield lambda **look: playwright.chromium.launch_persistent_context(str(folder), executable_path=path, args=FLAGS, **look)


def log_in(page, server: Server, account: str) -> None:
    """Through the demo's button of a role on the log-in page, with the keyboard."""
    page.goto(f"{server.url}/konto/login/")
    page.locator(f"button[value='{account}@demo.example']").first.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
