"""Inquiries: asked by the house, answered by the county or the state office, visible to both sides and nobody else."""

import pytest
from django.core import mail
from django.urls import reverse

from planning.models import Inquiry
from sites.core import jobs
from sites.models import Entry, Job
from tests import factories as make
from tests.conftest import as_owner
from tests.sites.reading import text


def url(name, *args):
    return reverse(f"planning:{name}", args=args)


def ask(client, site, **changes):
    data = {"kind": "question", "title": "Wie rechnen wir Honorare ab?", "text": "Der Malkurs beginnt im Januar."}
    return client.post(url("inquiry_create", site.pk), {**data, **changes})


@pytest.mark.req("R115.D", "R233.H")
def test_a_question_goes_to_the_county_and_comes_back_answered(world, client_of):
    assert ask(client_of("coordinator"), world.own, kind="support").status_code == 302
    with as_owner():
        inquiry = Inquiry.objects.get()
        assert inquiry.office_id == world.county.pk
    planner = client_of("social_planner")
    page = planner.get(url("inquiry_detail", inquiry.pk)).content.decode()
    assert "Der Malkurs beginnt im Januar." in page and "Coordinator" not in page and "Antworten" in page
    answer = planner.post(url("inquiry_step", inquiry.pk, "answer"), {"text": "Über den Träger, bis 15. des Monats."})
    assert answer.status_code == 302
    thread = client_of("head").get(url("inquiry_detail", inquiry.pk)).content.decode()
    assert "Über den Träger" in thread and "Sozialplanung" in thread and "Beantwortet" in thread
    with as_owner():
        assert Entry.objects.filter(subject=f"planning.inquiry:{inquiry.pk}", place_id=world.own.pk).count() == 2


@pytest.mark.req("R002.D1")
@pytest.mark.parametrize(
    "kind",
    [
        pytest.param("coordination", marks=pytest.mark.req("R161.D")),
        pytest.param("information_event", marks=pytest.mark.req("R187.D", "R270.D")),
        pytest.param("consultation", marks=pytest.mark.req("R071.D1", "R271.D")),
        "advice",
    ],
)
def test_advice_is_asked_of_the_state_office_which_reads_no_site(world, client_of, kind):
    ask(client_of("head"), world.own, kind=kind)
    with as_owner():
        inquiry = Inquiry.objects.get()
        assert inquiry.office_id == world.state.pk
    office = client_of("state_office")
    listed = office.get(url("inquiry_list")).content.decode()
    assert "Wie rechnen wir Honorare ab?" in listed and "Kita Lindenhof, Ilm-Kreis" in listed
    assert "Leitung" in office.get(url("inquiry_detail", inquiry.pk)).content.decode()
    assert office.post(url("inquiry_step", inquiry.pk, "answer"), {"text": "Wir kommen gern im März."}).status_code == 302
    with as_owner():
        entries = Entry.objects.filter(subject=f"planning.inquiry:{inquiry.pk}", kind="answer")
        assert {entry.place_id for entry in entries} == {world.state.pk, world.own.pk}  # the house hears of it in its own journal
    assert client_of("social_planner").get(url("inquiry_detail", inquiry.pk)).status_code == 404  # it was not asked
    with as_owner():
        other = make.make_inquiry(world.own)
    assert office.get(url("inquiry_detail", other.pk)).status_code == 404


@pytest.mark.req("R008.D", "R115.D")
def test_the_representative_is_named_to_the_house_and_answers(world, client_of):
    name = world.people["specialist_advisor"].name
    with as_owner():
        make.make_representative(world.county, name, function="specialist_advisor")
    house, advisor = client_of("head"), client_of("specialist_advisor")
    assert f"Im Landkreis vertritt {name} die ThEKiZ, Telefon 03677 555 0110." in text(house.get(url("inquiry_create", world.own.pk)))
    ask(house, world.own)
    with as_owner():
        inquiry = Inquiry.objects.get()
    assert "Wie rechnen wir Honorare ab?" in text(advisor.get(url("inquiry_list")))
    advisor.post(url("inquiry_step", inquiry.pk, "answer"), {"text": "Über den Träger."})
    house.post(url("inquiry_step", inquiry.pk, "ask_again"), {"text": "Und die Fahrtkosten?"})
    for reader in (house, advisor):
        thread = text(reader.get(url("inquiry_detail", inquiry.pk)))
        order = [thread.index(part) for part in ("Der Malkurs beginnt", f"{name}, Kita-Fachberatung", "Über den Träger.", "Fahrtkosten?")]
        assert order == sorted(order)


def test_the_other_side_gets_a_mail_without_the_text(world, client_of):
    ask(client_of("coordinator"), world.own)
    with as_owner():
        job = Job.objects.get(name="planning.mail_inquiry")
    assert jobs.run(job.pk) == "done"
    assert [message.to for message in mail.outbox] == [["social_planner@hier.example"]]
    assert "Malkurs" not in mail.outbox[0].body and "/inquiries/" in mail.outbox[0].body


def test_steps_belong_to_their_side_and_a_closed_thread_stays_closed(world, client_of):
    with as_owner():
        inquiry = make.make_inquiry(world.own)
    coordinator, planner = client_of("coordinator"), client_of("social_planner")
    assert coordinator.post(url("inquiry_step", inquiry.pk, "answer"), {"text": "Ich antworte mir selbst."}).status_code == 403
    assert planner.post(url("inquiry_step", inquiry.pk, "close"), {"text": "zu"}).status_code == 403
    assert coordinator.post(url("inquiry_step", inquiry.pk, "close"), {"text": "Hat sich geklärt."}).status_code == 302
    late = planner.post(url("inquiry_step", inquiry.pk, "answer"), {"text": "Noch ein Gedanke"})
    assert late.status_code == 422 and "Noch ein Gedanke" in late.content.decode()
    assert late.content.decode().count('aria-current="page">' + inquiry.title) == 1
    assert planner.post(url("inquiry_step", inquiry.pk, "burn"), {"text": "x"}).status_code == 404
    assert client_of("professional").post(url("inquiry_step", inquiry.pk, "close"), {"text": "x"}).status_code == 403
    assert client_of("head", elsewhere=True).post(url("inquiry_step", inquiry.pk, "close"), {"text": "x"}).status_code == 404


@pytest.mark.parametrize(
    ("changes", "sentence"), [({"title": ""}, "Bitte füllen Sie"), ({"text": ""}, "Bitte füllen Sie"), ({"kind": "spam"}, "Diese Auswahl")]
)
def test_what_is_missing_is_told_and_the_text_stays(world, client_of, changes, sentence):
    answer = ask(client_of("head"), world.own, **changes)
    page = answer.content.decode()
    assert answer.status_code == 422 and sentence in page and (changes.get("text") == "" or "Der Malkurs beginnt" in page)


@pytest.mark.parametrize("number", [3, 30])
def test_the_list_asks_the_same_queries_for_3_and_30(world, client_of, own_queries, number):
    with as_owner():
        for one in range(number):
            make.make_inquiry(world.own, title=f"Frage {one}")
    planner = client_of("social_planner")
    with own_queries() as seen:
        listed = planner.get(url("inquiry_list")).context["page"].rows
    assert len(listed) == number
    assert seen.count <= 9, [query["sql"][:100] for query in seen.captured_queries]


@pytest.mark.req("R268.D")
def test_a_speaker_is_asked_for_a_day_and_a_wish_names_its_topic(world, client_of):
    house, office = client_of("coordinator"), client_of("state_office")
    without = ask(house, world.own, kind="speaker", title="Vortrag beim Fachtag")
    assert without.status_code == 422 and "Bitte nennen Sie den Tag, ungefähr genügt." in text(without)
    assert ask(house, world.own, kind="speaker", title="Vortrag beim Fachtag", wanted_on="15.03.2027").status_code == 302
    with as_owner():
        inquiry = Inquiry.objects.get()
        topic = make.topic("talks")
    page = text(office.get(url("inquiry_detail", inquiry.pk)))
    assert "Vortrag oder Mitwirkung bei einer Veranstaltung" in page and "für 15. März 2027" in page
    wish = ask(house, world.own, kind="topic", title="Schweres ansprechen")
    assert wish.status_code == 422 and "Bitte wählen Sie das Thema" in text(wish)
    assert ask(house, world.own, kind="topic", title="Schweres ansprechen", topic=str(topic.pk)).status_code == 302
    listed = text(office.get(url("inquiry_list"), {"kind": "topic"}))
    assert "Gesprächsführung" in listed and "Vortrag beim Fachtag" not in listed
