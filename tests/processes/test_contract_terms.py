"""Terms of a contract: money after the fee table, its last day, reasons, who comes from outside, and what is split over a soziales Zentrum."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from processes.models import Contract, FacilitationSession, HoursReason
from processes.rules.fees import cost, money_of, months_of, rate_warning
from processes.rules.shares import in_proportion, split
from sites.core.days import Span
from sites.core.roles import Role
from sites.models import Entry, Membership, SitePhase
from tests import factories as make
from tests.conftest import as_owner
from tests.sites.reading import text

PDF = b"%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"


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


def only(model, **lookup):
    with as_owner():
        return model.objects.get(**lookup)


def count(model, **lookup):
    with as_owner():
        return model.objects.filter(**lookup).count()


def terms(**changes):
    return {
        "email": "lang@begleitung.example", "client": "county", "hours_per_month": "5", "reason": "", "funding": "lsz",
        "mandate": "Das Haus auf dem Weg zum ThEKiZ begleiten.", "starts": "01.01.2026", "ends": "31.12.2026", **changes,
    }  # fmt: skip


def agree(browser, site, query="", **changes):
    return browser.post(reverse("processes:contract_create", args=[site.pk]) + query, terms(**changes))


def page_of(browser, contract):
    return text(browser.get(reverse("processes:contract_detail", args=[contract.pk])))


def edit(browser, contract, **changes):
    address = reverse("processes:contract_edit", args=[contract.pk])
    data = {
        "client": "county", "funding": "lsz", "fee": "", "rate": "", "budget": "", "mandate": "Begleiten.", "model_reason": "",
        "ends": f"{contract.ends:%d.%m.%Y}", **changes,
    }  # fmt: skip
    return browser.post(address, data)


# Money -----------------------------------------------------------------------------------------------------------------


@pytest.mark.req("R120.H", "R124.H", "R125.H")
def test_a_contract_says_who_pays_what_for_which_mandate(world, client_of, helper):
    browser = client_of("social_planner")
    with as_owner():
        fee = make.make_fee(world.state, "mit Hochschulabschluss", "70", source="Honorartabelle 2026")
        make.make_fee(world.state, "von gestern", "50", starts=date(2020, 1, 1), ends=date(2020, 12, 31))
    form = text(browser.get(reverse("processes:contract_create", args=[world.own.pk])))
    assert "mit Hochschulabschluss: 70,00 Euro" in form and "von gestern" not in form
    paper = SimpleUploadedFile("vereinbarung.pdf", PDF, "application/pdf")
    answer = agree(browser, world.own, fee=str(fee.pk), model_reason="Eine Kita allein am Ort.", upload=paper)
    contract = only(Contract, facilitator=helper)
    assert (contract.rate, contract.funding, contract.model) == (Decimal(70), "lsz", "single")
    page = text(browser.get(answer.url))
    for words in (
        "Auftraggeber Ilm-Kreis · 70 Euro je Stunde", "Auftrag Das Haus auf dem Weg zum ThEKiZ begleiten.",
        "Bezahlt aus Mittel des Landesprogramms LSZ", "Stufe der Honorartabelle mit Hochschulabschluss",
        "Modell für eine einzelne Kita auf dem Weg", "Warum dieses Modell Eine Kita allein am Ort.",
    ):  # fmt: skip
        assert words in page
    assert reverse("sites:document_download", args=[contract.document_id]) in browser.get(answer.url).content.decode()


@pytest.mark.req("R125.C")
def test_hours_and_euros_that_are_left_stand_on_the_page(world, client_of, contract):
    with as_owner():
        Contract.objects.filter(pk=contract.pk).update(rate=Decimal(70), starts=today() - timedelta(days=1), ends=today() + timedelta(days=1))
        kept = Contract.objects.get(pk=contract.pk)
        make.make_hours(kept, today(), hours=Decimal("2.5"))
    months = months_of(kept)
    page = page_of(client_of("head"), kept)
    hours, euros = 10 * months, f"{700 * months - 175:,}".replace(",", ".")
    assert f"{exact(hours - Decimal('2.5'))} von {hours} {euros} von {f'{700 * months:,}'.replace(',', '.')} Euro" in page


def exact(number):
    return str(number).rstrip("0").rstrip(".").replace(".", ",")


@given(
    hours=st.decimals(Decimal("0.5"), Decimal(80), places=1),
    rate=st.decimals(Decimal(1), Decimal(500), places=2),
    starts=st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    days=st.integers(0, 3000),
    delivered=st.decimals(Decimal(0), Decimal(5000), places=2),
)
def test_what_is_left_and_what_was_delivered_are_what_was_agreed(hours, rate, starts, days, delivered):
    contract = Contract(hours_per_month=hours, rate=rate, starts=starts, ends=starts + timedelta(days=days))
    money = money_of(contract, delivered, starts)
    assert money.hours == hours * months_of(contract) and money.hours_left + delivered == money.hours
    assert money.budget == cost(hours, rate, contract) == (hours * months_of(contract) * rate).quantize(Decimal("0.01"))
    assert money.left + (delivered * rate).quantize(Decimal("0.01")) == money.budget
    assert money.months_left == months_of(contract)


@pytest.mark.parametrize(
    ("starts", "ends", "months"),
    [
        (date(2025, 2, 1), date(2027, 1, 31), 24),
        (date(2026, 1, 31), date(2026, 2, 1), 2),
        (date(2026, 1, 1), date(2026, 1, 1), 1),
        (date(2025, 12, 31), date(2026, 1, 31), 2),
    ],
)
def test_a_month_that_is_begun_counts_whole(starts, ends, months):
    assert months_of(Span(starts, ends)) == months


@pytest.mark.req("R125.K")
@pytest.mark.parametrize(("rate", "words"), [("75", "5,00 € über der Honorartabelle"), ("60,50", "9,50 € unter der Honorartabelle"), ("70", "")])
def test_a_rate_beside_the_fee_table_is_saved_with_a_warning(world, client_of, helper, rate, words):
    browser = client_of("social_planner")
    with as_owner():
        fee = make.make_fee(world.state, "mit Hochschulabschluss", "70")
    answer = agree(browser, world.own, fee=str(fee.pk), rate=rate)
    assert answer.status_code == 302
    after = text(browser.get(answer.url))  # the message, and the page itself
    assert after.replace("\xa0", " ").count("Honorartabelle (mit Hochschulabschluss: 70,00 €)") == (2 if words else 0)
    assert words in after.replace("\xa0", " ")


def test_the_fees_of_a_county_go_before_those_of_the_land(world, client_of):
    with as_owner():
        make.make_fee(world.state, "Stufe des Landes", "70")
        make.make_fee(world.county, "Stufe des Kreises", "66")
        make.make_fee(world.other_county, "Stufe nebenan", "50")
    page = text(client_of("social_planner").get(reverse("processes:contract_create", args=[world.own.pk])))
    assert "Stufe des Kreises: 66,00 Euro" in page and "Stufe des Landes" not in page and "Stufe nebenan" not in page


def test_a_rate_without_a_step_is_no_departure():
    assert rate_warning(Decimal(90), None) == "" == rate_warning(None, None)


def test_a_budget_that_does_not_pay_for_the_hours_is_remarked(world, client_of, helper):
    browser = client_of("social_planner")
    answer = agree(browser, world.own, rate="50", budget="2000")
    assert "5 Stunden im Monat sind in 12 Monaten 3.000,00 €; 1.000,00 € fehlen." in text(browser.get(answer.url)).replace("\xa0", " ")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"rate": "0"}, "Bitte geben Sie mindestens "),
        ({"rate": "700"}, "Bitte geben Sie höchstens "),
        ({"budget": "-5"}, "Bitte geben Sie mindestens "),
        ({"funding": ""}, "Bitte füllen Sie"),
        ({"mandate": ""}, "Bitte füllen Sie"),
        ({"fee": "999999"}, "Diese Auswahl gibt es nicht"),
    ],
)
def test_bad_terms_get_the_page_back(world, client_of, helper, changes, sentence):
    answer = agree(client_of("social_planner"), world.own, **{"reason": "Bleibt stehen.", **changes})
    assert answer.status_code == 422 and sentence in answer.content.decode() and "Bleibt stehen." in answer.content.decode()
    assert count(Contract) == 0


# From outside ----------------------------------------------------------------------------------------------------------


@pytest.mark.req("R118.K")
@pytest.mark.parametrize(("role", "place", "warned"), [
    (Role.COORDINATOR, "own", True), (Role.PROVIDER, "provider", True), (Role.PROFESSIONAL, "sister", False),
    (Role.SPECIALIST_ADVISOR, "county", False),
])  # fmt: skip
def test_who_belongs_to_the_house_is_warned_about_and_never_refused(world, client_of, helper, role, place, warned):
    with as_owner():
        make.give(helper, role, getattr(world, place))
    browser = client_of("social_planner")
    answer = agree(browser, world.own, starts=f"{today():%d.%m.%Y}", ends=f"{today() + timedelta(days=90):%d.%m.%Y}")
    assert answer.status_code == 302
    words = "Petra Lang gehört zum Haus oder zu seinem Träger. Die Fachlichen Empfehlungen wünschen eine Fachkraft von außen"
    assert text(browser.get(answer.url)).count(words) == (2 if warned else 0)


@pytest.mark.req("R118.K")
def test_who_is_employed_by_the_provider_after_the_pool_is_warned_about(world, client_of, helper):
    with as_owner():
        entry = make.make_pool_entry(world.state, account=helper, provider=world.other_provider)
    browser = client_of("social_planner")
    answer = agree(browser, world.own)
    assert "gehört zum Haus oder zu seinem Träger" not in text(browser.get(answer.url))
    with as_owner():
        type(entry).objects.filter(pk=entry.pk).update(provider=world.provider)
    assert "gehört zum Haus oder zu seinem Träger" in text(browser.get(answer.url))


# The last day ----------------------------------------------------------------------------------------------------------


def test_the_access_ends_with_another_last_day(world, client_of, contract):
    ends = today() + timedelta(days=10)
    assert edit(client_of("social_planner"), contract, ends=f"{ends:%d.%m.%Y}").status_code == 302
    assert (only(Contract).ends, only(Membership, pk=contract.membership_id).ends) == (ends, ends)
    yesterday = today() - timedelta(days=1)
    assert edit(client_of("social_planner"), only(Contract), ends=f"{yesterday:%d.%m.%Y}").status_code == 302
    assert client_of("facilitator").get(reverse("processes:contract_detail", args=[contract.pk])).status_code == 403


@pytest.mark.guard("end-after-hours")
def test_a_contract_does_not_end_before_hours_that_were_delivered(world, client_of, contract):
    with as_owner():
        make.make_hours(contract, today() - timedelta(days=3))
    day = today() - timedelta(days=4)
    answer = edit(client_of("social_planner"), contract, ends=f"{day:%d.%m.%Y}")
    assert answer.status_code == 422 and "sind noch Stunden eingetragen" in answer.content.decode()
    assert only(Contract).ends == contract.ends
    assert edit(client_of("social_planner"), contract, ends=f"{today() - timedelta(days=3):%d.%m.%Y}").status_code == 302


def test_a_contract_that_has_ended_takes_no_hours_in_words(world, client_of, contract):
    with as_owner():
        Contract.objects.filter(pk=contract.pk).update(ends=today() - timedelta(days=5))  # the role still stands for a moment
    typed = {"held_on": f"{today():%d.%m.%Y}", "hours": "2", "kind": "advice", "topic": "Team", "door": "site"}
    answer = client_of("facilitator").post(reverse("processes:hours_create", args=[contract.pk]), typed)
    assert answer.status_code == 422 and "Die Vereinbarung ist inzwischen beendet." in answer.content.decode()
    assert count(FacilitationSession) == 0


def test_a_contract_follows_another_one_from_the_next_day_on(world, client_of, contract):
    browser, site = client_of("social_planner"), world.own
    query = f"?nach={contract.pk}"
    form = browser.get(reverse("processes:contract_create", args=[site.pk]) + query)
    assert form.context["form"].initial["email"] == contract.facilitator.email and "Folgevereinbarung eintragen" in text(form)
    starts = today() + timedelta(days=20)
    data = {"email": contract.facilitator.email, "hours_per_month": "12", "starts": f"{starts:%d.%m.%Y}"}
    assert agree(browser, site, query, **data, ends=f"{starts + timedelta(days=300):%d.%m.%Y}").status_code == 302
    with as_owner():
        found = [(one.starts, one.ends, one.hours_per_month) for one in Contract.objects.order_by("starts")]
    assert found == [(contract.starts, starts - timedelta(days=1), 10), (starts, starts + timedelta(days=300), 12)]
    assert "endet am" in only(Entry, kind="ended").text


def test_a_contract_of_another_house_is_not_followed(world, client_of, contract, helper):
    with as_owner():
        other = make.make_contract(world.foreign, make.make_user("Fern"))
    browser = client_of("social_planner")
    assert agree(browser, world.own, f"?nach={other.pk}").status_code == 302
    assert only(Contract, pk=other.pk).ends == other.ends
    assert agree(browser, world.own, "?nach=unsinn&fuer=%00", email="social_planner@hier.example").status_code == 422


# Reasons ---------------------------------------------------------------------------------------------------------------


@pytest.mark.req("R129.K")
def test_fewer_than_ten_hours_in_a_change_ask_for_a_reason_of_their_own(world, client_of, contract):
    begun = today() - timedelta(days=40)
    with as_owner():
        SitePhase.objects.filter(site=world.own).update(phase="established", starts=today() - timedelta(days=900))
        Contract.objects.filter(pk=contract.pk).update(hours_per_month=4, reason="Mehr war im Haushalt nicht eingestellt.")
        make.make_change(world.own, "head", starts=begun)
    head = client_of("head")
    page = page_of(head, contract)
    assert (
        "Vereinbart sind 4 Stunden. Bei grundlegenden Veränderungen sind mindestens 10 Stunden im Monat empfohlen. Eine Begründung fehlt noch."
        in page
    )
    assert "Fachliche Empfehlungen 2021, Abschnitt 2.4 (3)" in page and "„Mehr war im Haushalt nicht eingestellt.“" in page
    assert "(3) grundlegende Veränderung: Leitungswechsel" in page and "fehlt" in page
    address = reverse("processes:contract_explain", args=[contract.pk])
    assert head.post(address, {"text": "Die neue Leitung beginnt mit kleinen Schritten."}).status_code == 302
    said = only(HoursReason)
    assert (said.month, said.person_label) == (begun.replace(day=1), "Leitung Hier, Leitung")
    page = page_of(head, contract)
    assert "Eine Begründung fehlt noch" not in page and "„Die neue Leitung beginnt mit kleinen Schritten.“" in page
    assert "mit Begründung" in page and "Vereinbart sind 4 Stunden. Bei grundlegenden Veränderungen" in page  # it still departs


def test_who_may_not_explain_has_no_way_to_it(world, client_of, contract):
    with as_owner():
        Contract.objects.filter(pk=contract.pk).update(hours_per_month=1)
    address = reverse("processes:contract_explain", args=[contract.pk])
    assert address in client_of("provider").get(reverse("processes:contract_detail", args=[contract.pk])).content.decode()
    assert address not in client_of("facilitator").get(reverse("processes:contract_detail", args=[contract.pk])).content.decode()


@pytest.mark.parametrize("number", [3, 60])
def test_the_page_needs_eight_queries_whatever_stands_on_it(world, client_of, own_queries, contract, number):
    with as_owner():
        for at in range(number):
            make.make_hours(contract, today() - timedelta(days=at))
            make.make_change(world.own, "team", starts=today() - timedelta(days=at + 1), ends=today() - timedelta(days=at))
    browser = client_of("facilitator")
    with own_queries() as seen:
        assert browser.get(reverse("processes:contract_detail", args=[contract.pk])).status_code == 200
    assert seen.count <= 4 + 8, [query["sql"][:90] for query in seen.captured_queries]


# A soziales Zentrum ----------------------------------------------------------------------------------------------------


@pytest.fixture
def centre(world):
    with as_owner():
        centre = make.make_centre(world.county, "Soziales Zentrum Mitte")
        for site in (world.own, world.sibling):
            site.social_centre = centre
            site.save()
    return centre


def for_centre(browser, centre, **changes):
    data = terms(hours_per_month="9", model_reason="Beide Häuser liegen im selben Sozialraum.", agreed_on=f"{today():%d.%m.%Y}")
    return browser.post(reverse("processes:centre_contract_create", args=[centre.pk]), {**data, **changes})


@pytest.mark.req("R133.H", "R133.C", "R134.H")
def test_one_agreement_for_a_centre_is_a_contract_at_each_of_its_sites(world, client_of, helper, centre):
    browser = client_of("social_planner")
    shares = {f"share_{world.own.pk}": "6", f"share_{world.sibling.pk}": ""}
    assert for_centre(browser, centre, **shares, rate="50", budget="3000").status_code == 302
    own, other = only(Contract, site=world.own), only(Contract, site=world.sibling)
    assert (own.hours_per_month, other.hours_per_month, own.budget, other.budget) == (6, 3, 2000, 1000)
    assert {(one.model, one.centre_id, one.agreed_on, one.facilitator_id) for one in (own, other)} == {
        ("social_centre", centre.pk, today(), helper.pk)
    }
    assert {one.place_id for one in Membership.objects.filter(user=helper)} <= {world.own.pk, world.sibling.pk} and count(
        Membership, user=helper
    ) == 2
    page = page_of(browser, own)
    assert "Modell für ein soziales Zentrum (Soziales Zentrum Mitte)" in page and "Mit der Sozialplanung abgestimmt" in page
    assert "Beide Häuser liegen im selben Sozialraum." in page


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (lambda world: {f"share_{world.own.pk}": "6", f"share_{world.sibling.pk}": "2"}, "Die Anteile (6 + 2) passen nicht zu 9 Stunden insgesamt."),
        (lambda world: {f"share_{world.own.pk}": "9"}, "Die Anteile (9) passen nicht zu 9 Stunden insgesamt."),
        (lambda world: {"hours_per_month": "0,5"}, "Die Anteile passen nicht zu 0,5 Stunden insgesamt."),
        (lambda world: {"agreed_on": ""}, "Bitte füllen Sie"),
        (lambda world: {"model_reason": ""}, "Bitte füllen Sie"),
    ],
)
def test_shares_that_do_not_fit_get_the_page_back(world, client_of, helper, centre, changes, sentence):
    answer = for_centre(client_of("social_planner"), centre, **changes(world))
    assert answer.status_code == 422 and sentence in text(answer)
    assert count(Contract) == 0 and count(Membership, user=helper) == 0


@given(
    total=st.decimals(Decimal("0.5"), Decimal(80), places=1),
    number=st.integers(1, 9),
    cents=st.integers(1, 10**8),
    own=st.lists(st.none() | st.decimals(Decimal("0.5"), Decimal(5), places=1), max_size=8),
)
def test_shares_are_the_whole_and_equal_where_nothing_is_said(total, number, cents, own):
    shares = split(total, dict.fromkeys(range(number)))
    assert sum(shares.values()) == total and max(shares.values()) - min(shares.values()) <= Decimal("0.1")
    given_shares = {**dict(enumerate(own)), 99: None}
    assert sum(split(total, given_shares).values()) == total
    assert all(split(total, given_shares)[site] == share for site, share in enumerate(own) if share is not None)
    money = Decimal(cents) / 100
    if min(shares.values()) > 0:
        assert sum(in_proportion(money, shares).values()) == money
