"""Who tries passwords is slowed down, and nobody else; who floods a form without an account is told, and loses nothing."""

from datetime import timedelta
from html import unescape

import pytest
import time_machine
from django.core.checks import run_checks
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from offers.services.publishing import publish
from sites.core.limits import HOUR, KNOWN, LIMITS, WINDOW, client_of, forget_attempts
from sites.core.wall import set_wall
from sites.models import Attempt, Feedback, Job
from tests.client import Client
from tests.conftest import as_owner
from tests.test_settings import in_production

PASSWORD = "passwort-im-test"  # of the factory
HOUSE, ELSEWHERE = "198.51.100.7", "203.0.113.9"
LOGIN = LIMITS["account_login"]
guard = pytest.mark.guard


def enter(email="head@hier.example", password=PASSWORD, *, at=HOUSE, browser=None, **headers):
    return (browser or Client()).post(reverse("account_login"), {"login": email, "password": password}, REMOTE_ADDR=at, **headers)


def fail(times, email="head@hier.example", **where):
    return [enter(email, "falsch", **where).status_code for _ in range(times)]


def counts():
    with as_owner():
        return sorted(Attempt.objects.values_list("count", flat=True))


@guard("rate-limits", "paused")
def test_one_account_from_one_address_is_tried_five_times(world):
    """Not even the right password is looked at then; it says how to go on, and the address of the account still stands there."""
    assert fail(LOGIN.both) == [422] * LOGIN.both
    browser = Client()
    answer = enter(browser=browser)
    page = unescape(answer.content.decode())
    assert answer.status_code == 429 and LOGIN.said in page and 'value="head@hier.example"' in page and PASSWORD not in page
    assert "_auth_user_id" not in browser.session
    assert enter("professional@hier.example").status_code == 302  # a colleague at the next desk
    assert enter(at=ELSEWHERE).status_code == 302  # herself from home
    with time_machine.travel(timezone.now() + WINDOW + timedelta(seconds=1), tick=False):
        assert enter().status_code == 302


def test_a_right_password_begins_anew(world):
    for _ in range(3):
        assert fail(LOGIN.both - 1) == [422] * (LOGIN.both - 1)
        assert enter().status_code == 302


@guard("own-reset")
def test_nobody_begins_anew_for_somebody_else(world):
    """Who is logged in is sent on without a look at what was typed: that must not wipe the tries at another account."""
    browser = Client()
    enter("professional@hier.example", browser=browser)
    fail(LOGIN.both - 1)
    assert enter(password="falsch", browser=browser).status_code == 302
    assert fail(1) == [429]


@guard("known-client")
def test_who_logs_in_from_a_house_every_day_is_not_locked_out_by_its_neighbours(world):
    assert enter().status_code == 302
    with as_owner():
        Attempt.objects.filter(count=0).update(count=10_000)  # somebody in the same network has tried many accounts
    assert enter("professional@hier.example").status_code == 429
    assert enter().status_code == 302 and fail(LOGIN.both + 1)[-1] == 429
    with time_machine.travel(timezone.now() + WINDOW, tick=False):
        assert enter("professional@hier.example").status_code == 302


@guard("client")
def test_the_client_is_whom_our_own_proxy_has_seen(world, rf, settings):
    """What stands further left in the header the client has written itself."""

    def client(proxies, seen, address="10.0.0.1"):
        settings.TRUSTED_PROXIES = proxies
        return client_of(rf.get("/", REMOTE_ADDR=address, **({"HTTP_X_FORWARDED_FOR": seen} if seen else {})))

    assert client(1, f"1.1.1.1, {HOUSE}") == client(2, f"{HOUSE}, 10.0.0.2") == HOUSE
    assert client(0, HOUSE) == client(None, HOUSE) == client(1, "") == "10.0.0.1"
    assert client(1, "2001:db8:1:2:3::4") == client(1, "2001:db8:1:2::9") == "2001:db8:1:2::/64"
    assert client(1, f"{HOUSE}:4711") == client(0, "", f"::ffff:{HOUSE}") == HOUSE
    assert client(1, "unknown") == "unknown" and client(1, "fe80::1%eth0") == "fe80::/64"
    settings.TRUSTED_PROXIES = 1
    tries = [enter(password="falsch", at="10.0.0.1", HTTP_X_FORWARDED_FOR=f"1.1.1.{number}, {HOUSE}").status_code for number in range(6)]
    assert tries == [422] * 5 + [429]
    assert enter(at="10.0.0.1", HTTP_X_FORWARDED_FOR=ELSEWHERE).status_code == 302


@guard("admin-login")
def test_the_operator_logs_in_where_the_limits_hold(world):
    response = Client().post(reverse("admin:login"), {"username": "head@hier.example", "password": PASSWORD})
    assert response.status_code == 302 and response["Location"].startswith(reverse("account_login"))
    browser = Client()
    browser.force_login(world.people["head"])
    assert browser.get(reverse("admin:login")).status_code == 403
    assert browser.get(reverse("admin:index")).status_code in (302, 403)
    with as_owner():
        world.people["head"].is_staff = True
        world.people["head"].save()
    assert browser.post(reverse("admin:password_change"), {"old_password": "x"})["Location"] == reverse("account_change_password")


@pytest.mark.parametrize("name", ["account_request_login_code", "account_reset_password"])
def test_nobody_is_flooded_with_codes(world, name):
    with as_owner():
        before = Job.objects.count()
    answers = [Client().post(reverse(name), {"email": "head@hier.example"}, REMOTE_ADDR=HOUSE) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [302] * 5 + [429]
    assert "Ordner für unerwünschte Post" in answers[-1].content.decode() and 'value="head@hier.example"' in answers[-1].content.decode()
    with as_owner():
        assert Job.objects.count() == before + 5


@pytest.mark.parametrize(("name", "field"), [("account_change_password", "oldpassword"), ("account_reauthenticate", "password")])
def test_an_open_browser_does_not_give_the_password_away(world, name, field):
    browser = Client()
    browser.force_login(world.people["head"])
    answers = [browser.post(reverse(name), {field: "falsch", "password1": "x", "password2": "x"}).status_code for _ in range(6)]
    assert answers == [422] * 5 + [429]


@guard("hashed-address", "attempts-closed")
def test_addresses_stand_nowhere_and_the_application_cannot_touch_the_counts(world):
    fail(1)
    with as_owner():
        keys = list(Attempt.objects.values_list("key", flat=True))
    assert len(keys) == 3 and all(len(key) == 64 and HOUSE not in key and "hier.example" not in key for key in keys)
    for sql in ("SELECT * FROM sites_attempt", "DELETE FROM sites_attempt", "UPDATE sites_attempt SET count = 0"):
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)


def test_what_counts_no_more_goes_and_the_table_cannot_grow_without_end(world, monkeypatch):
    fail(1)
    enter(at=ELSEWHERE)
    assert len(counts()) == 5  # client, account and both; the client elsewhere, and that they have met
    with time_machine.travel(timezone.now() + HOUR, tick=False):
        forget_attempts()
    assert counts() == [1]
    monkeypatch.setattr("sites.core.limits.ROWS", 2)
    fail(1)
    forget_attempts()
    assert len(counts()) == 2
    with time_machine.travel(timezone.now() + KNOWN + HOUR, tick=False):
        forget_attempts()
    assert counts() == []


# Forms without an account ------------------------------------------------------------------------------------------


INTEREST = {
    "kita_name": "Kita Talblick", "provider_name": "Stadt Ilmenau", "contact": "Ute Kern", "email": "kern@talblick.example", "phone": "",
    "message": "Wir öffnen uns.", "website": "",
}  # fmt: skip


def forms_of(world):
    set_wall([world.own.pk])
    slug = publish(site=world.own.pk, today=timezone.localdate()).slug
    set_wall()
    return {
        "interest": (reverse("planning:interest_form"), {**INTEREST, "municipality": world.town.pk}, "Wir öffnen uns.", 5),
        "wish": (reverse("offers:wish_form", args=[slug]), {"text": "Ein Treff am Samstag.", "website": ""}, "Ein Treff am Samstag.", 30),
        "feedback": (reverse("sites:feedback"), {"page": "/", "message": "Zu klein.", "contact": "", "website": ""}, "Zu klein.", 10),
    }


@guard("sending")
@pytest.mark.parametrize("name", ["interest", "wish", "feedback"])
def test_one_address_does_not_flood_a_place(world, name):
    url, data, text, most = forms_of(world)[name]
    for _ in range(most):
        assert Client().post(url, data, REMOTE_ADDR=HOUSE).status_code == 302
    refused = Client().post(url, data, REMOTE_ADDR=HOUSE)
    page = unescape(refused.content.decode())
    assert refused.status_code == 422 and "Von Ihrem Anschluss sind in der letzten Stunde schon viele Nachrichten gekommen." in page
    assert text in page  # nothing typed is lost
    assert Client().post(url, data, REMOTE_ADDR=ELSEWHERE).status_code == 302
    if name == "interest":
        assert Client().post(url, {**data, "municipality": world.other_town.pk}, REMOTE_ADDR=HOUSE).status_code == 302
    with time_machine.travel(timezone.now() + HOUR + timedelta(seconds=1), tick=False):
        assert Client().post(url, data, REMOTE_ADDR=HOUSE).status_code == 302


def test_correcting_a_form_is_no_sending(world):
    url, data, *_ = forms_of(world)["feedback"]
    for _ in range(30):
        assert Client().post(url, {**data, "message": ""}).status_code == 422
    assert Client().post(url, data).status_code == 302
    with as_owner():
        assert Feedback.objects.count() == 1


# An installation ---------------------------------------------------------------------------------------------------


@guard("proxies")
@pytest.mark.parametrize(
    ("value", "tls", "number"), [("", True, 1), ("viele", True, 1), ("0", True, 1), ("1", True, 0), ("2", True, 0), ("0", False, 0)]
)
def test_an_installation_says_how_many_proxies_stand_in_front(monkeypatch, settings, value, tls, number):
    monkeypatch.setenv("TRUSTED_PROXIES", value)
    found = in_production(monkeypatch)
    settings.TRUSTED_PROXIES, settings.SECURE_SSL_REDIRECT = found.TRUSTED_PROXIES, tls
    errors = [check.id for check in run_checks(include_deployment_checks=True) if check.id == "sites.E001"]
    assert len(errors) == number
