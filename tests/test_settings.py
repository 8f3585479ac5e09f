"""Settings that are guards: what every answer forbids the browser, and what an installation on the web may not do without."""

import logging
import os
from importlib.util import find_spec, module_from_spec
from logging.config import dictConfig
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection
from django.urls import reverse

from sites.models import Job, User
from tests.client import Client
from tests.conftest import as_owner
from thekiz.celery import name_worker
from thekiz.settings import mail_server


def in_production(monkeypatch):
    """The settings of an installation: no demo, no debugging, no tests; read beside those in use."""
    for name in ("PYTEST_VERSION", "THEKIZ_PROOF", "DEMO", "DEBUG", "SECRET_KEY", "BEHIND_TLS"):
        monkeypatch.delenv(name, raising=False)
    spec = find_spec("thekiz.settings")
    found = module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


def directives() -> dict[str, str]:
    policy = Client().get(reverse("account_login")).headers.get("Content-Security-Policy", "")
    return dict(part.strip().split(" ", 1) for part in policy.split(";") if part.strip())


@pytest.mark.parametrize(
    ("name", "allowed"),
    [
        pytest.param("default-src", "'none'", marks=pytest.mark.guard("csp", "default-src")),
        pytest.param("script-src", "'self'", marks=pytest.mark.guard("csp", "script-src")),
        pytest.param("style-src", "'self'", marks=pytest.mark.guard("csp", "style-src")),
        pytest.param("form-action", "'self'", marks=pytest.mark.guard("form-action")),
        pytest.param("base-uri", "'none'", marks=pytest.mark.guard("base-uri")),
        pytest.param("frame-ancestors", "'none'", marks=pytest.mark.guard("frame-ancestors")),
    ],
)
def test_a_page_runs_nothing_that_is_not_ours(db, name, allowed):
    assert directives().get(name) == allowed


@pytest.mark.parametrize(
    ("header", "value"),
    [
        pytest.param("X-Frame-Options", "DENY", marks=pytest.mark.guard("frames")),
        pytest.param("Referrer-Policy", "same-origin", marks=pytest.mark.guard("referrer")),
    ],
)
def test_addresses_stay_with_us_and_no_page_stands_in_a_foreign_frame(db, header, value):
    assert Client().get(reverse("account_login")).headers[header] == value


@pytest.mark.guard("hosts")
def test_a_made_up_host_gets_no_answer(db):
    """Addresses in mails and redirects would lead there."""
    assert Client().get(reverse("account_login"), HTTP_HOST="boese.example").status_code == 400


@pytest.mark.guard("sign-up")
def test_nobody_signs_up(world):
    data = {"email": "neu@neu.example", "password1": "ein-gutes-langes-passwort"}
    Client().post(reverse("account_signup"), data)
    assert not User.objects.filter(email="neu@neu.example").exists()


@pytest.mark.guard("code-attempts")
def test_a_log_in_code_cannot_be_guessed(world):
    browser = Client()
    browser.post(reverse("account_request_login_code"), {"email": "parent@hier.example"})
    with as_owner():
        code = Job.objects.get(name="sites.mail_account").arguments["secret"]["code"]
    for _ in range(3):
        browser.post(reverse("account_confirm_login_code"), {"code": "XXXXXX"})
    browser.post(reverse("account_confirm_login_code"), {"code": code})
    assert "_auth_user_id" not in browser.session


# An installation --------------------------------------------------------------------------------------------------


@pytest.mark.guard("https", "hsts", "session-cookie", "csrf-cookie")
def test_an_installation_speaks_https_alone(monkeypatch):
    found = in_production(monkeypatch)
    for name, least in (("SECURE_SSL_REDIRECT", 1), ("SESSION_COOKIE_SECURE", 1), ("CSRF_COOKIE_SECURE", 1), ("SECURE_HSTS_SECONDS", 31_536_000)):
        assert getattr(found, name, 0) >= least, name


@pytest.mark.guard("secret-key")
def test_an_installation_has_no_key_but_its_own(monkeypatch):
    """Without one it does not start: Django refuses an empty key."""
    assert in_production(monkeypatch).SECRET_KEY == ""


@pytest.mark.guard("passwords")
def test_an_installation_asks_for_long_and_unusual_passwords(monkeypatch):
    validators = getattr(in_production(monkeypatch), "AUTH_PASSWORD_VALIDATORS", [])
    assert len(validators) == 3 and {"min_length": 12} in [validator.get("OPTIONS") for validator in validators]


def start_of_the_web():
    spec = find_spec("thekiz.wsgi")
    spec.loader.exec_module(module_from_spec(spec))


@pytest.mark.parametrize(
    "start",
    [pytest.param(start_of_the_web, marks=pytest.mark.guard("web-start")), pytest.param(name_worker, marks=pytest.mark.guard("worker-start"))],
)
def test_neither_web_nor_worker_starts_as_a_role_that_may_look_over_the_wall(db, monkeypatch, start):
    monkeypatch.setattr(connection, "close", lambda: None)
    monkeypatch.setenv("THEKIZ_WORKER", "test")
    start()
    with as_owner(), pytest.raises(ImproperlyConfigured, match="thekiz_owner"):
        start()


@pytest.mark.parametrize(
    ("url", "options"),
    [
        ("smtp://localhost", ("localhost", 25, "", "", False, False)),
        ("smtp+tls://name%40kreis.example:p%2Fw%3A%40@mail.example", ("mail.example", 587, "name@kreis.example", "p/w:@", True, False)),
        ("smtps://name:wort@mail.example", ("mail.example", 465, "name", "wort", False, True)),
        ("smtps://mail.example:4650", ("mail.example", 4650, "", "", False, True)),
    ],
)
def test_the_address_of_the_mail_server(url, options):
    found = mail_server(url)
    assert tuple(found[name] for name in ("host", "port", "username", "password", "use_tls", "use_ssl")) == options


@pytest.mark.parametrize("url", ["mail.example", "http://mail.example", "smtp://", "smpt://mail.example"])
def test_a_mistyped_mail_server_stops_the_start(url):
    with pytest.raises(ImproperlyConfigured, match="SMTP_URL begins with"):
        mail_server(url)


def test_static_files_are_readable_for_everybody_and_uploads_for_nobody_else(tmp_path, monkeypatch):
    """The image collects them as root and serves them as somebody else."""
    monkeypatch.setattr(settings, "STATIC_ROOT", tmp_path / "static")
    before = os.umask(0o022)
    try:
        call_command("collectstatic", interactive=False, verbosity=0)
        name = default_storage.save("ab/upload", ContentFile(b"%PDF"))
    finally:
        os.umask(before)
    collected = [path for path in (tmp_path / "static").rglob("*") if path.is_file()]
    assert len(collected) > 20 and all(path.stat().st_mode & 0o004 for path in collected)
    upload = Path(default_storage.path(name))
    assert (upload.stat().st_mode & 0o777, upload.parent.stat().st_mode & 0o777) == (0o600, 0o700)


@pytest.mark.guard("log-secrets")
@pytest.mark.parametrize(
    "line",
    [
        ("Not Found: %s", "/einladung/3f0c9a1b7d5e4f60812233445566778899aabbcc/"),
        ("conflict at %s: %s", "/konto/password/reset/key/2-cxyz12-0123456789abcdef0123456789abcdef/", "40001"),
        ("Not Found: /planning/interesse/?sent=12:1wOZCm:Zb0Yk3v8b9mSx2aQd7f", None),
    ],
)
def test_no_line_of_the_log_carries_a_secret(monkeypatch, capsys, line):
    text, *values = line
    dictConfig(in_production(monkeypatch).LOGGING)
    try:
        logging.getLogger("django.request").warning(text, *filter(None, values))
    finally:
        dictConfig(settings.LOGGING)
    said = capsys.readouterr().err
    assert "…" in said and not any(secret in said for secret in ("3f0c9a1b", "0123456789abcdef", "Zb0Yk3v8"))
    assert said.startswith("20") and (text.split("%s")[0].split("/")[0] in said)
