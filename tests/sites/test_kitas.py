"""Kitas: the list, one Kita with its permit, another provider, and a Kita that was entered twice."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from sites.models import Entry, FormerName, FormerProvider, Kita, Municipality, SiteKita
from tests import factories as make
from tests.conftest import as_owner
from tests.sites.reading import anew, entries, german, text, url


@pytest.fixture
def kita(world) -> Kita:
    with as_owner():
        return Kita.objects.get(name="Kita Lindenhof")


# The list -------------------------------------------------------------------------------------------------------------


def listed(client, county, **query):
    return [kita.name for kita in client.get(url("kita_list", county.pk), query).context["page"].rows]


@pytest.mark.req("R031.K")
def test_the_list_shows_the_kitas_of_the_county_and_filters(world, client_of):
    with as_owner():
        free = make.make_kita(world.town, world.provider, "Kita Quellgrund")
        Kita.objects.filter(pk=free.pk).update(key="IK-77")
        Kita.objects.exclude(pk=free.pk).update(permit_number="IK-2019-001", permit_date=date(2019, 8, 1))
    client = client_of("social_planner")
    assert listed(client, world.county) == ["Kita Lindenhof", "Kita Märchenwald", "Kita Quellgrund"]
    assert listed(client, world.county, q="quell") == ["Kita Quellgrund"] == listed(client, world.county, q="ik-77")
    assert listed(client, world.county, q="Ilmenau") == listed(client, world.county) == listed(client, world.county, municipality=world.town.pk)
    assert listed(client, world.county, provider=world.other_provider.pk) == ["Kita Märchenwald"]
    assert listed(client, world.county, without="site") == ["Kita Quellgrund"] == listed(client, world.county, without="permit")
    page = text(client.get(url("kita_list", world.county.pk)))
    assert "vom 1. August 2019" in page and page.count("fehlt") == 1
    assert "Keine Kita passt zu diesen Filtern" in text(client.get(url("kita_list", world.county.pk), {"q": "gibtesnicht"}))


@pytest.mark.parametrize("query", [{"municipality": "x"}, {"provider": "-1"}, {"without": "all"}, {"q": "\x00"}, {"after": "kaputt"}])
def test_nonsense_in_the_address_shows_the_first_page(world, client_of, query):
    assert listed(client_of("youth_welfare_office"), world.county, **query) == ["Kita Lindenhof", "Kita Märchenwald"]


def test_long_lists_are_paged_and_keep_their_filter(world, client_of):
    with as_owner():
        for number in range(120):
            make.make_kita(world.town, world.provider if number % 2 else world.other_provider, f"Kita {number:03}")
    client, query, names = client_of("social_planner"), f"?provider={world.provider.pk}", []
    while query:
        page = client.get(url("kita_list", world.county.pk) + query).context["page"]
        names, query = [*names, *(kita.name for kita in page.rows)], page.next_url
    assert len(names) == len(set(names)) == 61 and names == sorted(names)


@pytest.mark.parametrize("number", [3, 30])
def test_the_list_asks_the_same_queries_for_3_and_30(world, client_of, own_queries, number):
    with as_owner():
        for one in range(number):
            make.make_site(world.town, [make.make_kita(world.town, world.provider, f"Kita {one}")], f"Ort {one}")
    client = client_of("social_planner")
    with own_queries() as seen:
        client.get(url("kita_list", world.county.pk))
    assert seen.count <= 9, [query["sql"][:100] for query in seen.captured_queries]


@pytest.mark.parametrize("number", [3, 30])
def test_a_kita_with_a_long_history_asks_no_more(world, client_of, own_queries, kita, number):
    with as_owner():
        for one in range(number):
            day = date(1990 + one, 1, 1)
            FormerProvider.objects.create(county=world.county, kita=kita, provider=world.other_provider, ends=day)
            FormerName.objects.create(place_id=world.county.pk, subject=f"sites.kita:{kita.pk}", name=f"Kita {one}", ends=day)
    client = client_of("social_planner")
    with own_queries() as seen:
        client.get(url("kita_detail", kita.pk))
    assert seen.count <= 12, [query["sql"][:100] for query in seen.captured_queries]


# Data and permit ------------------------------------------------------------------------------------------------------


def data_of(world, **changes):
    return {
        "name": "Kita Quellgrund", "provider": world.provider.pk, "municipality": world.town.pk, "street": "Am Quell 3", "postcode": "98693",
        "phone": "03677 4711", "email": "quell@kita.example", "places": "64", "key": "IK-77", "permit_number": "IK-2020-014",
        "permit_date": "12.5.2020", "permit_holder": "Sozialwerk Ilmtal e. V.", "permit_rooms": "Haus 1 mit vier Gruppenräumen", **changes,
    }  # fmt: skip


@pytest.mark.req("R031.H")
def test_a_kita_is_entered_with_its_permit(world, client_of):
    client = client_of("social_planner")
    form = text(client.get(url("kita_create")))
    assert "nach § 45 SGB VIII i. V. m. § 9 ThürKigaG eine Betriebserlaubnis" in form and "Sichtbar für Träger, Leitung und Team" in form
    page = text(client.post(url("kita_create"), data_of(world), follow=True))
    for words in ("IK-2020-014", "vom 12. Mai 2020", "Sozialwerk Ilmtal e. V.", "Haus 1 mit vier Gruppenräumen", f"AGS {world.town.ags}", "IK-77"):
        assert words in page
    assert "Nummer der Betriebserlaubnis fehlt" not in page and "ohne Nummer" not in page
    (entry,) = entries("registered")
    assert entry.text == "Kita „Kita Quellgrund“ angelegt" and entry.place_id == world.county.pk


@pytest.mark.req("R031.K")
def test_without_a_permit_it_is_saved_with_a_warning(world, client_of):
    page = text(client_of("social_planner").post(url("kita_create"), data_of(world, permit_number="", permit_date=""), follow=True))
    assert "ohne Nummer der Betriebserlaubnis gespeichert. Nach 1.6 gehört sie dazu" in page and "Die Nummer der Betriebserlaubnis fehlt" in page


def test_a_provider_enters_its_kita_in_another_county_and_only_for_itself(world, client_of):
    client = client_of("provider")
    assert client.post(url("kita_create"), data_of(world, municipality=world.other_town.pk)).status_code == 302
    with as_owner():
        made = Kita.objects.get(name="Kita Quellgrund")
    assert (made.county_id, made.provider_id, made.key) == (world.other_county.pk, world.provider.pk, "")  # the key is the county's own
    assert entries("registered")[0].place_id == world.provider.pk
    foreign = client.post(url("kita_create"), data_of(world, name="Kita Neu", provider=world.other_provider.pk))
    assert foreign.status_code == 422 and "Diese Auswahl gibt es nicht" in text(foreign)


BAD = [
    ({"name": ""}, "Bitte füllen Sie „Name“ aus"),
    ({"name": "kita lindenhof"}, "Diese Kita gibt es in der Gemeinde schon"),
    ({"name": "x" * 101}, "höchstens 100"),
    ({"key": "IK-1"}, "Diesen Schlüssel hat schon Kita Märchenwald"),
    ({"postcode": "9869"}, "Eine Postleitzahl hat fünf Ziffern"),
    ({"places": "viele"}, "Bitte als ganze Zahl eingeben"),
    ({"places": "1000"}, "999"),
    ({"email": "quell"}, "Bitte als E-Mail-Adresse eingeben"),
    ({"permit_date": "31.2.2020"}, "Diesen Tag gibt es nicht."),
    ({"permit_date": "1.1.2099"}, "Das Datum liegt in der Zukunft"),
    ({"permit_date": "12.5.0202"}, "Bitte prüfen Sie das Jahr"),
    ({"municipality": "0"}, "Diese Auswahl gibt es nicht"),
]


@pytest.mark.parametrize(("changes", "words"), BAD)
def test_bad_data_is_refused_at_the_field_and_nothing_is_saved(world, client_of, changes, words):
    with as_owner():
        Kita.objects.filter(name="Kita Märchenwald").update(key="IK-1")
        before = Kita.objects.count()
    answer = client_of("social_planner").post(url("kita_create"), data_of(world, **{"permit_rooms": "Bleibt stehen", **changes}))
    assert answer.status_code == 422 and words in text(answer) and "Bleibt stehen" in text(answer)
    with as_owner():
        assert Kita.objects.count() == before and not Entry.objects.exists()


@pytest.mark.req("R011.H")
def test_a_municipality_has_eight_digits_and_lies_in_the_county_of_its_kitas(world, client_of, kita):
    with as_owner():
        for ags in ("1607012", "160700123", "17070012"):
            with pytest.raises(DatabaseError), transaction.atomic():
                Municipality.objects.create(county=world.county, name="Falsch", ags=ags)
        with pytest.raises(DatabaseError), transaction.atomic():
            Kita.objects.filter(pk=kita.pk).update(municipality=world.other_town)
            connection.check_constraints()
    form = text(client_of("social_planner").get(url("kita_create")))
    assert "Ilmenau, Ilm-Kreis" in form and "Schleiz, Saale-Orla-Kreis" not in form


@pytest.mark.req("R031.H", "R321.H")
def test_new_data_keeps_the_old_values_and_the_old_name(world, client_of, kita):
    data = {"name": "Kita Am Lindenplatz", "municipality": world.town.pk, "places": "72", "permit_number": "IK-2024-001"}
    page = text(client_of("provider").post(url("kita_edit", kita.pk), data, follow=True))
    assert "Kita Am Lindenplatz" in page and "IK-2024-001" in page
    yesterday = timezone.localdate() - timedelta(days=1)
    former = page.split("Frühere Namen")[1][:200]
    assert "Kita Lindenhof" in former and f"bis {yesterday.day}." in former
    (entry,) = entries("changed")
    assert entry.details["permit_number"] == ["", "IK-2024-001"] and entry.details["places"] == ["80", "72"] and entry.place_id == world.own.pk
    client_of("provider").post(url("kita_edit", kita.pk), data | {"places": "72"})
    assert len(entries("changed")) == 1  # nothing changed, nothing written


# Another provider -----------------------------------------------------------------------------------------------------


def hand_over(client, kita, provider, day, query=""):
    return client.post(url("kita_provider", kita.pk) + query, {"provider": provider.pk, "day": german(day)}, follow=True)


@pytest.mark.req("R010.H", "R321.H")
def test_another_provider_keeps_the_history_and_the_rights_follow(world, client_of, kita):
    sheet, since = reverse("reporting:site_sheet", args=[world.own.pk]), timezone.localdate() - timedelta(days=10)
    assert client_of("provider").get(sheet).status_code == 200
    page = text(hand_over(client_of("social_planner"), kita, world.other_provider, since))
    assert f"Stadt Schleiz führt die Kita ab {german(since)}" in page and "mindestens 10 Stunden im Monat" in page
    (former,) = FormerProvider.objects.filter(kita=kita)
    assert (former.provider_id, former.starts, former.ends) == (world.provider.pk, None, since - timedelta(days=1))
    assert client_of("provider").get(sheet).status_code == 404 and client_of("provider", elsewhere=True).get(sheet).status_code == 200
    (entry,) = entries("provider")
    assert "Stadt Schleiz (vorher Sozialwerk Ilmtal e. V.)" in entry.text and entry.details["provider"] == [
        world.provider.pk,
        world.other_provider.pk,
    ]
    master = text(client_of("head").get(url("site_master", world.own.pk)))
    assert "Stadt Schleiz" in master and "früher Sozialwerk Ilmtal e. V. (bis" in master


@pytest.mark.req("R321.H")
def test_the_last_change_of_provider_is_corrected(world, client_of, kita):
    client, today = client_of("social_planner"), timezone.localdate()
    hand_over(client, kita, world.other_provider, today)
    right, day = make_third(world), today - timedelta(days=30)
    page = text(hand_over(client, kita, right, day, "?correct=1"))
    assert "Diakonie Ilmtal" in page and anew(kita).provider_id == right.pk
    (former,) = FormerProvider.objects.filter(kita=kita)
    assert former.ends == day - timedelta(days=1)
    assert "bisher Stadt Schleiz ab" in entries("provider_corrected")[0].text
    back = client.post(url("kita_provider", kita.pk) + "?correct=1", {"provider": world.provider.pk, "day": german(day)})
    assert back.status_code == 422 and "Sozialwerk Ilmtal e. V. führte die Kita vorher. Bitte wählen Sie den Träger, der sie übernommen hat." in text(
        back
    )


def make_third(world):
    with as_owner():
        return make.make_provider(world.county, "Diakonie Ilmtal")


@pytest.mark.parametrize(
    ("provider", "day", "words"),
    [
        ("provider", "today", "führt die Kita schon"),
        ("other_provider", "1.1.2099", "liegt in der Zukunft"),
        ("other_provider", "1.1.0202", "Bitte prüfen Sie das Jahr"),
        ("other_provider", "", "Bitte füllen Sie"),
        ("other_provider", "1.1.2020", "führt die Kita erst seit dem 01.03.2024"),
        ("none", "today", "Bitte füllen Sie"),
    ],
)
def test_a_change_of_provider_that_cannot_be_is_refused(world, client_of, kita, provider, day, words):
    third = make_third(world)
    with as_owner():
        FormerProvider.objects.create(county=world.county, kita=kita, provider=third, ends=date(2024, 2, 29))
    data = {"provider": getattr(getattr(world, provider, None), "pk", ""), "day": german(timezone.localdate()) if day == "today" else day}
    answer = client_of("social_planner").post(url("kita_provider", kita.pk), data)
    assert answer.status_code == 422 and words in text(answer)
    with as_owner():
        assert Kita.objects.get(pk=kita.pk).provider_id == world.provider.pk and FormerProvider.objects.count() == 1


# Entered twice --------------------------------------------------------------------------------------------------------


@pytest.fixture
def twin(world) -> Kita:
    """The same Kita once more: it knows the key and the permit."""
    with as_owner():
        made = make.make_kita(world.town, world.provider, "Kindergarten Lindenhof")
        Kita.objects.filter(pk=made.pk).update(key="IK-5", permit_number="IK-2018-005", permit_date=date(2018, 3, 1), phone="03677 5")
        made.refresh_from_db()
        return made


def merge(client, kita, other, stays):
    return client.post(url("kita_merge_with", kita.pk, other.pk), {"stays": stays.pk}, follow=True)


def test_a_kita_entered_twice_becomes_one_and_nothing_is_lost(world, client_of, kita, twin):
    client = client_of("social_planner")
    with as_owner():
        Kita.objects.filter(pk=kita.pk).update(phone="03677 1")
        SiteKita.objects.filter(kita=kita).update(ends=date(2024, 12, 31))
        make.make_kita_link(world.own, twin, starts=date(2025, 1, 1), leading=True)
        rows = Kita.objects.count()
    assert twin.name in text(client.get(url("kita_merge", kita.pk))) and twin.name in text(client.get(url("kita_merge", kita.pk), {"q": "ik-5"}))
    assert "Beide stehen beim selben Standort" in text(client.get(url("kita_merge_with", kita.pk, twin.pk)))
    assert "wirklich dieselbe Kita" not in text(client.get(url("kita_merge_with", kita.pk, twin.pk)))
    with as_owner():
        other = Kita.objects.get(name="Kita Märchenwald")  # of another provider
    assert "wirklich dieselbe Kita" in text(client.get(url("kita_merge_with", kita.pk, other.pk)))
    page = text(merge(client, kita, twin, kita))
    assert "„Kita Lindenhof“ bleibt" in page and "IK-2018-005" in page and "IK-5" in page and "03677 1" in page
    with as_owner():
        assert Kita.objects.count() == rows  # nothing is erased
        days = list(SiteKita.objects.filter(kita=kita, site=world.own).order_by("starts").values_list("starts", "ends"))
    assert days == [(date(2023, 1, 1), date(2024, 12, 31)), (date(2025, 1, 1), None)]
    assert listed(client, world.county) == ["Kita Lindenhof", "Kita Märchenwald"]
    gone = text(client.get(url("kita_detail", twin.pk)))
    assert "Zusammengeführt mit Kita Lindenhof" in gone and "Angaben ändern" not in gone
    assert client.get(url("kita_edit", twin.pk)).status_code == 404 and client.get(url("kita_merge", twin.pk)).status_code == 404
    (one, two) = sorted(entries("merged"), key=lambda entry: entry.subject)
    assert {one.subject, two.subject} == {f"sites.kita:{kita.pk}", f"sites.kita:{twin.pk}"}
    assert any(entry.details.get("days") and set(entry.details["filled"]) == {"key", "permit_number", "permit_date"} for entry in (one, two))


@pytest.mark.parametrize(
    ("ends", "other", "both"),
    [
        (date(2025, 6, 30), date(2026, 3, 31), date(2026, 3, 31)),
        (date(2026, 3, 31), date(2025, 6, 30), date(2026, 3, 31)),
        (None, date(2026, 3, 31), None),
        (date(2026, 3, 31), None, None),
    ],
)
def test_days_that_overlap_at_the_same_site_become_one_time(world, client_of, kita, twin, ends, other, both):
    with as_owner():
        SiteKita.objects.filter(kita=kita).update(ends=ends)
        make.make_kita_link(world.own, twin, starts=date(2025, 1, 1), ends=other)
    merge(client_of("social_planner"), kita, twin, kita)
    with as_owner():
        assert list(SiteKita.objects.filter(site=world.own).values_list("kita", "starts", "ends")) == [(kita.pk, date(2023, 1, 1), both)]


def test_two_sites_at_the_same_time_cannot_both_be_right(world, client_of, kita, twin):
    with as_owner():
        make.make_kita_link(world.sibling, twin, starts=date(2025, 1, 1))
    answer = client_of("social_planner").post(url("kita_merge_with", kita.pk, twin.pk), {"stays": kita.pk})
    assert answer.status_code == 422 and "gehört zum Standort Kita Lindenhof und „" in text(answer)
    assert "“ im selben Zeitraum zum Standort Kita Märchenwald." in text(answer)
    assert "Bitte beenden Sie zuerst eine der beiden Zuordnungen" in text(answer)
    assert anew(twin).merged_into_id is None and not entries("merged")
    unchosen = client_of("social_planner").post(url("kita_merge_with", kita.pk, twin.pk), {})
    assert unchosen.status_code == 422 and "Welcher Eintrag bleibt?“ aus" in text(unchosen)


def test_a_site_that_was_left_long_ago_stays_with_the_other_row(world, client_of, kita, twin):
    with as_owner():
        past = make.make_kita_link(world.sibling, twin, starts=date(2023, 2, 1), ends=date(2023, 8, 31))
    merge(client_of("social_planner"), kita, twin, kita)
    assert anew(past).kita_id == twin.pk and anew(twin).merged_into_id == kita.pk


@pytest.mark.guard("merge-pair")
def test_who_may_merge_which_two(world, client_of, kita, twin):
    """Both rows must lie in the planner's own county: this is the row of the matrix that needs two Kitas."""
    with as_owner():
        foreign = make.make_kita(world.other_town, world.provider, "Kita Lindenhof")
    address = url("kita_merge_with", kita.pk, twin.pk)
    for role in ("youth_welfare_office", "specialist_advisor", "provider", "head", "coordinator", "facilitator", "parent", "ministry"):
        assert client_of(role).get(address).status_code == 403 == client_of(role).post(address, {"stays": kita.pk}).status_code
    assert client_of("social_planner", elsewhere=True).get(address).status_code == 404
    planner = client_of("social_planner")
    for other in (foreign, kita):
        for pair in ((kita.pk, other.pk), (other.pk, kita.pk)):
            assert planner.get(url("kita_merge_with", *pair)).status_code == 404
            assert planner.post(url("kita_merge_with", *pair), {"stays": kita.pk}).status_code == 404
    assert planner.post(address, {"stays": foreign.pk}).status_code == 422
    assert planner.get(address).status_code == 200 and anew(twin).merged_into_id is None
