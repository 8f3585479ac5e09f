"""The 24 formats of Anhang 3: in their groups, with their words, one click from an offer, and what each must not keep."""

import re
from datetime import date, timedelta
from html import unescape

import pytest
from django.utils import timezone

from offers.models import CrisisFormat, Offer, Session
from planning.models import Term
from tests import factories as make
from tests.conftest import as_owner
from tests.factories.crisis import HYGIENE
from tests.offers.test_crisis import text_of, url

DAY = timedelta(days=1)
req = pytest.mark.req
#: Code, what its name says, the beginning of its words in the recommendations, and the clauses it carries.
FORMATS = (
    pytest.param("T1", "Bereitschaftstelefon im Wechsel", "Seelsorge durch das Vorhalten eines wechselnden Bereitschaftsdienstes", id="T1"),
    pytest.param("T2", "Telefonberatung", "Telefoncoaching für Familien", id="T2"),
    pytest.param("T3", "Alle Familien", "Aktive regelmäßige telefonische Kontaktaufnahme zu allen Familien", marks=req("R285.H"), id="T3"),
    pytest.param("T4", "Feste Telefonsprechstunde", "Angebot einer festen telefonischen Sprechstunde", marks=req("R285.H"), id="T4"),
    pytest.param("V1", "Beratung beim Spaziergang", "Beratungsangebote für Familien (bei Spaziergängen", marks=req("R300.H"), id="V1"),
    pytest.param("V2", "Infopoint vor der Kita", "Errichten eines Infopoints", marks=req("R301.H"), id="V2"),
    pytest.param("V3", "Tür- und Angelgespräche", "Gezielte Tür- und Angelgespräche am Wohnort", marks=req("R302.H"), id="V3"),
    pytest.param("V4", "Besuch zum Geburtstag", "Besuch der Geburtstagskinder", marks=req("R303.H"), id="V4"),
    pytest.param("V5", "Elterngespräche beim Spaziergang", "Elterngespräche: In 1:1 Gesprächen", marks=req("R304.H"), id="V5"),
    pytest.param("V6", "Erzählspaziergänge", "Erzählspaziergänge: Beratungsangebot", marks=req("R305.H"), id="V6"),
    pytest.param("W1", "Portfoliobrief", "Portfoliobrief: Erarbeitung eines Portfoliobriefes", id="W1"),
    pytest.param("W2", "Pakete und Rucksäcke", "Packen von kleinen Paketen", marks=req("R308.H"), id="W2"),
    pytest.param("W3", "Cloud und Kita-Ticker", "Einrichtung einer Cloud", marks=req("R309.H"), id="W3"),
    pytest.param("W4", "Kinderbriefkasten", "Kinderbriefkasten: Bilder und Informationen", marks=req("R310.H"), id="W4"),
    pytest.param("W5", "Tütenzaun", "„Tütenzaun“: Am Gartenzaun", marks=req("R311.H"), id="W5"),
    pytest.param("W6", "Post an die Kinder", "Post: Die Pädagog*innen", marks=req("R312.H"), id="W6"),
    pytest.param("W7", "Fotorallye im Wohngebiet", "Fotodetektive*innen/Fotorallye", marks=req("R313.H"), id="W7"),
    pytest.param("W8", "Ausleihbox für Spiele", "Ausleihbox für Spiele und Bücher", marks=req("R314.H"), id="W8"),
    pytest.param("W9", "Bildschirm an der Außenwand", "Digitaler Bildschirm an der Außenwand", marks=req("R315.H"), id="W9"),
    pytest.param("W10", "Elternabend in kleinen Gruppen", "Elternabende mit kleineren Gruppen", marks=req("R316.H"), id="W10"),
    pytest.param("W11", "Gremien digital", "Durchführung von Gremien", id="W11"),
    pytest.param("P1", "Video-Botschaften der Kinder", "Video-Botschaften der Kinder: Tablet", id="P1"),
    pytest.param("P2", "Videokonferenz der Netzwerke", "Videokonferenz der Netzwerke Kinderschutz", marks=req("R331.H"), id="P2"),
    pytest.param("P3", "Digitale Fallberatung", "Digitale Fallberatung mit Expert*innen", marks=req("R332.H"), id="P3"),
)
DIGITAL = {"W3", "W9", "W11", "P1", "P2", "P3"}


def typed(page):
    """What the form of a page says before anything is typed."""
    fields = re.findall(r'<input[^>]*name="(title|starts|analogue_way)"[^>]*value="([^"]*)"', page)
    return {name: unescape(value) for name, value in fields} or {
        name: unescape(re.search(rf'value="([^"]*)"[^>]*name="{name}"', page)[1]) for name in ("title", "starts")
    }


@pytest.mark.parametrize(("code", "name", "words"), FORMATS)
def test_one_click_makes_an_offer_out_of_a_format(world, client_of, code, name, words):
    client = client_of("coordinator")
    with as_owner():
        partner = make.make_partner(world.own, "Seniorentreff")
    page = text_of(client.get(url("crisis", world.own)))
    assert name in page and url("crisis_offer_create", world.own, code) in page
    form = text_of(client.get(url("crisis_offer_create", world.own, code)))
    assert words in form and "Hygiene und Verordnung" in form  # the words of the recommendations, word for word
    data = typed(form) | ({"partner": partner.pk} if code[0] == "P" else {})
    made = text_of(client.post(url("crisis_offer_create", world.own, code), data, follow=True))
    with as_owner():
        offer = Offer.objects.get(site=world.own, crisis_format__code=code)
    assert f"„{offer.title}“ ist als Angebot angelegt." in made and name in offer.title
    assert (offer.digital, offer.starts, offer.types) == (code in DIGITAL, timezone.localdate(), [offer.crisis_format.types])
    assert offer.legal_bases.get().citation == "SGB VIII, § 16" and offer.text == offer.crisis_format.summary
    assert bool(offer.analogue_way) == (code in DIGITAL) and (offer.partner_id == partner.pk) == (code[0] == "P")
    assert "läuft seit" in text_of(client.get(url("crisis", world.own)))


def test_there_are_24_of_the_edition_in_four_groups(db):
    found = [(row.group.code, row.code) for row in CrisisFormat.objects.select_related("group")]
    assert len(found) == 24 and {row.edition.code for row in CrisisFormat.objects.select_related("edition")} == {"2021"}
    assert [sum(1 for group, _ in found if group == name) for name in ("telephone", "visits", "others", "partners")] == [4, 6, 11, 3]
    assert {code for _, code in found} == {param.values[0] for param in FORMATS}


@pytest.mark.req("R293.H", "R299.H", "R306.H")
def test_the_groups_stand_with_their_goals(world, client_of):
    page = text_of(client_of("coordinator").get(url("crisis", world.own)))
    groups = list(Term.objects.filter(catalogue="crisis_group"))
    assert [group.label for group in groups] == [
        "Telefonische Beratungsangebote",
        "Treffen oder Besuche",
        "Weitere Angebote und Formen der Kontaktaufnahme und -erhaltung",
        "Angebote mit Kooperationspartner*innen im Sozialraum",
    ]
    assert all(group.label in page and group.text in page for group in groups)
    assert groups[0].text.endswith("niederschwellige Komm-Struktur der sozialen Arbeit") and groups[1].text.endswith("niederschwellige Geh-Struktur")


@pytest.mark.req("R330.H")
@pytest.mark.parametrize("code", ["P1", "P2", "P3"])
def test_a_format_of_the_fourth_group_needs_a_partner(world, client_of, code):
    client = client_of("coordinator")
    with as_owner():
        foreign = make.make_partner(world.sibling, "Anderswo")
    for partner in ("", foreign.pk):
        answer = client.post(url("crisis_offer_create", world.own, code), {"title": "Ohne", "starts": "01.03.2026", "partner": partner})
        assert answer.status_code == 422
    with as_owner():
        assert not Offer.objects.filter(title="Ohne").exists()


@pytest.mark.req("R286.H", "R286.K")
def test_a_meeting_in_the_open_names_the_ordinance(world, client_of):
    client = client_of("head")
    with as_owner():
        outside = list(CrisisFormat.objects.filter(group__code="visits"))
        make.make_period(world.own)
    assert len(outside) == 6 and all("Verordnung zulässt" in row.hygiene_note for row in outside)
    form = text_of(client.get(url("crisis_offer_create", world.own, "V1")))
    assert "soweit es die geltende Verordnung zulässt" in form and HYGIENE in form
    page = text_of(client.post(url("crisis_offer_create", world.own, "V1"), typed(form), follow=True))
    assert "soweit es die geltende Verordnung zulässt" in page


@pytest.mark.req("R302.K", "R313.K", "R332.K")
@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("V3", "Adressen der Familien werden hier nicht gespeichert."),
        ("W7", "Nur Fotos von Orten, keine von Personen."),
        ("P3", "Inhalte, Namen und Daten von Familien stehen in keinem Feld"),
        ("T1", "Worüber gesprochen wurde, und mit wem, wird nirgends festgehalten."),
    ],
)
def test_what_must_not_be_kept_is_said_before_and_at_the_offer(world, client_of, code, words):
    client = client_of("coordinator")
    with as_owner():
        partner = make.make_partner(world.own)
    form = text_of(client.get(url("crisis_offer_create", world.own, code)))
    made = text_of(client.post(url("crisis_offer_create", world.own, code), typed(form) | {"partner": partner.pk}, follow=True))
    assert words in form and words in made


@pytest.mark.req("R284.H", "R284.K")
def test_beside_a_digital_offer_stands_the_way_without_the_internet_or_a_hint(world, client_of):
    client = client_of("coordinator")
    data = typed(text_of(client.get(url("crisis_offer_create", world.own, "W11"))))
    assert data["analogue_way"] == "mit dem Telefon einwählen, Unterlagen auf Papier vorher"
    hint = "Es fehlt, wie Familien ohne Internet dabei sind."
    page = text_of(client.post(url("crisis_offer_create", world.own, "W11"), data, follow=True))
    assert "mit dem Telefon einwählen" in page and hint not in page
    page = text_of(client.post(url("crisis_offer_create", world.own, "W11"), data | {"analogue_way": "", "title": "Nur digital"}, follow=True))
    assert hint in page
    with as_owner():
        offer = make.make_offer(world.own)
    assert hint not in text_of(client.get(offer.get_absolute_url()))


@pytest.mark.req("R296.H", "R307.H")
@pytest.mark.parametrize(("code", "words"), [("T2", "Was ist gerade am schwersten?"), ("W1", "Was war schön mit Mama und Papa?")])
def test_guide_and_letter_are_printed_with_their_questions(world, client_of, code, words):
    client = client_of("professional")
    page = text_of(client.get(url("format_questions", world.own, code)))
    assert words in page and ("Liebe Familie" in page) == (code == "W1") and ("letter-lines" in page) == (code == "W1")
    assert url("format_questions", world.own, code) in text_of(client_of("head").get(url("crisis_offer_create", world.own, code)))
    assert client.get(url("format_questions", world.own, "V2")).status_code == 404
    assert client.get(url("format_questions", world.own, "X9")).status_code == 404


@pytest.mark.guard("switched-in-crisis")
@pytest.mark.req("R278.D")
@pytest.mark.parametrize("in_crisis", [True, False])
def test_the_dates_of_an_offer_within_the_crisis_go_on_in_its_new_form(world, client_of, in_crisis):
    today, client = timezone.localdate(), client_of("coordinator")
    with as_owner():
        offer = make.make_offer(world.own, title="Babytreff", needs=[make.make_need(world.own)])
        days = {name: make.make_session(offer, today + number * DAY) for name, number in (("past", -3), ("first", 1), ("last", 10), ("after", 11))}
        off = make.make_session(offer, today + 5 * DAY)
        Session.objects.filter(pk=off.pk).update(cancelled=True)
        if in_crisis:
            make.make_period(world.county, ends=today + 10 * DAY)
    data = typed(text_of(client.get(url("crisis_offer_create", world.own, "V6")))) | {"replaces": offer.pk}
    page = text_of(client.post(url("crisis_offer_create", world.own, "V6"), data, follow=True))
    with as_owner():
        new = Offer.objects.get(crisis_format__code="V6")
        moved = {name for name, row in days.items() if Session.objects.get(pk=row.pk).offer_id == new.pk}
        assert moved == ({"first", "last"} if in_crisis else set()) and Session.objects.get(pk=off.pk).offer_id == offer.pk
        assert new.need_links.count() == 1
        assert {row.offer_type for row in Session.objects.filter(offer=new)} <= {"counselling"}
    assert ("2 Termine finden jetzt in dieser Form statt." in page) == in_crisis


def test_the_state_office_keeps_the_formats_but_not_their_wording(world, client_of):
    with as_owner():
        row = make.crisis_format("W5")
    office = client_of("state_office")
    page = text_of(office.get(url("crisis_format_edit", row)))
    assert row.wording in page and 'name="wording"' not in page
    data = {"title": "Tütenzaun am Tor", "summary": row.summary, "types": row.types, "carried_by": "Team", "hygiene_note": row.hygiene_note}
    assert "Tütenzaun am Tor" in text_of(office.post(url("crisis_format_edit", row), data, follow=True))
    assert "wie es auch ohne Internet geht" in text_of(office.post(url("crisis_format_edit", row), data | {"digital": "on"}), 422)
    assert date(2021, 8, 1) == row.edition.starts
