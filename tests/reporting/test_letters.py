"""The letter about a decision: its words, its file, and nothing fetched whatever the text says."""

import io
from datetime import date

import pikepdf
import pytest
from django.urls import reverse

from planning.models import Decision
from reporting import documents
from reporting.documents.letter import letter_html
from reporting.documents.letter_words import letter_of
from sites.core import jobs
from sites.models import Document, Job, Membership, SitePhase
from sites.services.records import read_document
from tests import factories as make
from tests.conftest import as_owner
from tests.proofs.hostile import SNIPPETS


@pytest.fixture
def decision(world):
    with as_owner():
        case = make.make_application(world.own, state="decided", file_number="SP-2026-IK-007")
        world.county.contact, world.county.phone = "Martin Vogel", "03677 657-0"
        world.county.save()
        values = {
            "application": case,
            "kind": "continue",
            "body": "youth_welfare_committee",
            "effective_from": date(2027, 1, 1),
            "funding_year": 2027,
        }
        return make.make_decision(
            world.own, world.people["social_planner"], number="JHA 2026/47", decided_on=date(2026, 11, 12), conditions="Bericht bis März.",
            next_due=date(2027, 9, 30), reasons="Der Bedarf besteht fort.\n\n- Treffpunkt\n- Rat", **values,
        )  # fmt: skip


def words(decision, **changes):
    with as_owner():
        row = Decision.objects.select_related("site__county", "site__municipality", "application", "plan", "signatory", "recorded_by").get(
            pk=decision.pk
        )
        return {**letter_of(row, date(2026, 11, 24)), **changes}


def test_the_letter_says_everything_on_which_the_decision_rests(world, decision):
    html = letter_html(words(decision)).replace("\u00a0", " ")
    for text in (
        "Ilm-Kreis", "Martin Vogel", "03677 657-0", "SP-2026-IK-007", "Sozialwerk Ilmtal e. V.", "Kita Lindenhof", "24. November 2026",
        "wird ab 1. Januar 2027 als Thüringer Eltern-Kind-Zentrum (ThEKiZ) fortgeführt", "Jugendhilfeausschuss", "12. November 2026", "JHA 2026/47",
        "Der Bedarf besteht fort.", "<li>Treffpunkt</li>", "Bericht bis März.", "bis 30. September 2027 zu entscheiden", "§ 16 SGB VIII",
    ):  # fmt: skip
        assert text in html
    assert "berichtigt" not in html


@pytest.mark.parametrize("kind", [kind for kind, _ in Decision.Kind.choices])
def test_every_kind_has_its_sentence(world, decision, kind):
    with as_owner():
        Decision.objects.filter(pk=decision.pk).update(
            kind=kind, phase="established" if kind == "advance" else "", application=None, conditions="", next_due=None, superseded_by=decision
        )
    html = letter_html(words(decision))
    assert "Kita Lindenhof" in html and "gilt nicht mehr" in html and "Auflagen" not in html and "Aktenzeichen" not in html


@pytest.mark.parametrize("who", ["social_planner", "head", "parent_representative"])
def test_who_sees_the_decision_gets_its_letter_as_a_file_of_the_own(world, client_of, decision, who):
    response = client_of(who).post(reverse("reporting:decision_letter", args=[decision.pk]))
    assert response.status_code == 302
    with as_owner():
        job = Job.objects.latest("pk")
        assert job.arguments == {"decision": decision.pk}
    assert jobs.run(job.pk) == "done"
    with as_owner():
        document = Document.objects.get(pk=Job.objects.get(pk=job.pk).document_id)
        content = read_document(document)
    assert document.owner == world.people[who] and document.filename == "entscheidung-kita-lindenhof-2026-11-12.pdf"
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert pdf.Root.MarkInfo.Marked and "pdfuaid" in pdf.Root.Metadata.read_bytes().decode() and str(pdf.Root.Lang) == "de"


def test_a_letter_is_not_for_the_state_for_others_or_for_who_has_left(world, client_of, decision):
    assert client_of("ministry").post(reverse("reporting:decision_letter", args=[decision.pk])).status_code == 403
    assert client_of("head", elsewhere=True).post(reverse("reporting:decision_letter", args=[decision.pk])).status_code == 404
    client_of("head").post(reverse("reporting:decision_letter", args=[decision.pk]))
    with as_owner():
        Membership.objects.filter(user=world.people["head"]).delete()
        job = Job.objects.latest("pk")
    assert jobs.run(job.pk) == "failed"


def test_the_same_letter_gives_the_same_bytes(world, decision):
    letter = words(decision)
    assert documents.letter_pdf(letter) == documents.letter_pdf(letter)


@pytest.mark.parametrize("number", range(0, len(SNIPPETS), 6))
def test_hostile_text_stays_text(world, decision, number):
    snippet = SNIPPETS[number].format(url="http://127.0.0.1:9", file="file:///etc/hostname")
    letter = words(decision)
    hostile = {name: f"{snippet} {text}" if isinstance(text, str) and name != "made_at" else text for name, text in letter.items()}
    hostile |= {"recipient": [snippet], "paper": [(snippet, snippet)]}
    assert documents.letter_pdf(hostile).startswith(b"%PDF")  # a fetch would raise
    assert snippet not in letter_html(hostile)


def test_case_decision_and_site_offer_the_letter(world, client_of, decision):
    link = reverse("reporting:decision_letter", args=[decision.pk])
    head = client_of("head")
    assert link in head.get(decision.application.get_absolute_url()).content.decode()
    assert link in head.get(reverse("planning:decision_detail", args=[decision.pk])).content.decode()
    assert reverse("planning:decision_detail", args=[decision.pk]) in head.get(reverse("reporting:site_sheet", args=[world.own.pk])).content.decode()


@pytest.mark.guard("sign-decision", "letters-county")
def test_who_decides_elsewhere_and_reads_here_signs_nothing_here(world, client_of, decision):
    with as_owner():
        make.give(world.elsewhere["social_planner"], "head", world.own)
    both = client_of("social_planner", elsewhere=True)
    assert both.get(reverse("planning:decision_detail", args=[decision.pk])).status_code == 200
    assert both.get(reverse("planning:decision_signatory", args=[decision.pk])).status_code == 404
    assert both.post(reverse("reporting:decision_letters", args=[decision.pk])).status_code == 404


# Who signs, and many at once ----------------------------------------------------------------------------------------


@pytest.mark.guard("signatory")
def test_the_letter_names_who_decided_or_who_is_chosen(world, client_of, decision):
    with as_owner():
        second = make.make_user("Petra Amsel", "amsel@amt.example")
        make.give(second, "social_planner", world.county)
        over = make.make_user("Frühere Planung", "frueher@amt.example")
        make.give(over, "social_planner", world.county, starts=date(2020, 1, 1), ends=date(2021, 1, 1))
    assert "Es schreibt Ihnen: Sozialplanung Hier" in letter_html(words(decision)) and "Auskunft gibt: Martin Vogel" in letter_html(words(decision))
    planner, url = client_of("social_planner"), reverse("planning:decision_signatory", args=[decision.pk])
    page = planner.get(url).content.decode()
    assert "Petra Amsel" in page and "Frühere Planung" not in page and "Leitung Hier" not in page and "Sozialplanung Dort" not in page
    offered = page.split('<select name="signatory"')[1].split("</select>")[0]
    assert "Sozialplanung Hier (hat die Entscheidung eingetragen)" in offered and offered.count("Sozialplanung Hier") == 1
    for nobody in (over, world.people["head"], world.elsewhere["social_planner"]):
        assert planner.post(url, {"signatory": nobody.pk}).status_code == 422
    assert planner.post(url, {"signatory": second.pk}).status_code == 302
    html = letter_html(words(decision))
    assert "Es schreibt Ihnen: Petra Amsel" in html and "Petra Amsel, Ilm-Kreis" in html
    assert client_of("head").get(url).status_code == 403
    assert client_of("social_planner", elsewhere=True).get(url).status_code == 404


def pages(content: bytes) -> int:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return len(pdf.pages)


def test_after_a_bulk_decision_the_letters_come_in_one_file_and_one_by_one(world, client_of, decision):
    with as_owner():
        same = {"body": "youth_welfare_committee", "number": "JHA 2026/47", "decided_on": date(2026, 11, 12), "kind": "continue"}
        person, day = world.people["social_planner"], {"effective_from": date(2027, 1, 1)}
        second = make.make_decision(world.sibling, person, **same, **day)
        make.make_decision(world.sibling, person, **same | {"number": "JHA 2026/48"}, effective_from=date(2028, 1, 1))
        make.make_decision(world.foreign, person, **same, **day)
        back = {"taken_back": date(2026, 11, 20), "take_back_reason": "Vertagt."}
        make.make_decision(world.sibling, person, **same, **day, **back)
    planner = client_of("social_planner")
    page = planner.get(reverse("planning:decision_bundle", args=[decision.pk])).content.decode()
    assert "2 Entscheidungen beruhen auf diesem Beschluss" in page
    assert all(reverse("reporting:decision_letter", args=[row.pk]) in page for row in (decision, second))
    assert planner.post(reverse("reporting:decision_letters", args=[decision.pk])).status_code == 302
    with as_owner():
        job = Job.objects.latest("pk")
    assert jobs.run(job.pk) == "done"
    with as_owner():
        document = Document.objects.get(pk=Job.objects.get(pk=job.pk).document_id)
        content = read_document(document)
    assert document.owner == world.people["social_planner"] and document.filename == "entscheidungen-jha-2026-47-2026-11-12.pdf"
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert len(pdf.pages) == sum(pages(documents.letter_pdf(words(row))) for row in (decision, second)) and pdf.Root.MarkInfo.Marked
    assert client_of("head").post(reverse("reporting:decision_letters", args=[decision.pk])).status_code == 403
    assert client_of("social_planner", elsewhere=True).post(reverse("reporting:decision_letters", args=[decision.pk])).status_code == 404


@pytest.mark.parametrize(
    ("phase", "words_of"), [("established", "Übergang zum ThEKiZ"), ("consultation_site", "Übergang zur Konsultationseinrichtung")]
)
def test_the_letter_about_a_step_has_its_own_words(world, decision, phase, words_of):
    with as_owner():
        Decision.objects.filter(pk=decision.pk).update(kind="advance", phase=phase, next_due=None)
    html = letter_html(words(decision))
    assert f"Kita Lindenhof geht ab 1. Januar 2027 in die nächste Phase der Entwicklung über: {words_of}." in html.replace("\u00a0", " ")
    assert "fortgeführt" not in html and "zertifi" not in html.lower()


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ("continue", "Kita Lindenhof geht ab 1. Januar 2027 den Weg zum Thüringer Eltern-Kind-Zentrum (ThEKiZ) weiter."),
        ("end", "Der Weg von Kita Lindenhof zum Thüringer Eltern-Kind-Zentrum (ThEKiZ) endet mit Wirkung vom 1. Januar 2027."),
    ],
)
def test_the_letter_calls_no_thekiz_what_is_on_its_way(world, decision, kind, sentence):
    with as_owner():
        Decision.objects.filter(pk=decision.pk).update(kind=kind)
        SitePhase.objects.filter(site=world.own).update(phase="on_the_way", ends=date(2026, 12, 31) if kind == "end" else None)
        if kind == "end":
            SitePhase.objects.create(site=world.own, county=world.county, phase="ended", starts=date(2027, 1, 1))
    assert sentence in words(decision)["verdict"].replace("\u00a0", " ")


def test_the_letter_about_what_was_taken_back_says_so(world, decision):
    with as_owner():
        Decision.objects.filter(pk=decision.pk).update(taken_back=date(2026, 11, 20), take_back_reason="Vertagt.")
    assert "wurde am 20. November 2026 zurückgenommen und gilt nicht mehr" in letter_html(words(decision)).replace("\u00a0", " ")
