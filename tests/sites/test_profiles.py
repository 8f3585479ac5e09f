"""The profile of a house for a year: priorities, three fields of service, four features of its offers, participation, concept."""

from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from sites.models import Entry, SiteProfile
from tests import factories as make
from tests.conftest import as_owner

OF_EVERY_REQUEST = 5  # session, user, reach, wall, the place in the header
YEAR = timezone.localdate().year
FIELDS = {
    "base_mandate": "Offene Gruppen nach dem Bildungsplan",
    "education_partnership": "Gespräche zweimal im Jahr",
    "learning_partnership": "Bibliothek und Grundschule planen mit",
}
FEATURES = {
    "low_threshold": "Die Tür steht offen",
    "family_orientation": "Auch Großeltern sind gemeint",
    "closeness": "Zehn Minuten zu Fuß",
    "special_needs": "Zeiten für Schichtdienst",
}


def profile(**changes):
    values = {
        "priorities": "Ein offener Nachmittag in der Woche", **FIELDS, **FEATURES,
        "participation": "Elternbeirat und Kinderrat; Abschnitt 6 der Konzeption", "concept": "Fassung 4 vom 12. März 2026, Abschnitt 5",
    }  # fmt: skip
    return {**values, **changes}


def url(site, year=YEAR):
    return reverse("sites:profile_edit", args=[site.pk, year])


def text_of(response, status=200):
    assert response.status_code == status
    return unescape(response.content.decode())


def master(client, site):
    return text_of(client.get(reverse("sites:site_master", args=[site.pk])))


def saved(client, site, year=YEAR, **changes):
    return text_of(client.post(url(site, year), profile(**changes), follow=True))


# What is saved and shown ----------------------------------------------------------------------------------------------


@pytest.mark.req("R049.H", "R051.H")
@pytest.mark.parametrize("who", ["head", "coordinator"])
def test_the_profile_of_a_year_stands_on_the_stammblatt(world, client_of, who):
    page = saved(client_of(who), world.own)
    assert f"Profil {YEAR} ist gespeichert" in page and "noch nicht beschrieben" not in page
    for role in ("social_planner", "facilitator", "parent_representative"):
        page = master(client_of(role), world.own)
        for words in (*profile().values(), "Bildung, Erziehung und Betreuung", "Erziehungspartnerschaftliches", "Bildungspartnerschaftliches"):
            assert words in page, (role, words)
    with as_owner():
        assert Entry.objects.get(subject__startswith="sites.siteprofile:").text == f"Profil {YEAR} angelegt"


@pytest.mark.req("R049.H")
def test_every_year_has_its_own_priorities_and_a_new_one_begins_with_the_last(world, client_of):
    client = client_of("coordinator")
    with as_owner():
        make.make_profile(world.own, YEAR - 1, priorities="Väter erreichen", closeness="Fünf Minuten")
    form = text_of(client.get(url(world.own)))
    assert "Väter erreichen</textarea>" in form and f"Übernommen aus dem Profil {YEAR - 1}" in form
    with as_owner():
        assert SiteProfile.objects.count() == 1  # nothing is saved before somebody does it
    page = saved(client, world.own, priorities="Familien mit Babys")
    now, before = page.split(f"<summary>Profil {YEAR - 1}</summary>")
    assert "Familien mit Babys" in now and "Väter erreichen" not in now and "Väter erreichen" in before
    assert url(world.own, YEAR + 1) in page
    page = saved(client, world.own, YEAR + 1, priorities="Übergang in die Schule")
    assert page.index("Familien mit Babys") < page.index("Übergang in die Schule")  # what applies today comes first
    with as_owner():
        assert [row.priorities for row in SiteProfile.objects.all()] == ["Übergang in die Schule", "Familien mit Babys", "Väter erreichen"]
    assert "Väter erreichen" in master(client_of("youth_welfare_office"), world.own)


def test_a_feature_that_is_not_described_is_a_hint(world, client_of):
    page = saved(client_of("head"), world.own, closeness="", special_needs=" ")
    assert "Noch nicht beschrieben: Wohnortnähe, Ausrichtung an besonderen Bedarfen aller Familien des Sozialraums." in page
    assert "(Fachliche Empfehlungen 1.2)" in page
    with as_owner():
        assert SiteProfile.objects.get().closeness == ""


@pytest.mark.req("R051.H", "R051.K")
def test_participation_belongs_in_the_concept_and_its_lack_is_a_hint(world, client_of):
    page = saved(client_of("coordinator"), world.own, participation="")
    assert "Die Beteiligung ist noch nicht beschrieben. Sie soll in der Konzeption verankert sein (Fachliche Empfehlungen 1.2)." in page
    assert "noch nicht beschrieben (Fachliche Empfehlungen 1.2)" in master(client_of("facilitator"), world.own)
    page = saved(client_of("coordinator"), world.own)
    assert "Beteiligung ist noch nicht" not in page and "Elternbeirat und Kinderrat; Abschnitt 6 der Konzeption" in page


@pytest.mark.req("R061.H")
def test_the_concept_is_named_with_what_it_rests_on(world, client_of):
    page = saved(client_of("head"), world.own)
    assert "Konzeption: Fassung 4 vom 12. März 2026, Abschnitt 5" in page
    assert "Thüringer Bildungsplan bis 18 Jahre, nach § 7 Abs. 1 ThürKigaG (Fachliche Empfehlungen 1.6)" in page
    assert "Konzeption: noch nicht genannt" in saved(client_of("head"), world.own, concept="")


HELP = [
    ("R034", "„Diese drei Leistungsfelder werden in einem ThEKiZ wirkungsorientiert umgesetzt.“", "Abschnitt 1.2"),
    ("R034", "der Grundauftrag jeder Kita", "Abschnitt 1.2"),
    ("R041", "„Sie sind gekennzeichnet durch niedrigschwellige Zugänge, Familienorientierung, Wohnortnähe", "Abschnitt 1.2"),
    ("R049", "„Jedes ThEKiZ setzt auf Grundlage der spezifischen Bedarfe und Bedingungen vor Ort andere Schwerpunkte.“", "Abschnitt 1.2"),
    ("R051", "Partizipation und Empowerment von Kita-Leitung, pädagogischen Fachkräften, Kindern und Familien", "Abschnitt 1.2"),
    ("R060", "integrierten Gesamtkonzept und betrachten das Kind im System seiner Lebenswelt", "Präambel"),
    ("R061", "„Der Thüringer Bildungsplan ist gemäß § 7 Abs. 1 ThürKigaG (Ziele und Aufgaben der Kindertageseinrichtungen) Grundlage", "Präambel"),
]


@pytest.mark.parametrize(("row", "words", "source"), HELP)
def test_the_words_of_the_recommendations_stand_beside_the_field(world, client_of, row, words, source):
    page = text_of(client_of("coordinator").get(url(world.own)))
    assert words in page, row
    assert f"({source})" in page.split(words)[1].split("</details>")[0], row


# Bad input, other houses, other years ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"priorities": " "}, "Bitte füllen Sie „Schwerpunkte des Jahres“ aus."),
        ({"priorities": "x" * 2001}, "höchstens 2.000 Zeichen"),
        ({"closeness": "x" * 1001}, "höchstens 1.000 Zeichen"),
        ({"concept": "x" * 201}, "höchstens 200 Zeichen"),
    ],
)
def test_bad_input_is_refused_in_words_and_keeps_the_text(world, client_of, changes, sentence):
    page = text_of(client_of("head").post(url(world.own), profile(base_mandate="Bleibt stehen", **changes)), 422)
    assert sentence in page and "Bleibt stehen" in page
    with as_owner():
        assert not SiteProfile.objects.exists()


@pytest.mark.parametrize("year", [1999, 2009, YEAR + 2, 99999])
def test_years_that_cannot_be_are_missing(world, client_of, year):
    assert client_of("head").get(url(world.own, year)).status_code == 404


def test_the_profile_of_another_house_is_not_there(world, client_of):
    assert client_of("head").post(url(world.sister), profile()).status_code == 404
    assert client_of("social_planner").post(url(world.own), profile()).status_code == 403
    with as_owner():
        assert not SiteProfile.objects.exists()


def test_a_change_is_one_entry_with_old_and_new(world, client_of):
    with as_owner():
        row = make.make_profile(world.own, YEAR, priorities="Alt", **FIELDS)
    saved(client_of("head"), world.own, priorities="Neu")
    with as_owner():
        entry = Entry.objects.get(subject=f"sites.siteprofile:{row.pk}")
        assert entry.kind == "changed" and entry.details["priorities"] == ["Alt", "Neu"] and "base_mandate" not in entry.details


def test_the_stammblatt_asks_no_more_for_many_years(world, client_of, own_queries):
    client, counts = client_of("coordinator"), []
    for years in (range(YEAR - 2, YEAR + 1), range(2010, YEAR - 2)):
        with as_owner():
            for year in years:
                make.make_profile(world.own, year)
        with own_queries() as seen:
            assert client.get(reverse("sites:site_master", args=[world.own.pk])).status_code == 200
        counts.append(seen.count)
    assert counts[0] == counts[1] <= 8 + OF_EVERY_REQUEST


def test_an_empty_profile_is_told_to_those_who_may_write_it(world, client_of):
    assert "Noch hat der Standort kein Profil geschrieben." in master(client_of("facilitator"), world.own)
    page = master(client_of("coordinator"), world.own)
    assert f"Profil {YEAR} schreiben" in page and "vorbereiten" not in page
