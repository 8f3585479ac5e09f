"""The concept in versions: drafts are the house's, the parents' council is heard, a release warns and never blocks."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from processes.models import ActionStep, Concept
from sites.core.jobs import run
from sites.models import Entry, Job, Post
from tests import factories as make
from tests.conftest import as_owner
from tests.sites.reading import text

TODAY = timezone.localdate()
PDF = b"%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"
WORD = {"stance": "concerns", "heard_words": "Die Eingewöhnung fehlt noch.", "heard_on": f"{TODAY:%d.%m.%Y}", "heard_from": "Nadine Fischer, Vorsitz"}


def url(name, *args):
    return reverse(f"processes:{name}", args=args)


def newest():
    with as_owner():
        return Concept.objects.order_by("-version").first()


def ask(client, concept, name="ask"):
    return client.post(url("concept_step", concept.pk, name))


@pytest.mark.req("R167.D", "R218.H", "R217.H")
def test_a_version_is_written_heard_and_released_and_the_one_before_stays(world, client_of):
    with as_owner():
        make.make_concept(world.own, 1, released=True, participation="Eltern werden informiert, welche Angebote es gibt.", philosophy="Alle kommen.")
    house, head, parents = client_of("coordinator"), client_of("head"), client_of("parent_representative")
    form = text(house.get(url("concept_create", world.own.pk)))
    assert "Eltern werden informiert" in form and "regelmäßig aktualisiert" in form
    written = {"changes": "Eltern planen mit.", "philosophy": "Alle kommen.", "participation": "Eltern planen mit, welche Angebote es gibt."}
    paper = SimpleUploadedFile("konzeption.pdf", PDF, "application/pdf")
    assert house.post(url("concept_create", world.own.pk), {**written, "heard_until": "", "upload": paper}).status_code == 302
    second = newest()
    assert (second.version, second.state, second.begun_on) == (2, "draft", TODAY) and second.document_id
    page = text(house.get(second.get_absolute_url()))
    assert "werden informiert" in page and "gegenüber Fassung 1" in page
    assert ask(house, second).status_code == 302
    answer = parents.post(url("concept_hear", second.pk), WORD, follow=True)
    assert "Die Eingewöhnung fehlt noch." in text(answer) and "Nadine Fischer" in text(answer)
    assert head.post(url("concept_release", second.pk), {"reply": "Wir ergänzen sie im Frühjahr."}).status_code == 302
    page = text(parents.get(url("concept_list", world.own.pk)))
    assert "Fassung 2, gültig" in page and "Fassung 1, abgelöst" in page and "mit Bedenken einverstanden" in page
    assert "Wir ergänzen sie im Frühjahr." in text(parents.get(second.get_absolute_url()))
    assert newest().released_on == TODAY


@pytest.mark.guard("concept-drafts")
def test_a_draft_is_the_house_s_until_it_is_laid_before_the_parents(world, client_of):
    with as_owner():
        concept = make.make_concept(world.own, changes="Nur im Haus.", document=make.make_document(world.own, "Entwurf"))
    parents = client_of("parent_representative")
    assert "Nur im Haus." not in text(parents.get(url("concept_list", world.own.pk)))
    for name in ("concept_detail", "concept_paper", "concept_hear"):
        assert parents.get(url(name, concept.pk)).status_code == 404
    assert client_of("facilitator").get(url("concept_detail", concept.pk)).status_code == 200
    ask(client_of("head"), concept)
    assert "Nur im Haus." in text(parents.get(concept.get_absolute_url())) and "Nur im Haus." in text(parents.get("/"))
    assert "Ihre Stimme ist gefragt" in text(parents.get("/")) and "Eine Anhörung ist offen." in text(parents.get("/"))
    ask(client_of("head"), concept, "take_back")
    assert parents.get(concept.get_absolute_url()).status_code == 404 and "Nur im Haus." not in text(parents.get("/"))


def test_the_parents_read_the_paper_of_the_concept_and_no_other_document(world, client_of, settings):
    house, parents = client_of("head"), client_of("parent_representative")
    paper = SimpleUploadedFile("konzeption.pdf", PDF, "application/pdf")
    house.post(url("concept_create", world.own.pk), {"changes": "Neu.", "philosophy": "", "participation": "", "heard_until": "", "upload": paper})
    concept = newest()
    ask(house, concept)
    found = parents.get(url("concept_paper", concept.pk))
    assert found.status_code == 200 and found.content == PDF and "attachment" in found["Content-Disposition"]
    assert parents.get(reverse("sites:document_download", args=[concept.document_id])).status_code == 403
    assert client_of("parent_representative", elsewhere=True).get(url("concept_paper", concept.pk)).status_code == 404


@pytest.mark.guard("concept-mail")
def test_the_parents_of_this_house_are_asked_by_mail(world, client_of):
    with as_owner():
        concept = make.make_concept(world.own, heard_until=TODAY + timedelta(days=14))
        make.give(make.make_user("Rolf Anders", "rolf@hier.example"), "parent", world.own)
    ask(client_of("head"), concept)
    with as_owner():
        job = Job.objects.get(name="processes.mail_concept")
    assert run(job.pk) == "done"
    assert [message.to for message in mail.outbox] == [[world.people["parent_representative"].email]]
    assert concept.get_absolute_url() in mail.outbox[0].body and "§ 12 Abs. 2 Nr. 1" in mail.outbox[0].body


def test_no_mail_goes_when_the_version_was_taken_back_meanwhile(world, client_of):
    with as_owner():
        concept = make.make_concept(world.own)
    ask(client_of("head"), concept)
    ask(client_of("head"), concept, "take_back")
    with as_owner():
        job = Job.objects.get(name="processes.mail_concept")
    run(job.pk)
    assert mail.outbox == []


@pytest.mark.req("R099.K2")
def test_a_release_without_a_hearing_warns_with_the_law_and_is_possible(world, client_of):
    with as_owner():
        concept = make.make_concept(world.own)
    head = client_of("head")
    page = text(head.get(url("concept_release", concept.pk)))
    assert "noch nicht gehört" in page and "§ 12 Abs. 2 Nr. 1 ThürKigaG" in page and 'name="reply"' not in page
    assert head.post(url("concept_release", concept.pk), {}).status_code == 302
    with as_owner():
        entry = Entry.objects.get(subject=f"processes.concept:{concept.pk}", kind="release")
    assert entry.note == "ohne Anhörung des Elternbeirats" and newest().state == "released"


@pytest.mark.guard("concept-fixed")
def test_what_lies_with_the_parents_or_holds_is_not_changed(world, client_of, behind_forms):
    from django.core.exceptions import ValidationError

    from processes.services.concepts import save_concept

    with as_owner():
        concept = make.make_concept(world.own, state="hearing")
    assert client_of("head").get(url("concept_edit", concept.pk)).status_code == 404
    concept.changes = "Heimlich anders."
    with pytest.raises(ValidationError):
        save_concept(access=behind_forms("head"), concept=concept, upload=None, changes={})
    assert newest().changes != "Heimlich anders."


@pytest.mark.guard("concept-heard")
def test_nobody_is_heard_on_a_version_that_was_taken_back(world, client_of, behind_forms):
    from django.core.exceptions import ValidationError

    from processes.services.concepts import hear_concept

    with as_owner():
        concept = make.make_concept(world.own)
    assert client_of("parent_representative").post(url("concept_hear", concept.pk), WORD).status_code == 404
    concept.stance, concept.heard_on, concept.heard_from = "agreed", TODAY, "Nadine Fischer"
    with pytest.raises(ValidationError):
        hear_concept(access=behind_forms("head"), concept=concept)
    assert newest().stance == ""


def test_who_may_hear_and_who_not(world, client_of):
    """The rights of the hearing hang on the state of the version; the matrix knows no state."""
    with as_owner():
        concept = make.make_concept(world.own, state="hearing")
    for who in ("head", "coordinator", "parent_representative"):
        assert client_of(who).get(url("concept_hear", concept.pk)).status_code == 200, who
        said = text(client_of(who).get(concept.get_absolute_url()))
        assert ("Stellung nehmen" in said) == (who == "parent_representative") != ("Wort des Elternbeirats festhalten" in said), who
        assert client_of(who, elsewhere=True).get(url("concept_hear", concept.pk)).status_code == 404, who
    for who in ("professional", "provider", "facilitator", "parent", "social_planner", "youth_welfare_office", "ministry", "state_office"):
        assert client_of(who).get(url("concept_hear", concept.pk)).status_code == 403, who
        assert client_of(who).post(url("concept_hear", concept.pk), WORD).status_code == 403, who


def test_a_word_that_was_given_is_gone_with_the_text_it_was_given_to(world, client_of):
    with as_owner():
        concept = make.make_concept(world.own, state="hearing", stance="agreed", heard_on=TODAY, heard_from="Nadine Fischer")
    ask(client_of("head"), concept, "take_back")
    taken = newest()
    assert (taken.state, taken.stance, taken.heard_on, taken.heard_from) == ("draft", "", None, "")


def test_there_is_one_version_in_work(world, client_of):
    with as_owner():
        concept = make.make_concept(world.own)
    client = client_of("head")
    assert client.get(url("concept_create", world.own.pk)).headers["Location"] == concept.get_absolute_url()
    answer = client.post(url("concept_create", world.own.pk), {"changes": "Noch eine.", "philosophy": "", "participation": "", "heard_until": ""})
    assert answer.status_code == 422 and "Es gibt schon eine Fassung" in text(answer) and "Noch eine." in text(answer)


@pytest.mark.req("R017.K")
def test_what_the_parents_council_says_is_recorded_before_a_version_holds(world, client_of):
    with as_owner():
        concept = make.make_concept(world.own, 1)
    house, head = client_of("coordinator"), client_of("head")
    unheard = "Der Elternbeirat ist noch nicht gehört."
    assert unheard in text(head.get(url("concept_release", concept.pk)))
    ask(house, concept)
    assert house.post(url("concept_hear", concept.pk), WORD).status_code == 302
    kept = newest()
    assert (kept.stance, kept.heard_on, kept.heard_from) == ("concerns", TODAY, WORD["heard_from"]) and kept.state == "hearing"
    with as_owner():
        assert Entry.objects.filter(kind="heard").count() == 1
    assert unheard not in text(head.get(url("concept_release", concept.pk))) and WORD["heard_words"] in text(house.get(kept.get_absolute_url()))


@pytest.mark.req("R060.H")
def test_the_concept_is_a_document_and_each_version_keeps_its_own(world, client_of):
    with as_owner():
        make.make_concept(world.own, 1, released=True, philosophy="Das Kind in seiner Lebenswelt.", document=make.make_document(world.own, "Alt"))
    house = client_of("coordinator")
    paper = SimpleUploadedFile("neu.pdf", PDF, "application/pdf")
    written = {"changes": "Neu.", "philosophy": "Das Kind und seine Familie.", "participation": "", "heard_until": "", "upload": paper}
    assert house.post(url("concept_create", world.own.pk), written).status_code == 302
    with as_owner():
        first, second = Concept.objects.select_related("document").order_by("version")
    assert first.document_id != second.document_id and (first.document.title, second.document.filename) == ("Alt", "neu.pdf")
    listed = text(house.get(url("concept_list", world.own.pk)))
    assert "Fassung 1, gültig" in listed and "Fassung 2, Entwurf" in listed
    assert "Das Kind in seiner Lebenswelt." in text(house.get(first.get_absolute_url()))
    assert house.get(url("concept_paper", second.pk)).status_code == 200


@pytest.mark.req("R012.D2")
def test_the_head_releases_the_concept_and_the_steps_of_the_plan(world, client_of):
    with as_owner():
        concept, step = make.make_concept(world.own, 1), make.make_step(world.own)
    head, coordinator, facilitator = client_of("head"), client_of("coordinator"), client_of("facilitator")
    assert coordinator.post(url("concept_release", concept.pk), {}).status_code == 403
    assert head.post(url("concept_release", concept.pk), {}).status_code == 302 and newest().state == "released"
    typed = {"title": step.title, "owner": step.owner, "due": f"{step.due:%d.%m.%Y}", "goal": "", "finding": "", "task": "", "for_parents": "on"}
    with as_owner():
        make.make_contract(world.own, world.people["facilitator"])
    facilitator.post(url("step_edit", step.pk), typed)
    with as_owner():
        assert not ActionStep.objects.get().for_parents
    assert head.post(url("step_edit", step.pk), typed).status_code == 302
    with as_owner():
        assert ActionStep.objects.get().for_parents


@pytest.mark.req("R159.H2")
def test_a_version_says_how_much_coordination_it_needs_beside_what_there_is(world, client_of):
    with as_owner():
        Post.objects.create(site=world.own, function="coordinator", name="Jana Seidel", fte=Decimal("0.5"), starts=TODAY)
    house = client_of("coordinator")
    written = {"changes": "Eltern planen mit.", "philosophy": "", "participation": "", "coordination_hours": "19,5", "heard_until": ""}
    refused = house.post(url("concept_create", world.own.pk), written)
    assert refused.status_code == 422 and "welche Ziele der Konzeption sie brauchen" in text(refused) and 'value="19,5"' in refused.content.decode()
    reason = {"coordination_reason": "Elterncafé an drei Tagen und das Netzwerk im Ort"}
    assert house.post(url("concept_create", world.own.pk), {**written, **reason}).status_code == 302
    page = text(house.get(newest().get_absolute_url()))
    assert "19,5 Stunden in der Woche: Elterncafé an drei Tagen und das Netzwerk im Ort" in page and "0,50 VZÄ" in page


@pytest.mark.req("R218.K")
@pytest.mark.parametrize(("days", "reminded"), [(729, False), (730, True)])
def test_a_version_of_two_years_asks_for_the_next_one(world, client_of, days, reminded):
    with as_owner():
        make.make_concept(world.own, state="released", released_on=TODAY - timedelta(days=days))
    assert ("Zeit für eine neue?" in text(client_of("head").get(url("concept_list", world.own.pk)))) is reminded
