"""The youth welfare office commissions counselling after §§ 17 and 18 SGB VIII: kept by the offices, read by the houses at their offers."""

from datetime import date, timedelta
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from offers.models import Offer
from offers.rules.commissions import with_commissions
from planning.models import Commission, CommissionSite, LegalBasis
from tests import factories as make
from tests.conftest import as_owner
from tests.forms import PDF
from tests.pages import filled, form_of

HINT = "Für heute ist kein Auftrag eingetragen"


def url(name, *args):
    return reverse(f"planning:{name}", args=[getattr(arg, "pk", arg) for arg in args])


def text_of(response, status=200):
    assert response.status_code == status
    return unescape(response.content.decode()).replace("\xa0", " ")


@pytest.fixture
def basis(world):
    with as_owner():
        return make.commission_basis()


def typed(basis, **changed):
    values = {
        "legal_basis": basis.pk, "sections": ["17"], "provider": "", "holder": "Beratungsstelle Ilmtal", "subject": "Beratung bei Trennung",
        "starts": "01.01.2026", "ends": "", "number": "JHA 2026/47",
    }  # fmt: skip
    return {**values, **changed}


def counselling(site, basis, **fields):
    offer = make.make_offer(site, "Sprechstunde", **fields)
    offer.legal_bases.set([basis])
    return offer


@pytest.mark.req("R005.D2")
@pytest.mark.parametrize("role", ["youth_welfare_office", "social_planner"])
def test_the_office_records_its_commission_and_the_house_reads_it_at_its_offer(world, client_of, basis, role):
    with as_owner():
        here, beside = counselling(world.own, basis), make.make_offer(world.own, "Elterncafé")
        elsewhere = counselling(world.sibling, basis)
    office = client_of(role)
    assert "Noch kein Auftrag" in text_of(office.get(url("commission_list", world.county)))
    upload = SimpleUploadedFile("auftrag.pdf", PDF, "application/pdf")
    page = text_of(office.post(url("commission_create", world.county), {**typed(basis, sites=[world.own.pk]), "upload": upload}, follow=True))
    for words in ("Das Jugendamt hat Beratungsstelle Ilmtal beauftragt.", "§ 17: Partnerschaft", "JHA 2026/47", world.own.name, "herunterladen"):
        assert words in page
    assert "Beratungsstelle Ilmtal" in text_of(office.get(url("commission_list", world.county)))
    house = client_of("coordinator")
    said = text_of(house.get(here.get_absolute_url()))
    assert "Das Jugendamt hat Beratungsstelle Ilmtal beauftragt: Beratung bei Trennung (§ 17 SGB VIII, seit 01.01.2026, JHA 2026/47)" in said
    assert HINT not in said
    assert "Das Jugendamt hat" not in text_of(house.get(beside.get_absolute_url()))
    with as_owner():
        assert with_commissions(Offer.objects.filter(pk=elsewhere.pk), timezone.localdate()).get().commissions == []


def test_without_houses_it_holds_for_the_whole_county_and_for_no_other_one(world, client_of, basis):
    with as_owner():
        make.make_commission(world.other_county, "Von drüben")
        offer = counselling(world.own, basis)
    browser = client_of("coordinator")
    page = text_of(browser.get(offer.get_absolute_url()))
    assert HINT in page and "Von drüben" not in page
    with as_owner():
        make.make_commission(world.county, provider=world.provider)
    page = text_of(browser.get(offer.get_absolute_url()))
    assert HINT not in page and f"Das Jugendamt hat {world.provider.name} beauftragt" in page


@pytest.mark.parametrize(
    ("first", "last", "begins", "ends", "holds"),
    [(-9, 0, -99, None, True), (-9, -1, -99, None, False), (0, None, -99, None, True), (1, None, -99, None, False),
     (5, 9, 5, None, True), (6, 9, 5, None, False), (-20, -9, -99, -9, True), (-8, None, -99, -9, False)],
)  # fmt: skip
def test_it_holds_on_its_days_both_ends_included(world, client_of, basis, first, last, begins, ends, holds):
    """The day of an offer that runs is today, of a coming one its first, of one that is over its last."""

    def day(number):
        return None if number is None else timezone.localdate() + timedelta(days=number)

    with as_owner():
        offer = counselling(world.own, basis, starts=day(begins), ends=day(ends))
        make.make_commission(world.county, starts=day(first), ends=day(last))
    page = text_of(client_of("coordinator").get(offer.get_absolute_url()))
    assert ("Das Jugendamt hat Beratungsstelle Ilmtal beauftragt" in page, "ist kein Auftrag eingetragen" in page) == (holds, not holds)


def test_the_hint_never_blocks(world, client_of, basis):
    with as_owner():
        offer = counselling(world.own, basis, text="Für Eltern", commission="Jugendamt, 3.2.2026")
    browser = client_of("coordinator")
    assert HINT in text_of(browser.get(offer.get_absolute_url()))
    assert browser.post(reverse("offers:session_create", args=[offer.pk]), {"rhythm": "once"}).status_code in (200, 422)
    with as_owner():
        assert Offer.objects.filter(pk=offer.pk).exists()


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"holder": "  "}, "Wen beauftragt das Jugendamt?"),
        ({"provider": "own"}, "Oben ist schon ein Träger gewählt."),
        ({"sections": []}, "Bitte wählen Sie § 17, § 18 oder beide."),
        ({"sections": ["16"]}, "16"),
        ({"ends": "31.12.2025"}, ""),
        ({"sites": "foreign"}, ""),
    ],
)
def test_what_cannot_be_is_said_at_the_field(world, client_of, basis, changed, sentence):
    values = typed(basis, **changed)
    values["provider"] = world.provider.pk if values["provider"] else ""
    values["sites"] = [world.foreign.pk] if "sites" in changed else []
    page = text_of(client_of("youth_welfare_office").post(url("commission_create", world.county), values), 422)
    assert sentence in page and "Beratung bei Trennung" in page
    with as_owner():
        assert not Commission.objects.exists()


def test_houses_are_changed_with_it_and_it_is_taken_away_whole(world, client_of, basis):
    with as_owner():
        row = make.make_commission(world.county, sites=[world.own, world.sibling])
    office = client_of("social_planner")
    values = typed(row.legal_basis, sections=["17", "18"], sites=[world.sibling.pk], ends="31.12.2026")
    page = text_of(office.post(url("commission_edit", row), values, follow=True))
    assert world.sibling.name in page and "§ 18: Personensorge" in page and "bis 31.12.2026" in page
    with as_owner():
        assert list(CommissionSite.objects.values_list("site", flat=True)) == [world.sibling.pk]
        assert Commission.objects.get().ends == date(2026, 12, 31) and LegalBasis.objects.filter(pk=basis.pk).exists()


@pytest.mark.parametrize("number", [3, 60])
def test_the_pages_need_few_queries(world, client_of, own_queries, number):
    with as_owner():
        rows = [make.make_commission(world.county, f"Stelle {at}", sites=[world.own]) for at in range(number)]
    browser = client_of("social_planner")
    for address, most in ((url("commission_list", world.county), 5), (url("commission_detail", rows[0]), 8)):
        with own_queries() as seen:
            assert browser.get(address).status_code == 200
        assert seen.count <= most + 5


@pytest.mark.parametrize(
    ("starts", "sites", "taken"),
    [("01.01.2026", [], True), ("01.01.2026", ["own"], True), ("01.01.2026", ["sibling"], False), ("01.01.2090", [], False)],
)
def test_an_offer_rests_on_a_commission_that_is_on_record(world, client_of, basis, starts, sites, taken):
    """What the office has recorded nobody types once more; without it the form refuses as before (R090)."""
    with as_owner():
        offer = make.make_offer(world.own, "Sprechstunde", starts=timezone.localdate())
    sites = [getattr(world, name).pk for name in sites]
    client_of("social_planner").post(url("commission_create", world.county), typed(basis, starts=starts, sites=sites))
    house = client_of("coordinator")
    address = reverse("offers:offer_edit", args=[offer.pk])
    sent = filled(form_of(house.get(address), address)) | {"legal_bases": [basis.pk], "commission": ""}
    answer = house.post(address, sent)
    assert answer.status_code == (302 if taken else 422)
    assert taken or "fehlt der Auftrag des Jugendamtes" in text_of(answer, 422)
