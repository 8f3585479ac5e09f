"""Partners of a site: the directory, the way of a cooperation, its agreements with their warnings, and who may do what."""

import re
from datetime import date, timedelta
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from sites.models import Agreement, Cooperation, Document, Entry, Partner
from sites.rules.cooperations import AGREEMENT_DAYS, NOTICE_DAYS
from tests import factories as make
from tests.conftest import as_owner

OF_EVERY_REQUEST = 5  # session, user, reach, wall, the place in the header
PDF = b"%PDF-1.7\n" + b"0" * 40


def url(name, row, query=""):
    return reverse(f"sites:{name}", args=[row.pk]) + query


def text_of(response, status=200):
    assert response.status_code == status
    return unescape(response.content.decode()).replace("\xa0", " ")


def today():
    return timezone.localdate()


def days(number):
    return today() + timedelta(days=number)


def card(**changes):
    values = {
        "name": "Erziehungsberatung Ilmenau", "kind": "advice_centre", "services": ["prevention", "counselling", "therapy", "self_help"],
        "text": "Kostenlos und vertraulich.", "contact": "Rico Müller", "phone": "03677 123", "email": "eb@partner.example",
        "website": "https://eb.example", "address": "Marktstraße 3", "hours": "Di 9–12 Uhr", "languages": "Deutsch, Russisch",
    }  # fmt: skip
    return {**values, **changes}


def way(**changes):
    values = {"subject_text": "Sprechstunde", "stage": "talks", "nature": "professional", "starts": "", "ends": "", "next_step": "", "next_on": ""}
    return {**values, **changes}


def paper(**changes):
    values = {
        "title": "Sprechstunde bei uns",
        "parties": "Träger und Beratungsstelle",
        "starts": "1.2.2026",
        "ends": "",
        "notice_until": "",
        "notice": "",
    }
    return {**values, **changes}


@pytest.fixture
def partner(world):
    with as_owner():
        return make.make_partner(world.own)


@pytest.fixture
def cooperation(partner):
    with as_owner():
        return make.make_cooperation(partner)


def page_of(client, partner):
    return text_of(client.get(partner.get_absolute_url()))


# The directory --------------------------------------------------------------------------------------------------------


@pytest.mark.req("R019.H1", "R046.H", "R067.H")
@pytest.mark.parametrize("who", ["head", "coordinator"])
def test_a_partner_is_written_with_services_and_contact_and_found(world, client_of, who):
    client = client_of(who)
    form = text_of(client.get(url("partner_create", world.own)))
    assert "Prävention, Beratung, Therapie und Selbsthilfe" in form and "Fußnote 4 verweist dazu auf das Präventionsgesetz" in form
    page = text_of(client.post(url("partner_create", world.own), card(), follow=True))
    for words in ("Beratungsstelle", "Kostenlos und vertraulich.", "Rico Müller", 'href="tel:03677123"', "Marktstraße 3", "Di 9–12 Uhr", "Russisch"):
        assert words in page
    listed = text_of(client_of("parent_representative").get(url("partner_list", world.own)))
    assert "Prävention, Beratung, Therapie, Selbsthilfe" in listed and "Rico Müller" in listed and "Partner*in eintragen" not in listed
    with as_owner():
        row = Partner.objects.get()
        assert row.site == world.own and Entry.objects.filter(subject=f"sites.partner:{row.pk}", kind="created").count() == 1
    client.post(url("partner_edit", row), card(phone="03677 999"))
    with as_owner():
        assert Entry.objects.get(subject=f"sites.partner:{row.pk}", kind="changed").details["phone"] == ["03677 123", "03677 999"]


@pytest.mark.req("R023.H", "R023.D")
def test_an_external_professional_is_a_partner_and_stands_at_the_offer(world, client_of):
    client = client_of("coordinator")
    assert "„Externe Fachkräfte und Dienstleister*innen kooperieren hierfür mit dem ThEKiZ“ (1.2)" in text_of(
        client.get(url("partner_create", world.own))
    )
    client.post(url("partner_create", world.own), card(name="Hebamme Karin Körner", kind="external_professional"))
    with as_owner():
        row = Partner.objects.get()
        offer = make.make_offer(world.own, types=["counselling"], executor="partner", partner=row)
    page = text_of(client_of("professional").get(reverse("offers:offer_detail", args=[offer.pk])))
    assert f'href="{row.get_absolute_url()}"' in page and "Hebamme Karin Körner" in page
    card_page = page_of(client, row)
    assert "externe Fachkraft" in card_page and "Selbsthilfe" in card_page


def test_the_directory_is_narrowed(world, client_of, partner, cooperation):
    with as_owner():
        club = make.make_partner(world.own, "Sportverein", kind="club", languages="Ukrainisch")
        make.make_cooperation(club, stage="identified", starts=None)
    client = client_of("facilitator")
    for query, found in (
        ("?q=sport", ["Sportverein"]), ("?q=ukrain", ["Sportverein"]), ("?kind=advice_centre", [partner.name]),
        ("?stage=identified", ["Sportverein"]),
        ("?due=missing", [partner.name]), ("?due=expiring", []), ("?kind=nonsense&stage=%00", [partner.name, "Sportverein"]),
        ("?q=%00", [partner.name, "Sportverein"]),
    ):  # fmt: skip
        assert [row.name for row in client.get(url("partner_list", world.own, query)).context["page"].rows] == found, query
    assert "Niemand passt zu diesen Filtern" in text_of(client.get(url("partner_list", world.own, "?q=Atlantis")))


def test_an_empty_directory_says_what_belongs_here(world, client_of):
    assert "Die erste Stelle eintragen" in text_of(client_of("coordinator").get(url("partner_list", world.own)))
    page = text_of(client_of("provider").get(url("partner_list", world.own)))
    assert "Hier stehen sie, sobald das Team sie einträgt." in page and "Die erste Stelle eintragen" not in page


BAD_CARD = [
    ({"name": ""}, "Bitte füllen Sie „Name“ aus."),
    ({"name": "x" * 121}, "höchstens 120 Zeichen"),
    ({"name": "Caritas"}, "„Caritas“ steht schon im Verzeichnis."),
    ({"kind": "nonsense"}, "Diese Auswahl gibt es nicht."),
    ({"services": ["nonsense"]}, "gibt es nicht"),
    ({"email": "eb"}, "Bitte als E-Mail-Adresse eingeben"),
    ({"website": "javascript:alert(1)"}, "gültige"),
]


@pytest.mark.parametrize(("changes", "sentence"), BAD_CARD)
def test_a_bad_card_is_refused_in_words_and_keeps_the_text(world, client_of, changes, sentence):
    with as_owner():
        make.make_partner(world.own, "Caritas")
        make.make_partner(world.foreign, "Erziehungsberatung Ilmenau")  # the same name elsewhere is no double
    page = text_of(client_of("coordinator").post(url("partner_create", world.own), card(text="Bleibt stehen", **changes)), 422)
    assert sentence in page and "Bleibt stehen" in page
    with as_owner():
        assert Partner.objects.filter(site=world.own).count() == 1


# The way of a cooperation ---------------------------------------------------------------------------------------------


@pytest.mark.req("R178.H")
def test_the_way_from_identified_to_ended_is_kept_step_by_step(world, client_of, partner):
    client = client_of("coordinator")
    form = text_of(client.get(url("cooperation_create", partner)))
    for label in (
        "vorgemerkt",
        "angesprochen",
        "im Gespräch",
        "vereinbart",
        "läuft",
        "beendet",
        "„Akquise neuer Kooperationspartner*innen“",
        "Anhang 2",
    ):
        assert label in form
    client.post(url("cooperation_create", partner), way(stage="identified", next_step="Anrufen", next_on=f"{days(-1):%d.%m.%Y}"))
    page = page_of(client, partner)
    assert "vorgemerkt" in page and "Nächster Schritt:" in page and "überfällig" in page
    with as_owner():
        row = Cooperation.objects.get()
    for stage in ("contacted", "talks", "agreed", "active"):
        client.post(url("cooperation_edit", row), way(stage=stage, starts="1.3.2025"))
    client.post(url("cooperation_edit", row), way(stage="ended", starts="1.3.2025", ends="31.5.2026"))
    with as_owner():
        row.refresh_from_db()
        steps = Entry.objects.filter(subject=f"sites.cooperation:{row.pk}", kind="stage").order_by("pk").values_list("text", flat=True)
        assert row.stage == "ended" and row.ends == date(2026, 5, 31)
    assert [text.split(": ")[-1] for text in steps] == [
        "vorgemerkt → angesprochen", "angesprochen → im Gespräch", "im Gespräch → vereinbart", "vereinbart → läuft", "läuft → beendet",
    ]  # fmt: skip
    page = page_of(client_of("head"), partner)
    assert "beendet am 31. Mai 2026" in page and "läuft ohne Vereinbarung" not in page and "Nächster Schritt:" not in page


@pytest.mark.req("R019.H1", "R084.H", "R098.H")
def test_kind_and_reach_of_a_cooperation_with_their_paragraphs(client_of, partner):
    client = client_of("head")
    form = text_of(client.get(url("cooperation_create", partner)))
    for words in (
        "„binden bestehende Ehrenamtsstrukturen und hauptamtliche Kooperationen systematisch ein und bauen diese aus.“", "(Abschnitt 1.5)",
        "über die bestehenden Kooperationen einer Kindertageseinrichtung (§ 7 Abs. 3 ThürKigaG) im Netzwerk hinaus", "(Abschnitt 3.3)",
    ):  # fmt: skip
        assert words in form
    client.post(url("cooperation_create", partner), way(subject_text="Übergang zur Schule", nature="professional"))  # the box is not ticked
    client.post(url("cooperation_create", partner), way(subject_text="Vorlesepatinnen", nature="voluntary", beyond_law="on"))
    page = page_of(client, partner)
    first, second = page.split("<h3>Übergang zur Schule")[1], page.split("<h3>Vorlesepatinnen")[1]
    assert "hauptamtlich · innerhalb von § 7 Abs. 3 ThürKigaG" in first and "ehrenamtlich · geht über § 7 Abs. 3 ThürKigaG hinaus" in second


BAD_WAY = [
    ({"subject_text": ""}, "Bitte füllen Sie „Worum es geht“ aus."),
    ({"subject_text": "Sprechstunde alle zwei Wochen"}, "Diese Kooperation gibt es schon."),
    ({"starts": "1.5.2026", "ends": "30.4.2026"}, "Das Ende liegt vor dem Beginn."),
    ({"stage": "ended"}, "Eine beendete Kooperation braucht ihren letzten Tag."),
    ({"starts": "31.2.2026"}, "Diesen Tag gibt es nicht."),
    ({"stage": "nonsense"}, "Diese Auswahl gibt es nicht."),
]


@pytest.mark.parametrize(("changes", "sentence"), BAD_WAY)
def test_a_bad_cooperation_is_refused_in_words(client_of, partner, cooperation, changes, sentence):
    response = client_of("coordinator").post(url("cooperation_create", partner), way(**{"next_step": "Bleibt stehen", **changes}))
    page = text_of(response, 422)
    assert sentence in page and "Bleibt stehen" in page
    with as_owner():
        assert Cooperation.objects.count() == 1


# Agreements -----------------------------------------------------------------------------------------------------------


@pytest.mark.req("R083.H")
def test_an_agreement_with_its_signed_paper(client_of, cooperation):
    client, partner = client_of("coordinator"), cooperation.partner
    form = text_of(client.get(url("agreement_create", cooperation)))
    assert "„pflegen vertraglich geregelte Kooperationen“" in form and "(Abschnitt 1.5)" in form
    terms = {"ends": f"{days(400):%d.%m.%Y}", "notice_until": f"{days(300):%d.%m.%Y}", "notice": "Drei Monate zum Jahresende"}
    page = text_of(client.post(url("agreement_create", cooperation), paper(upload=SimpleUploadedFile("vertrag.pdf", PDF), **terms), follow=True))
    for words in (
        "Sprechstunde bei uns",
        "Träger und Beratungsstelle",
        "1. Februar 2026 bis",
        "kündbar bis",
        "Drei Monate zum Jahresende",
        "Unterschriebenes Papier",
    ):
        assert words in page
    assert "läuft ohne Vereinbarung" not in page and "noch ohne Papier" not in page
    with as_owner():
        row = Agreement.objects.select_related("document").get()
        assert row.document.place_id == partner.site_id and row.document.subject == f"sites.partner:{partner.pk}"
    assert client.get(reverse("sites:document_download", args=[row.document_id])).content == PDF
    again = PDF + b"neu"
    client.post(url("agreement_edit", row), paper(upload=SimpleUploadedFile("neu.pdf", again), **terms))
    with as_owner():
        first, row = row.document, Agreement.objects.get()
        assert row.document_id != first.pk and Document.objects.filter(pk=first.pk).exists()  # the old paper stays
        assert Entry.objects.filter(subject=f"sites.agreement:{row.pk}").count() >= 1


WARNED = [
    ("without", None, "läuft ohne Vereinbarung"),
    ("expired", {"ends": -1}, "läuft ohne Vereinbarung"),
    ("future", {"starts": 30}, "läuft ohne Vereinbarung"),
    ("ends soon", {"ends": AGREEMENT_DAYS}, "Vereinbarung endet am"),
    ("ends today", {"ends": 0}, "Vereinbarung endet am"),
    ("notice soon", {"ends": 900, "notice_until": NOTICE_DAYS}, "kündbar nur noch bis"),
    ("ends later", {"ends": AGREEMENT_DAYS + 1}, ""),
    ("notice later", {"ends": 900, "notice_until": NOTICE_DAYS + 1}, ""),
    ("notice over", {"ends": 900, "notice_until": -1}, ""),
    ("open end", {}, ""),
]


@pytest.mark.req("R083.K")
@pytest.mark.parametrize(("case", "dates", "sentence"), WARNED)
def test_an_agreement_warns_before_it_ends_and_a_cooperation_without_one(world, client_of, cooperation, case, dates, sentence):
    if dates is not None:
        with as_owner():
            make.make_agreement(cooperation, **{name: days(number) for name, number in dates.items()})
    client = client_of("coordinator")
    words = ("läuft ohne Vereinbarung", "Vereinbarung endet am", "kündbar nur noch bis")
    for page in (page_of(client, cooperation.partner), text_of(client.get(url("partner_list", world.own)))):
        assert [text for text in words if text in page] == ([sentence] if sentence else [])
    home = text_of(client.get(reverse("reporting:home")))
    assert [text for text in words if f"{text[0].upper()}{text[1:]}" in home] == ([sentence] if sentence else [])
    kind = "missing" if sentence.startswith("läuft") else "expiring"
    assert bool(client.get(url("partner_list", world.own, f"?due={kind}")).context["page"].rows) == bool(sentence)


@pytest.mark.req("R083.K")
def test_a_renewed_agreement_and_an_ended_cooperation_warn_no_more(client_of, cooperation):
    with as_owner():
        make.make_agreement(cooperation, ends=days(10))
        make.make_agreement(cooperation, "Verlängerung", starts=days(11), ends=days(800))
        over = make.make_cooperation(cooperation.partner, "Früher", stage="ended", starts=date(2022, 1, 1), ends=date(2023, 1, 1))
    page = page_of(client_of("professional"), cooperation.partner)
    assert "Vereinbarung endet am" not in page and "läuft ohne Vereinbarung" not in page and over.subject_text in page


BAD_PAPER = [
    ({"title": ""}, "Bitte füllen Sie „Gegenstand“ aus."),
    ({"starts": ""}, "Bitte füllen Sie „Gilt ab“ aus."),
    ({"ends": "31.1.2026"}, "Das Ende liegt vor dem Beginn."),
    ({"ends": "31.12.2026", "notice_until": "1.1.2027"}, "also bis zum 31.12.2026"),
    ({"upload": SimpleUploadedFile("vertrag.pdf", b"PK\x03\x04" + b"\x00" * 60)}, "keine PDF-, PNG- oder JPEG-Datei"),
    ({"upload": SimpleUploadedFile("leer.pdf", b"")}, "leer"),
]


@pytest.mark.parametrize(("changes", "sentence"), BAD_PAPER)
def test_a_bad_agreement_is_refused_in_words_and_nothing_is_half_saved(client_of, cooperation, changes, sentence):
    page = text_of(client_of("head").post(url("agreement_create", cooperation), paper(**{"notice": "Bleibt stehen", **changes})), 422)
    assert sentence in page and "Bleibt stehen" in page
    with as_owner():
        assert not Agreement.objects.exists() and not Document.objects.exists() and not Entry.objects.filter(kind="created").exists()


# Places and queries ---------------------------------------------------------------------------------------------------


def test_the_database_refuses_a_cooperation_with_a_foreign_partner(world, partner):
    with as_owner(), pytest.raises(IntegrityError), transaction.atomic():
        connection.cursor().execute("SET CONSTRAINTS ALL IMMEDIATE")
        Cooperation.objects.create(site=world.foreign, partner=partner, subject_text="Fremd")


def test_partners_of_elsewhere_are_missing(world, client_of):
    with as_owner():
        foreign = make.make_cooperation(make.make_partner(world.foreign))
    client = client_of("coordinator")
    for name, row in (
        ("partner_detail", foreign.partner),
        ("partner_edit", foreign.partner),
        ("cooperation_edit", foreign),
        ("agreement_create", foreign),
    ):
        assert client.get(url(name, row)).status_code == 404
    assert client.get(url("partner_list", world.foreign)).status_code == 404


@pytest.mark.parametrize(("name", "budget"), [("partner_list", 5), ("network", 5), ("partner_detail", 8)])
def test_pages_ask_the_same_number_of_questions(world, client_of, own_queries, partner, name, budget):
    client, counts = client_of("coordinator"), []
    for number in (3, 27):
        with as_owner():
            for index in range(number):
                other = partner if name == "partner_detail" else make.make_partner(world.own, f"Stelle {number}-{index}")
                make.make_agreement(make.make_cooperation(other, f"Kooperation {number}-{index}"), ends=days(20))
        with own_queries() as seen:
            assert client.get(url(name, partner if name == "partner_detail" else world.own)).status_code == 200
        counts.append(seen.count)
    assert counts[0] == counts[1] and counts[0] <= budget + OF_EVERY_REQUEST


def test_the_directory_shows_the_furthest_of_several_cooperations(client_of, world, partner):
    with as_owner():
        for stage, subject in (("identified", "Elternabend"), ("active", "Sprechstunde"), ("talks", "Sommerfest")):
            make.make_cooperation(partner, subject, stage=stage)
    page = text_of(client_of("coordinator").get(url("partner_list", world.own)))
    row = re.sub(r"\s+", " ", strip_tags(page.split("<tbody>")[1].partition("</tr>")[0]))
    assert "läuft hauptamtlich, 2 weitere" in row


@pytest.mark.parametrize(("ends", "is_over"), [(-1, True), (0, False), (1, False)])
def test_an_agreement_is_over_on_the_day_after_its_last(world, client_of, cooperation, ends, is_over):
    with as_owner():
        make.make_agreement(cooperation, starts=days(-400), ends=days(ends))
        Cooperation.objects.filter(pk=cooperation.pk).update(next_step="Termin finden", next_on=days(ends))
    page = text_of(client_of("coordinator").get(url("partner_detail", cooperation.partner)))
    assert (", ausgelaufen" in page) == is_over and (", überfällig" in page) == is_over


@pytest.mark.parametrize("known", ["contact", "phone", "email", "address", ""])
def test_the_card_says_when_nobody_knows_the_way(world, client_of, known):
    with as_owner():
        partner = make.make_partner(world.own, **dict.fromkeys(("contact", "phone", "email", "address"), ""))
        Partner.objects.filter(pk=partner.pk).update(**({known: "info@beratung.example"} if known else {}))
    page = text_of(client_of("coordinator").get(url("partner_detail", partner)))
    assert ("Wie man dorthin kommt, ist noch nicht eingetragen." in page) == (not known)
