"""The counters without a name: two taps, one more, one fewer, what became of it, the sums of a year, and what is handed up."""

import re
from contextlib import nullcontext
from datetime import date
from html import unescape

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from offers.models import ReferralCount, SupportCount
from offers.rules.counts import FITTING, _added, _by, _groups
from offers.services.counts import count_referral, count_support, take_back_referral, take_back_support
from planning.models import Term
from reporting.pages.referral_report import finished_months
from sites.core.access import Access
from sites.core.wall import set_wall
from sites.models import Entry, OrganisationForm, Partner, SiteForm
from tests import factories as make
from tests.conftest import as_owner

OF_EVERY_REQUEST = 5  # session, user, reach, wall, the place in the header


def url(name, site, query=""):
    return reverse(name, args=[site.pk]) + query


def text_of(response, status=200):
    assert response.status_code == status
    return unescape(response.content.decode())


def month():
    return timezone.localdate().replace(day=1)


@pytest.fixture
def partner(world):
    with as_owner():
        return make.make_partner(world.own, phone="03677 123", languages="Deutsch, Ukrainisch")


@pytest.fixture
def theme(world):
    with as_owner():
        return make.term("theme", "parenting")


def tap(client, site, theme, partner, changes=None):
    data = {"theme": theme.pk, "partner": partner.pk, **(changes or {})}
    return client.post(url("offers:referral_count", site, f"?theme={theme.pk}"), data, follow=True)


def numbers(model=ReferralCount):
    with as_owner():
        return list(model.objects.order_by("pk").values_list("number", flat=True))


def undo_of(page):
    return page.split('class="undo"')[1].split('action="')[1].split('"')[0]


# Two taps -------------------------------------------------------------------------------------------------------------


@pytest.mark.req("R067.D")
@pytest.mark.parametrize(("who", "function"), [("head", "Leitung"), ("coordinator", "Koordination"), ("professional", "Fachkraft")])
def test_two_taps_without_a_keyboard(world, client_of, partner, theme, who, function):
    client = client_of(who)
    first = text_of(client.get(url("offers:referral_count", world.own)))
    assert f'href="?theme={theme.pk}"' in first  # the first tap is a link …
    second = text_of(client.get(url("offers:referral_count", world.own, f"?theme={theme.pk}")))
    assert f'type="submit" name="partner" value="{partner.pk}"' in second and "<input" not in second.split('class="taps"')[1].split("</form>")[0]
    page = text_of(tap(client, world.own, theme, partner))  # … the second counts, and shows the card
    for words in ("Gezählt: Erziehungs- und Lebensfragen, Erziehungsberatung Ilmenau.", "Rückgängig", 'href="tel:03677123"', "Deutsch, Ukrainisch"):
        assert words in page
    assert page.split("Wer vermittelt hat")[1].split("</table>")[0].count("<tr>") == 2 and function in page.split("Wer vermittelt hat")[1]
    with as_owner():
        row = ReferralCount.objects.get()
        assert (row.site_id, row.partner, row.theme, row.referred_by, row.number, row.month) == (world.own.pk, partner, theme, who, 1, month())


@pytest.mark.req("R037.D")
@pytest.mark.parametrize("form", OrganisationForm.values)
def test_every_organisation_form_has_directory_and_counter(world, client_of, partner, theme, form):
    with as_owner():
        SiteForm.objects.filter(site=world.own).update(form=form)
    client = client_of("professional")
    home = text_of(client.get(reverse("reporting:home")))
    assert url("offers:referral_count", world.own) in home and url("sites:partner_list", world.own) in home
    assert "Vermittler*innen von Hilfen" in text_of(client.get(url("offers:referral_count", world.own)))
    assert "Gezählt" in text_of(tap(client, world.own, theme, partner)) and numbers() == [1]


@pytest.mark.req("R067.D")
def test_no_column_of_the_counters_could_hold_a_person(db):
    known = {"id", "site_id", "month", "partner_id", "theme_id", "kind_id", "referred_by", "number", "arrived", "not_gone"}
    with connection.cursor() as cursor:
        for model in (ReferralCount, SupportCount):
            cursor.execute("SELECT column_name, data_type FROM information_schema.columns WHERE table_name = %s", [model._meta.db_table])
            columns = dict(cursor.fetchall())
            assert set(columns) <= known and not {kind for kind in columns.values() if kind.startswith(("timestamp", "text"))}


def test_a_tap_leaves_no_moment_behind(world, client_of, partner, theme):
    with as_owner():
        before = Entry.objects.count()
    tap(client_of("coordinator"), world.own, theme, partner)
    client_of("coordinator").post(url("offers:support_count", world.own), {"kind": make.term("support_kind", "other").pk})
    with as_owner():
        assert Entry.objects.count() == before and ReferralCount.objects.get().month.day == 1


@pytest.mark.guard("undo-once")
def test_a_second_tap_is_a_second_family_and_an_undo_takes_back_one(world, client_of, partner, theme):
    client = client_of("coordinator")
    tap(client, world.own, theme, partner)
    page = text_of(tap(client, world.own, theme, partner))
    assert numbers() == [2]
    undo = undo_of(page)
    assert "Eine Vermittlung ist zurückgenommen." in text_of(client.post(undo, follow=True)) and numbers() == [1]
    client.post(undo)  # a double click on „Rückgängig“ takes back no second family
    assert numbers() == [1]


def test_what_is_known_to_have_arrived_is_not_taken_back(world, client_of, partner, theme):
    with as_owner():
        row = make.make_referral(partner, month=month(), number=2, arrived=1, not_gone=1)
    client = client_of("head")
    page = text_of(client.post(url("offers:referral_undo", row), follow=True))
    assert "Bitte ändern Sie zuerst diese Zahlen." in page and numbers() == [2]


def test_partners_that_fit_the_theme_come_first_then_the_usual_ones(world, client_of, theme):
    with as_owner():
        other, usual = make.make_partner(world.own, "Aue e. V.", services=[]), make.make_partner(world.own, "Zentrum", services=["leisure"])
        fitting = make.make_partner(world.own, "Rat und Tat", services=["counselling"])
        make.make_referral(usual, month=month(), number=5)
        make.make_partner(world.sister, "Fremde Stelle")
        make.make_partner(world.own, "LSZ-Netzwerk", kind="network")  # a membership, no place for families
    response = client_of("professional").get(url("offers:referral_count", world.own, f"?theme={theme.pk}"))
    assert [row.pk for row in response.context["partners"]] == [fitting.pk, usual.pk, other.pk]
    page = text_of(response)
    assert page.count("passt zum Thema") == 1 and "Fremde Stelle" not in page


def test_a_theme_of_every_code_knows_services_that_exist(db):
    with as_owner():
        codes = set(Term.objects.filter(catalogue="theme").values_list("code", flat=True))
    assert set(FITTING) <= codes and {service for services in FITTING.values() for service in services} <= set(Partner.Service.values)


BAD = [{"partner": "987654"}, {"theme": "987654"}, {"partner": "unsinn"}, {"partner": ""}, {"theme": ""}, {"partner": "9" * 40}, {"partner": "²"}]


@pytest.mark.parametrize("changes", BAD)
def test_a_tap_on_nothing_is_refused_in_words(world, client_of, partner, theme, changes):
    response = tap(client_of("coordinator"), world.own, theme, partner, changes)
    assert "gibt es nicht (mehr). Bitte wählen Sie neu." in text_of(response, 422) and numbers() == []


def test_partners_and_themes_of_elsewhere_do_not_count(world, client_of, partner, theme):
    with as_owner():
        foreign = make.make_partner(world.foreign, "Fremde Stelle")
        ended = make.term("theme", "mobility")
        Term.objects.filter(pk=ended.pk).update(ends=date(2022, 12, 31))
    client = client_of("coordinator")
    assert tap(client, world.own, theme, foreign).status_code == 422
    assert tap(client, world.own, ended, partner).status_code == 422 and numbers() == []
    assert client.post(url("offers:referral_count", world.foreign), {}).status_code == 404


def test_a_full_month_says_so(world, client_of, partner, theme):
    with as_owner():
        make.make_referral(partner, month=month(), number=9999)
        make.make_support(world.own, month=month(), number=9999)
    client = client_of("coordinator")
    assert "Mehr als 9999 in einem Monat" in text_of(tap(client, world.own, theme, partner), 422)
    kind = {"kind": make.term("support_kind", "authority_help").pk}
    assert "Mehr als 9999 in einem Monat" in text_of(client.post(url("offers:support_count", world.own), kind), 422)
    assert numbers() == [9999] and numbers(SupportCount) == [9999]


def test_without_a_directory_the_counter_asks_for_the_first_partner(world, client_of, theme):
    assert "Erst eine Stelle, dann der Zähler" in text_of(client_of("coordinator").get(url("offers:referral_count", world.own)))
    page = text_of(client_of("professional").get(url("offers:referral_count", world.own, f"?theme={theme.pk}")))
    assert "Noch keine Stelle im Verzeichnis" in page


# What became of it ----------------------------------------------------------------------------------------------------


def test_later_arrived_and_not_gone_are_numbers(world, client_of, partner):
    with as_owner():
        row = make.make_referral(partner, month=month(), number=3)
    client, address = client_of("professional"), url("offers:referral_outcomes", world.own)
    assert "(3 offen)" in text_of(client.get(address))
    page = text_of(client.post(address, {f"{row.pk}-arrived": "2", f"{row.pk}-not_gone": "0"}, follow=True))
    assert "Der Ausgang ist gespeichert." in page and "(1 offen)" in page
    with as_owner():
        row.refresh_from_db()
        entry = Entry.objects.get(kind="outcomes")
        assert (row.arrived, row.not_gone) == (2, 0) and entry.internal and entry.text.endswith("Ausgang eingetragen")
    client.post(address, {f"{row.pk}-arrived": "2", f"{row.pk}-not_gone": "0"})
    with as_owner():
        assert Entry.objects.filter(kind="outcomes").count() == 1  # the same again is no change


@pytest.mark.parametrize(("arrived", "not_gone", "sentence"), [
    ("2", "2", "zusammen 4, vermittelt wurden 3"), ("-1", "0", "Bitte geben Sie mindestens 0 an."), ("viele", "0", "Bitte als ganze Zahl"),
    ("", "0", "Bitte füllen Sie"),
])  # fmt: skip
def test_more_than_were_passed_on_cannot_have_arrived(world, client_of, partner, arrived, not_gone, sentence):
    with as_owner():
        row, other = make.make_referral(partner, month=month(), number=3), make.make_referral(partner, "encounter", month=month(), number=5)
    data = {f"{row.pk}-arrived": arrived, f"{row.pk}-not_gone": not_gone, f"{other.pk}-arrived": "4", f"{other.pk}-not_gone": "1"}
    page = text_of(client_of("head").post(url("offers:referral_outcomes", world.own), data), 422)
    assert sentence in page and 'value="4"' in page
    with as_owner():
        assert not ReferralCount.objects.exclude(arrived=0, not_gone=0).exists()  # nothing half saved


def test_the_months_are_chosen_and_nonsense_shows_the_newest(world, client_of, partner):
    with as_owner():
        make.make_referral(partner, month=date(2026, 3, 1), number=3)
        make.make_referral(partner, month=date(2026, 5, 1), number=4)
    client, address = client_of("head"), url("offers:referral_outcomes", world.own)
    assert client.get(address + "?month=2026-03").context["month"] == date(2026, 3, 1)
    for nonsense in ("?month=2026-13", "?month=%00", "?month="):
        assert client.get(address + nonsense).context["month"] == date(2026, 5, 1)
    assert "Noch nichts gezählt" in text_of(client_of("head", elsewhere=True).get(url("offers:referral_outcomes", world.foreign)))


# The sums of a year ---------------------------------------------------------------------------------------------------


@pytest.mark.req("R067.C")
def test_referrals_per_partner_per_theme_and_per_function(world, client_of, partner):
    year = timezone.localdate().year
    with as_owner():
        other = make.make_partner(world.own, "Sportverein")
        make.make_referral(partner, month=date(year, 1, 1), number=4, arrived=1)
        make.make_referral(partner, "separation", month=date(year, 1, 1), number=2, referred_by="head")
        make.make_referral(other, "encounter", month=date(year, 1, 1), number=5, not_gone=2, referred_by="professional")
        make.make_referral(other, "encounter", month=date(year - 1, 1, 1), number=50)
    response = client_of("professional").get(url("offers:referral_count", world.own))
    table = response.context["table"]
    assert [(row["name"], row["referred"]) for row in table["partners"]] == [("Erziehungsberatung Ilmenau", 6), ("Sportverein", 5)]
    assert {row["name"]: row["referred"] for row in table["functions"]} == {"Koordination": 4, "Leitung": 2, "Fachkraft": 5}
    assert (table["referred"], table["arrived"], table["not_gone"]) == (11, 1, 2) and len(table["themes"]) == 3
    page = text_of(response)
    assert "Je Stelle, über alle Themen" in page and "Wer vermittelt hat" in page
    before = client_of("head").get(url("offers:referral_count", world.own, f"?year={year - 1}")).context["table"]
    assert before["referred"] == 50


KEYS = st.sampled_from("abc")
COUNTS = st.builds(
    lambda theme, partner, by, arrived, away, unknown: {
        "theme": theme, "partner": partner, "referred_by": by, "arrived": arrived, "not_gone": away, "referred": arrived + away + unknown
    },
    KEYS, KEYS, KEYS, *[st.integers(0, 50)] * 3,
)  # fmt: skip


@given(st.lists(COUNTS, max_size=40))
def test_sorted_whichever_way_the_sum_is_the_same(found):
    whole = _added(found)
    for key in ("theme", "partner", "referred_by"):
        assert _added(_by(found, key)) == whole
        assert sum(len(group) for group in _groups(found, key)) == len(found)
    assert whole["arrived"] + whole["not_gone"] <= whole["referred"]


# Support in everyday matters ------------------------------------------------------------------------------------------


@pytest.mark.guard("support-undo-once")
@pytest.mark.req("R039.H", "R039.D", "R039.C")
def test_support_is_one_tap_by_kind_with_totals(world, client_of):
    client, address, now = client_of("professional"), url("offers:support_count", world.own), timezone.localdate()
    page = text_of(client.get(address))
    for words in (
        "Familienbildung",
        "Fachdienste",
        "Ämtern",
        "Beantragen von Leistungen",
        "andere Unterstützung",
        "Begleitung bei Alltags- und Lebensfragen",
    ):
        assert words in page
    with as_owner():
        kinds = list(Term.objects.filter(catalogue="support_kind").order_by("number"))
        make.make_support(world.own, kinds[0].code, month=date(now.year - 1, 12, 1), number=70)
    assert len(kinds) == 5
    for kind, times in ((kinds[0], 2), (kinds[3], 2)):
        for _ in range(times):
            page = text_of(client.post(address, {"kind": kind.pk}, follow=True))
    assert f"Gezählt: {kinds[3].label}." in page and "Rückgängig" in page
    table = client.get(address).context["table"]
    assert [row["sum"] for row in table["rows"]] == [2, 0, 0, 2, 0] and table["sum"] == 4 and table["columns"][now.month - 1] == 4
    undo = undo_of(page)
    client.post(undo)
    client.post(undo)  # a double click takes back once
    assert client.get(address).context["table"]["sum"] == 3
    last_year = client.get(address + f"?year={now.year - 1}")
    assert last_year.context["table"]["sum"] == 70 and f"{kinds[0].label}: 70" in text_of(last_year)
    (fewer,) = re.findall(r'action="(/offers/support/[^"]+)"', last_year.content.decode())
    for _ in range(2):  # a double click takes back once
        assert client.post(unescape(fewer))["Location"] == f"{address}?year={now.year - 1}"
    assert f"{kinds[0].label}: 69" in text_of(client.get(address + f"?year={now.year - 1}"))


def test_an_ended_kind_keeps_its_row_and_takes_no_more(world, client_of):
    year = timezone.localdate().year
    with as_owner():
        row = make.make_support(world.own, "other", month=date(year, 1, 1), number=4)
        Term.objects.filter(pk=row.kind_id).update(ends=date(2022, 12, 31))
    client, address = client_of("coordinator"), url("offers:support_count", world.own)
    assert "andere Unterstützung im Alltag" in text_of(client.get(address)).split('id="h-year"')[1]
    assert "Diese Art gibt es nicht (mehr)" in text_of(client.post(address, {"kind": row.kind_id}), 422)
    with as_owner():
        SupportCount.objects.update(number=0)
    assert "Hier steht schon null." in text_of(client.post(url("offers:support_undo", row), follow=True))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.sampled_from(["tap", "undo", "help", "undo help"]), max_size=12))
def test_after_any_taps_the_number_is_taps_less_undos_and_never_below_nothing(world, steps):
    access, day, taken = Access(world.people["coordinator"]), month(), {"tap": 0, "help": 0}
    with transaction.atomic():
        with as_owner():
            partner, theme, kind = make.make_partner(world.own), make.term("theme", "parenting"), make.term("support_kind", "other")
            referral, support = make.make_referral(partner, month=day, number=0), make.make_support(world.own, "other", month=day, number=0)
        set_wall([world.own.pk])
        for step in steps:
            row = referral if step.endswith("tap") or step == "undo" else support
            key = "tap" if row is referral else "help"
            if step == "tap":
                count_referral(access=access, site=world.own, partner=partner, theme=theme)
            elif step == "help":
                count_support(access=access, site=world.own, kind=kind)
            else:
                row.refresh_from_db()
                take_back = take_back_referral if row is referral else take_back_support
                with nullcontext() if taken[key] else pytest.raises(ValidationError):
                    take_back(**{"referral" if row is referral else "support": row})
            taken[key] = max(taken[key] + (1 if step in {"tap", "help"} else -1), 0)
            for counted, wanted in ((referral, taken["tap"]), (support, taken["help"])):
                counted.refresh_from_db()
                assert counted.number == wanted
        transaction.set_rollback(True)


# Queries --------------------------------------------------------------------------------------------------------------


PAGES = [("offers:referral_count", "", 5), ("offers:referral_outcomes", "", 5), ("offers:support_count", "", 5), ("reporting:referral_report", "", 5)]


@pytest.mark.parametrize(("name", "query", "budget"), [*PAGES, ("offers:referral_count", "?theme=", 5)])
def test_pages_ask_the_same_number_of_questions(world, client_of, own_queries, theme, name, query, budget):
    client, seen_counts, years = client_of("coordinator"), [], timezone.localdate().year
    query = query and f"{query}{theme.pk}"
    for number in (3, 27):
        with as_owner():
            for index in range(number):
                partner = make.make_partner(world.own, f"Stelle {number}-{index}")
                make.make_referral(partner, month=date(years, 1, 1), number=4)
                make.make_referral(partner, month=finished_months(timezone.localdate())[-1], number=4, referred_by="head")
            if number == 3:
                make.make_support(world.own, month=date(years, 1, 1), number=3)
        with own_queries() as seen:
            assert client.get(url(name, world.own, query)).status_code == 200
        seen_counts.append(seen.count)
    assert seen_counts[0] == seen_counts[1] and seen_counts[0] <= budget + OF_EVERY_REQUEST
