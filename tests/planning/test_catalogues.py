"""Lists and editions: what applies on a day, successors that leave the old entry as it was, links; the criteria of a site."""

import re
from datetime import date
from html import unescape

import pytest
from django.urls import reverse

from planning.models import ActionField, Body, CriterionNote, Edition, LegalBasis, Link, Resolution, Term
from sites.models import Entry
from tests import factories as make
from tests.client import MARKS
from tests.conftest import as_owner

OF_EVERY_REQUEST = 5  # session, user, reach, wall, the place in the header


def url(name, *args):
    return reverse(f"planning:{name}", args=args)


def body(client, name, *args, query=""):
    response = client.get(url(name, *args) + query)
    assert response.status_code == 200
    return response.content.decode()


def entry(**changes):
    return {"label": "Erziehungs- und Lebensfragen", "text": "", "paragraph": "1.2", "since": "", "ends": "", **changes}


# What applies on a day ------------------------------------------------------------------------------------------------


@pytest.mark.req("R320.C", "R320.H")
def test_which_edition_applied_at_a_day(world, client_of):
    client = client_of("state_office")
    new = {"title": "Zweite Fassung", "code": "2031", "published": "1.3.2031", "starts": "1.7.2031"}
    assert client.post(url("edition_create"), new).status_code == 302
    with as_owner():
        assert Edition.objects.get(code="2021").ends == date(2031, 6, 30)
        assert Entry.objects.get(kind="created", subject__startswith="planning.edition:").place_id == world.state.pk
    reader = client_of("parent")
    assert "<b>Fachliche Empfehlungen – Entwicklung von Kitas" in body(reader, "catalogue_list", query="?on=30.06.2031")
    assert "<b>Zweite Fassung</b>" in body(reader, "catalogue_list", query="?on=1.7.2031")
    refused = client.post(url("edition_create"), {**new, "code": "2032", "starts": "1.1.2021", "title": "Bleibt stehen"})
    assert refused.status_code == 422 and "Die jetzige Fassung gilt seit dem 01.07.2031" in refused.content.decode()
    assert "Bleibt stehen" in refused.content.decode()


@pytest.mark.parametrize("nonsense", ["31.2.2026", "gestern", "%00", "1.1.99999"])
def test_a_day_that_is_none_shows_today_and_says_so(world, client_of, nonsense):
    for name, args in (("catalogue_list", ()), ("catalogue_detail", ("theme",))):
        page = body(client_of("ministry"), name, *args, query=f"?on={nonsense}")
        assert ("Bitte als Datum eingeben" in page or "Diesen Tag gibt es nicht." in page) and ("Heute gilt" in page or "Gilt heute" in page)


@pytest.mark.parametrize("catalogue", [*Term.Catalogue.values, "legal_bases", "action_fields"])
def test_every_list_has_its_page(world, client_of, catalogue):
    page = body(client_of("parent_representative"), "catalogue_detail", catalogue)
    assert "<tbody" in page and "Eintrag aufnehmen" not in page
    assert "An diesem Tag galt noch nichts" in body(client_of("parent"), "catalogue_detail", catalogue, query="?on=1.1.1999")


def test_a_list_that_does_not_exist_is_missing(world, client_of):
    client = client_of("state_office")
    with as_owner():
        theme = make.term("theme", "parenting")
    for address in (url("catalogue_detail", "nothing"), url("term_create", "nothing"), url("term_edit", theme.pk, "setting")):
        assert client.get(address).status_code == 404


@pytest.mark.req("R103.H")
def test_the_six_action_fields_and_what_three_sources_say(world, client_of):
    page = body(client_of("ministry"), "catalogue_detail", "action_fields")
    for number, name in enumerate(("Steuerung", "Vereinbarkeit von Familie", "Bildung im familiären", "Beratung", "Wohnumfeld", "Dialog der"), 1):
        assert f"HF {number} {name}" in page
    assert "Drei Quellen nennen das Feld verschieden" in page and "thekiz.de als Handlungsfeld 6" in page


@pytest.mark.req("R101.H")
def test_the_sources_of_money_stand_with_the_paragraph(world, client_of):
    page = body(client_of("head"), "catalogue_detail", "funding_source")
    for words in ("kommunales Programm zur Kinder- und Familienfreundlichkeit", "Frühe Hilfen", "Präventionsgesetz", "Abschnitt 1.6"):
        assert words in page


# Entries and their successors -----------------------------------------------------------------------------------------


@pytest.mark.req("R320.H", "R320.C")
def test_another_name_begins_on_a_day_and_the_old_entry_stays(world, client_of):
    with as_owner():
        old = make.term("theme", "parenting")
        need = make.make_need(world.own, theme=old)
    client = client_of("state_office")
    assert client.post(url("term_edit", old.pk, "theme"), entry(label="Erziehung und Alltag", since="1.1.2030")).status_code == 302
    with as_owner():
        old.refresh_from_db()
        need.refresh_from_db()
        new = Term.objects.get(catalogue="theme", label="Erziehung und Alltag")
        assert (old.label, old.ends, new.starts, new.number) == ("Erziehungs- und Lebensfragen", date(2029, 12, 31), date(2030, 1, 1), old.number)
        assert need.theme == old and Entry.objects.get(subject=f"planning.term:{new.pk}").details == {"before": old.pk}
    before, after = (body(client, "catalogue_detail", "theme", query=f"?on={day}").split('id="h-others"')[0] for day in ("31.12.2029", "1.1.2030"))
    assert "Erziehungs- und Lebensfragen" in before and "Erziehung und Alltag" not in before
    assert "Erziehung und Alltag" in after and "Erziehungs- und Lebensfragen" not in after
    assert client.post(url("term_edit", new.pk, "theme"), entry(label="Erziehung", since="1.1.2031")).status_code == 302  # and once more


@pytest.mark.req("R320.H", "R087.H", "R103.H")
def test_laws_and_fields_follow_on_each_other_alike(world, client_of):
    client = client_of("state_office")
    with as_owner():
        law, field = LegalBasis.objects.get(edition="2021", number=7), ActionField.objects.get(edition="2021", number=3)
    change = {"citation": "Thüringer Kindergartengesetz (ThürKigaG)", "content": law.content, "since": "1.1.2025", "ends": ""}
    assert client.post(url("term_edit", law.pk, "legal_bases"), change).status_code == 302
    assert client.post(url("term_edit", field.pk, "action_fields"), {"name": "Familienbildung", "since": "1.7.2027", "ends": ""}).status_code == 302
    with as_owner():
        assert list(LegalBasis.objects.filter(number=7).order_by("starts").values_list("edition", "ends")) == [
            ("2021", date(2024, 12, 31)),
            ("2025", None),
        ]
        assert ActionField.objects.on(date(2027, 7, 1)).get(number=3).name == "Familienbildung"
        assert ActionField.objects.on(date(2027, 6, 30)).get(number=3) == field


def test_explanations_are_corrected_in_place(world, client_of):
    with as_owner():
        row = make.term("theme", "parenting")
    change = entry(text="Schlaf, Trotz, Geschwister", ends="31.12.2033")
    assert client_of("state_office").post(url("term_edit", row.pk, "theme"), change).status_code == 302
    with as_owner():
        row.refresh_from_db()
        assert (row.text, row.ends) == ("Schlaf, Trotz, Geschwister", date(2033, 12, 31)) and Term.objects.filter(catalogue="theme").count() == 17


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"label": "Bleibt stehen"}, "Bitte geben Sie an, ab welchem Tag sie gilt"),
        ({"since": "1.1.2030", "text": "Bleibt stehen"}, "Die Bezeichnung ist dieselbe wie bisher"),
        ({"label": "Bleibt stehen", "since": "1.8.2021"}, "Der Eintrag gilt erst seit dem 01.08.2021"),
        ({"label": "Bleibt stehen", "since": "nie"}, "Bitte als Datum eingeben"),
        ({"label": "", "text": "Bleibt stehen"}, "Bitte füllen Sie „Bezeichnung“ aus."),
        ({"ends": "1.1.2020", "text": "Bleibt stehen"}, "Das Ende liegt vor dem Beginn."),
        ({"label": "Bleibt stehen" + "x" * 300, "since": "1.1.2030"}, "höchstens 300 Zeichen"),
    ],
)
def test_a_change_that_contradicts_itself_is_refused_in_words(world, client_of, changes, sentence):
    with as_owner():
        row = make.term("theme", "parenting")
    response = client_of("state_office").post(url("term_edit", row.pk, "theme"), entry(**changes))
    assert response.status_code == 422 and sentence in response.content.decode() and "Bleibt stehen" in response.content.decode()
    with as_owner():
        row.refresh_from_db()
        assert (row.label, row.ends) == ("Erziehungs- und Lebensfragen", None) and Term.objects.filter(catalogue="theme").count() == 17


def test_new_entries_of_every_kind(world, client_of):
    client = client_of("state_office")
    term = {"label": "Wohnen und Mieten", "text": "", "paragraph": "", "starts": "1.1.2027", "ends": ""}
    assert client.post(url("term_create", "theme"), term).status_code == 302
    assert client.post(url("term_create", "theme"), term).status_code == 302  # the same words twice have keys of their own
    law = {"citation": "ThürKigaG, § 7a", "content": "Qualität", "starts": "1.1.2025", "ends": ""}
    assert client.post(url("term_create", "legal_bases"), law).status_code == 302
    assert client.post(url("term_create", "action_fields"), {"name": "Digitales", "starts": "1.1.2027", "ends": ""}).status_code == 302
    with as_owner():
        assert [row.number for row in Term.objects.filter(label="Wohnen und Mieten").order_by("number")] == [18, 19]
        first, second = Term.objects.filter(label="Wohnen und Mieten").order_by("number").values_list("code", flat=True)
        assert first == "wohnen-und-mieten" and second.startswith("wohnen-und-mieten-")
        assert LegalBasis.objects.get(citation="ThürKigaG, § 7a").number == 12 and ActionField.objects.get(name="Digitales").number == 7


def test_an_indicator_says_how_its_figures_are_written(world, client_of):
    client, rate = client_of("state_office"), {"label": "Arbeitslosenquote", "text": "", "paragraph": "", "starts": "1.1.2026", "ends": ""}
    assert "Art der Zahl" in client.post(url("term_create", "social_indicator"), rate).content.decode()  # nothing is chosen for them
    assert client.post(url("term_create", "social_indicator"), {**rate, "figure_kind": "share"}).status_code == 302
    page = client.get(url("catalogue_detail", "social_indicator")).content.decode()
    assert "Arbeitslosenquote" in page and "wird gezählt" in page and "ist ein Anteil" in page and "wird gemessen" in page
    with as_owner():
        row = Term.objects.get(label="Arbeitslosenquote")
    assert 'name="figure_kind"' not in client.get(url("term_edit", row.pk, "social_indicator")).content.decode()  # figures rest on it
    change = {"label": "Quote der Arbeitslosen", "text": "", "paragraph": "", "since": "1.1.2027", "ends": ""}
    assert client.post(url("term_edit", row.pk, "social_indicator"), change).status_code == 302
    with as_owner():
        assert Term.objects.get(label="Quote der Arbeitslosen").figure_kind == "share"


# Links ----------------------------------------------------------------------------------------------------------------


@pytest.mark.req("R322.H")
def test_the_links_that_the_recommendations_name(world, client_of):
    page = body(client_of("professional"), "link_list")
    for address in ("https://www.lsz-thueringen.de/", "https://www.thekiz.de/", "https://www.familienzentrum.nrw.de/", "tabelle=KT001505"):
        assert re.search(f'href="[^"]*{re.escape(address)}', page), address
    assert 'href="https://www.wirkung-lernen.de' not in page and "gibt es nicht mehr" in page and 'href="https://www.phineo.org/"' in page
    assert "noch nicht geprüft" in page and "Heute erreichbar" not in page


@pytest.mark.req("R322.H", "R002.D1")
def test_the_state_office_checks_and_replaces(world, client_of):
    client = client_of("state_office")
    with as_owner():
        link = Link.objects.get(url="https://www.thekiz.de/")
    assert client.post(url("link_check", link.pk), {"gone": "yes"}).status_code == 302
    change = {"title": link.title, "url": link.url, "paragraph": "4.5", "gone": "on", "replacement": "https://neu.example/", "note": ""}
    assert client.post(url("link_edit", link.pk), change).status_code == 302
    page = body(client, "link_list")
    assert 'href="https://neu.example/"' in page and 'href="https://www.thekiz.de/"' not in page and "Heute erreichbar" in page
    with as_owner():
        link.refresh_from_db()
        assert link.gone and link.checked_on and Entry.objects.filter(subject=f"planning.link:{link.pk}").count() == 2
    for bad, sentence in (
        ({"url": "javascript:alert(1)"}, "Bitte als ganze Adresse eingeben"),
        ({"url": "https://www.lsz-thueringen.de/"}, "Diese Adresse steht schon im Verzeichnis."),
        ({"replacement": link.url}, "Der Ersatz ist dieselbe Adresse."),
    ):
        refused = client.post(url("link_edit", link.pk), {**change, "note": "Bleibt stehen", **bad})
        assert refused.status_code == 422 and sentence in refused.content.decode() and "Bleibt stehen" in refused.content.decode()
    assert client.post(url("link_create"), {**change, "url": "https://noch.example/", "gone": ""}).status_code == 302


# Criteria -------------------------------------------------------------------------------------------------------------


@pytest.mark.req("R111.H1")
def test_the_edition_stands_with_its_day_and_its_criteria_as_sentences(world, client_of):
    applies = body(client_of("parent"), "catalogue_list")
    assert "<b>Fachliche Empfehlungen – Entwicklung von Kitas zu Thüringer Eltern-Kind-Zentren</b>, Stand August 2021" in applies
    with as_owner():
        rows = list(Term.objects.filter(catalogue="criterion").order_by("paragraph", "number"))
    assert 20 <= len(rows) <= 30 and {row.paragraph for row in rows} == {"1.1", "1.2", "1.3", "1.5", "2.5", "3.1", "3.2", "3.3"}
    assert all(row.label[0].isupper() and row.label.endswith(".") and "  " not in row.label and "„" not in row.label for row in rows)
    page = unescape(body(client_of("professional"), "criteria", world.own.pk))
    parts = {part.split("<")[0].strip(): part for part in page.split(">Abschnitt ")[1:]}
    assert [row.label for row in rows if f"„{row.label}“" not in parts[row.paragraph]] == []


@pytest.mark.req("R111.D", "R063.H")
@pytest.mark.parametrize("who", ["coordinator", "head"])
def test_a_site_says_in_words_how_it_stands(world, client_of, who):
    client = client_of(who)
    change = {"standing": "lived", "how": "Im Flur hängt die Liste der Bedarfe.", "noted_on": "3.4.2026"}
    assert client.post(url("criterion_edit", world.own.pk, "from_needs"), change).status_code == 302
    office = client_of("social_planner")
    page = body(office, "criteria", world.own.pk)
    assert "in Reaktion auf die zuvor erhobenen Bedarfe" in page and "wird gelebt" in page and "Im Flur hängt die Liste" in page
    assert "Dazu etwas sagen" not in page and "noch nicht besprochen" in page
    for word in ("zertifiziert", "erfüllt", "Punktzahl", "Prozent"):
        assert word not in page
    assert client.post(url("criterion_edit", world.own.pk, "from_needs"), {**change, "standing": "on_the_way"}).status_code == 302
    with as_owner():
        note = CriterionNote.objects.get(site=world.own)
        assert note.standing == "on_the_way" and note.criterion.code == "from_needs"
        kinds = Entry.objects.filter(subject=f"planning.criterionnote:{note.pk}").order_by("pk").values_list("kind", "internal")
        assert list(kinds) == [("created", False), ("changed", False)]


@pytest.mark.parametrize("known", [True, False])
def test_the_second_of_two_who_say_something_to_a_sentence_is_asked(world, client_of, known):
    if known:
        with as_owner():
            make.make_note(world.own, "concept")
    first, second, edit = client_of("head"), client_of("coordinator"), url("criterion_edit", world.own.pk, "concept")
    marks = dict(MARKS.findall(first.get(edit).content.decode()))
    change = {"standing": "lived", "noted_on": "3.4.2026"}
    assert second.post(edit, {**change, "how": "Am Aushang."}).status_code == 302
    refused = first.post(edit, {**change, "how": "Im Heft.", **marks})
    assert refused.status_code == 409 and "inzwischen gespeichert" in refused.content.decode()
    assert "Am Aushang." in refused.content.decode() and "Im Heft." in refused.content.decode()
    with as_owner():
        assert CriterionNote.objects.get(site=world.own).how == "Am Aushang."


@pytest.mark.req("R111.D")
def test_a_sign_that_is_missing_is_asked_for_and_saved(world, client_of):
    client = client_of("head")
    change = {"standing": "lived", "how": "", "noted_on": "3.4.2026"}
    page = client.post(url("criterion_edit", world.own.pk, "concept"), change, follow=True).content.decode()
    assert "Noch offen: Woran sieht man das?" in page
    with as_owner():
        assert CriterionNote.objects.get(site=world.own).standing == "lived"


@pytest.mark.req("R111.K")
def test_the_rule_applies_in_a_county_from_its_resolution(world, client_of):
    assert "noch nicht beschlossen" in body(client_of("head"), "criteria", world.own.pk)
    with as_owner():
        body_of_county = Body.objects.create(place_id=world.county.pk, name="Jugendhilfeausschuss", kind="youth_welfare_committee")
        Resolution.objects.create(
            place_id=world.county.pk, body=body_of_county, decided_on=date(2022, 3, 9), number="JHA 7/2022", kind="adoption", subject="ThEKiZ",
            edition=Edition.objects.get(code="2021"),
        )  # fmt: skip
    page = body(client_of("head"), "criteria", world.own.pk)
    assert "seit dem Beschluss vom 9.\xa0März 2022" in page and "noch nicht beschlossen" not in page


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"standing": ""}, "Bitte füllen Sie „Wie steht es?“ aus."),
        ({"noted_on": "1.1.2099"}, "Das Datum liegt in der Zukunft."),
        ({"standing": "5"}, "neu"),
    ],
)
def test_a_bad_note_is_refused_in_words(world, client_of, changes, sentence):
    change = {"standing": "open", "how": "Bleibt stehen", "noted_on": "3.4.2026", **changes}
    response = client_of("head").post(url("criterion_edit", world.own.pk, "concept"), change)
    assert response.status_code == 422 and sentence in response.content.decode() and "Bleibt stehen" in response.content.decode()
    with as_owner():
        assert not CriterionNote.objects.exists()


def test_a_sentence_that_does_not_exist_and_a_foreign_site_are_missing(world, client_of):
    client = client_of("head")
    assert client.get(url("criterion_edit", world.own.pk, "unknown")).status_code == 404
    assert client.get(url("criterion_edit", world.foreign.pk, "concept")).status_code == 404
    assert client.get(url("criteria", world.foreign.pk)).status_code == 404


def test_a_note_stays_at_the_wording_it_was_written_for(world, client_of):
    with as_owner():
        note = make.make_note(world.own, "access")
    old = note.criterion
    change = entry(label="Zugänge sind niedrigschwellig.", paragraph="2.5", since="1.1.2026")
    assert client_of("state_office").post(url("term_edit", old.pk, "criterion"), change).status_code == 302
    page = body(client_of("head"), "criteria", world.own.pk)
    assert "Zugänge sind niedrigschwellig." in page and "galt bis 31.\xa0Dezember 2025" in page and "Jedes Angebot nennt seinen Bedarf." in page


def test_pages_ask_the_same_number_of_questions(world, client_of, own_queries):
    client, counts = client_of("head"), []
    with as_owner():
        codes = list(Term.objects.filter(catalogue="criterion").values_list("code", flat=True))
    for some in (codes[:3], codes[3:]):
        with as_owner():
            for code in some:
                make.make_note(world.own, code)
        with own_queries() as seen:
            client.get(url("criteria", world.own.pk))
        counts.append(seen.count)
    assert counts[0] == counts[1] <= 5 + OF_EVERY_REQUEST
    for name, args in (("catalogue_list", ()), ("catalogue_detail", ("theme",)), ("link_list", ())):
        with own_queries() as seen:
            client.get(url(name, *args))
        assert seen.count <= 5 + OF_EVERY_REQUEST, name
