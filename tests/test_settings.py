"""Settings that are guards: what every answer forbids the browser, and what an installation on the web may not do without."""

from importlib.util import find_spec, module_from_spec

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.urls import reverse

from sites.models import Job, User
from tests.client import Client
from tests.conftest import as_owner
from thekiz.celery import name_worker


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


@pytest.mark.guard("rate-limits")
def test_an_installation_slows_down_who_tries_passwords(monkeypatch):
    """The limits of allauth count; a demo and the tests alone are without."""
    assert not hasattr(in_production(monkeypatch), "ACCOUNT_RATE_LIMITS")


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
