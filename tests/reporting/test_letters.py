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
from sites.models import Document, Job, Membership
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
        row = Decision.objects.select_related("site__county", "site__municipality", "application", "plan").get(pk=decision.pk)
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
