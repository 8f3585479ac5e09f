"""Contracts: access ends with the contract, less than recommended warns and never blocks."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from processes.models import Contract
from sites.core.access import Access
from sites.core.jobs import run
from sites.core.roles import Role
from sites.models import Entry, Job, Membership, SitePhase
from tests import factories as make
from tests.conftest import as_owner
from tests.sites.reading import text


def today():
    return timezone.localdate()


@pytest.fixture
def helper(world):
    with as_owner():
        return make.make_user("Petra Lang", "lang@begleitung.example")


@pytest.fixture
def contract(world):
    with as_owner():
        Membership.objects.filter(user=world.people["facilitator"]).delete()
        return make.make_contract(world.own, world.people["facilitator"], starts=today() - timedelta(days=200), ends=today() + timedelta(days=100))


def agree(browser, site, **changes):
    day = today()
    data = {
        "email": "lang@begleitung.example",
        "client": "county",
        "hours_per_month": "5",
        "reason": "",
        "funding": "lsz",
        "mandate": "Das Haus auf dem Weg zum ThEKiZ begleiten.",
        "starts": f"{day:%d.%m.%Y}",
        "ends": f"{day + timedelta(days=365):%d.%m.%Y}",
    }
    return browser.post(reverse("processes:contract_create", args=[site.pk]), {**data, **changes})


def only(model, **lookup):
    with as_owner():
        return model.objects.get(**lookup)


def count(model, **lookup):
    with as_owner():
        return model.objects.filter(**lookup).count()


@pytest.mark.req("R016.H1", "R136.K")
def test_a_contract_is_a_membership_of_the_same_days(world, client_of, helper):
    response = agree(client_of("social_planner"), world.own)
    contract = only(Contract, facilitator=helper)
    assert response.status_code == 302 and response.url == reverse("processes:contract_detail", args=[contract.pk])
    membership = only(Membership, user=helper)
    assert not Access(helper, contract.ends).held  # until it is accepted
    with as_owner():
        Membership.objects.filter(pk=membership.pk).update(accepted=contract.starts)
    assert (membership.role, membership.place_id, membership.starts, membership.ends) == (
        Role.FACILITATOR,
        world.own.pk,
        contract.starts,
        contract.ends,
    )
    assert world.own.pk in Access(helper, contract.ends).reach("contracts.view").places
    assert Access(helper, contract.ends + timedelta(days=1)).reach("contracts.view").places == frozenset()
    assert count(Entry, subject=f"processes.contract:{contract.pk}", kind="begun") == 1


@pytest.mark.guard("accepted-contract")
def test_a_contract_counts_from_the_answer_of_the_facilitator_on(world, client_of, helper):
    browser = client_of("social_planner")
    agree(browser, world.own)
    contract = only(Contract, facilitator=helper)
    pages = reverse("processes:contract_detail", args=[contract.pk]), reverse("processes:contract_list"), world.own.get_absolute_url()

    def counts(**answer) -> bool:
        with as_owner():
            Membership.objects.filter(pk=contract.membership_id).update(**answer)
            return Contract.objects.on(contract.ends).filter(pk=contract.pk).exists()

    assert not counts() and all("Wartet auf Annahme durch Petra Lang" in text(browser.get(page)) for page in pages)
    assert counts(accepted=contract.starts) and not any("Wartet auf Annahme" in text(browser.get(page)) for page in pages)
    assert not counts(accepted=None, declined=contract.starts)
    assert all("Petra Lang hat die Prozessbegleitung am" in text(browser.get(page)) for page in pages)
    job = only(Job, name="processes.mail_begun")
    assert run(job.pk) == "done" and mail.outbox == []


def test_the_facilitator_is_told_by_a_job(world, client_of, helper):
    agree(client_of("social_planner"), world.own)
    job = only(Job, name="processes.mail_begun")
    assert run(job.pk) == "done"
    (message,) = mail.outbox
    assert message.to == ["lang@begleitung.example"]
    assert (
        "Kita Lindenhof" in message.subject
        and "5 Stunden" in message.body
        and "Nehmen Sie die Prozessbegleitung auf Ihrer Startseite an" in message.body
    )


@pytest.mark.req("R126.H", "R128.K", "R132.K")
@pytest.mark.parametrize(("reason", "asked"), [("", True), ("Das Team ist erfahren.", False)])
def test_less_than_recommended_is_saved_with_a_warning(world, client_of, helper, reason, asked):
    browser = client_of("social_planner")
    assert agree(browser, world.own, hours_per_month="3,5", reason=reason).status_code == 302
    contract = only(Contract, facilitator=helper)
    assert contract.hours_per_month == Decimal("3.5")
    page = browser.get(reverse("processes:contract_detail", args=[contract.pk])).content.decode()
    assert "Vereinbart sind 3,5 Stunden. Ist ein ThEKiZ bereits auf dem Weg, sind mindestens 5 Stunden im Monat empfohlen" in page
    assert "Fachliche Empfehlungen 2021, Abschnitt 2.4 (2)" in page
    assert ("Eine Begründung fehlt noch" in page) == asked
    assert reason in page


TWO_YEARS = "In den ersten zwei Jahren auf dem Weg sind 10 Stunden im Monat empfohlen"
BY_NEED = "Empfohlen ist ein Umfang nach Bedarf"
PHASES = [
    pytest.param(
        "on_the_way", "7", f"Vereinbart sind 7 Stunden. {TWO_YEARS}. Eine Begründung fehlt noch.", "2.4 (1)", marks=pytest.mark.req("R127.K")
    ),
    pytest.param("on_the_way", "10", "", "2.4 (1)", marks=pytest.mark.req("R127.K")),
    pytest.param("consultation_site", "3", f"{BY_NEED}. Eine Begründung des Umfangs fehlt noch.", "2.4 (4)", marks=pytest.mark.req("R131.C")),
]


@pytest.mark.parametrize(("phase", "hours", "warning", "paragraph"), PHASES)
def test_the_phase_decides_what_is_recommended_and_what_is_remarked(world, client_of, helper, phase, hours, warning, paragraph):
    with as_owner():
        SitePhase.objects.filter(site=world.own).update(phase=phase, starts=today() - timedelta(days=30))
    browser = client_of("social_planner")
    advice = {"on_the_way": TWO_YEARS, "consultation_site": BY_NEED}[phase]
    assert f"Empfehlung für heute {advice}. Fachliche Empfehlungen 2021, Abschnitt {paragraph}." in text(
        browser.get(reverse("processes:contract_create", args=[world.own.pk]))
    )
    page = text(browser.get(agree(browser, world.own, hours_per_month=hours).url))
    remarks = [words for words in ("Eine Begründung fehlt noch.", "Eine Begründung des Umfangs fehlt noch.") if words in page]
    assert remarks == ([warning[warning.index("Eine ") :]] if warning else [])
    assert f"{warning} Quelle: Fachliche Empfehlungen 2021, Abschnitt {paragraph}." in page or not warning


CLIENTS = ["county", pytest.param("municipality", marks=pytest.mark.req("R011.H")), "provider"]


@pytest.mark.parametrize("client", CLIENTS)
def test_who_has_concluded_the_agreement_stands_by_name(world, client_of, helper, client):
    browser = client_of("social_planner")
    name = {"county": world.county.name, "municipality": world.town.name, "provider": world.provider.name}[client]
    page = text(browser.get(agree(browser, world.own, client=client).url))
    assert f"Honorarvereinbarung · {world.town.name} · Auftraggeber {name}" in page and "Vereinbart im Monat 5 Stunden" in page


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"email": "niemand@begleitung.example"}, "noch kein Konto"),
        ({"email": "keine-adresse"}, "E-Mail-Adresse eingeben"),
        ({"email": "social_planner@hier.example"}, "nur jemand anderes"),
        ({"hours_per_month": "viel"}, "Bitte als Zahl eingeben"),
        ({"hours_per_month": "0"}, "Bitte geben Sie mindestens "),
        ({"hours_per_month": "81"}, "Bitte geben Sie höchstens "),
        ({"starts": "31.2.2026"}, "Diesen Tag gibt es nicht."),
        ({"ends": "1.1.2020"}, "Das Ende liegt vor dem Beginn"),
        ({"ends": "1.1.2099"}, "höchstens zehn Jahre"),
        ({"starts": ""}, "Bitte füllen Sie"),
        ({"client": "unknown"}, "Diese Auswahl gibt es nicht"),
    ],
)
def test_bad_input_gets_the_page_back(world, client_of, helper, changes, sentence):
    response = agree(client_of("social_planner"), world.own, **{"reason": "Bleibt stehen.", **changes})
    assert response.status_code == 422
    assert sentence in response.content.decode() and "Bleibt stehen." in response.content.decode()
    assert count(Contract) == 0 and count(Membership, user=helper) == 0


def test_two_contracts_of_one_person_do_not_overlap(world, client_of, helper):
    browser = client_of("social_planner")
    assert agree(browser, world.own).status_code == 302
    response = agree(browser, world.own)
    assert response.status_code == 422 and "schon" in response.content.decode()
    assert count(Contract) == 1


@pytest.mark.guard("contract-site")
def test_a_planner_who_facilitates_elsewhere_does_not_contract_there(world, client_of, helper):
    """Two hats do not multiply: reading a site as its facilitator gives no right to enter contracts for it."""
    with as_owner():
        make.give(world.people["social_planner"], Role.FACILITATOR, world.foreign)
    browser = client_of("social_planner")
    assert browser.get(reverse("processes:contract_create", args=[world.foreign.pk])).status_code == 404
    assert agree(browser, world.foreign).status_code == 404


@pytest.mark.guard("own-contract")
def test_nobody_concludes_a_contract_with_themselves(world, client_of):
    response = agree(client_of("social_planner"), world.own, email=world.people["social_planner"].email)
    assert response.status_code == 422 and "nur jemand anderes" in response.content.decode()
    assert count(Contract) == 0 and count(Membership, user=world.people["social_planner"], role=Role.FACILITATOR) == 0


@pytest.mark.req("R136.K")
def test_after_the_contract_the_site_is_gone(world, client_of, contract):
    with as_owner():
        day = today() - timedelta(days=1)
        Contract.objects.filter(pk=contract.pk).update(ends=day)
        Membership.objects.filter(pk=contract.membership_id).update(ends=day)
    assert client_of("facilitator").get(reverse("processes:contract_detail", args=[contract.pk])).status_code == 403


@pytest.mark.parametrize("number", [3, 30])
def test_the_list_needs_five_queries_whatever_its_length(world, client_of, own_queries, number):
    with as_owner():
        for n in range(number):
            site = make.make_site(world.town, [make.make_kita(world.town, world.provider, f"Kita {n}")], f"Kita {n}")
            make.make_hours(make.make_contract(site, world.people["facilitator"], ends=today() + timedelta(days=30)), today(), hours=Decimal("0.5"))
    browser = client_of("facilitator")
    with own_queries() as seen:
        page = browser.get(reverse("processes:contract_list")).content.decode()
    assert page.count("Stunden eintragen") == number
    assert seen.count <= 4 + 5, [query["sql"][:90] for query in seen.captured_queries]


def test_nonsense_in_the_address_shows_the_list(world, client_of, contract):
    response = client_of("facilitator").get(reverse("processes:contract_list"), {"ended": "%00", "after": "x:y", "q": "a\x00"})
    assert response.status_code == 200
