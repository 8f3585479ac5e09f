"""A meeting that runs: agenda from what is open, four fields by several at once, attendance, closing with steps and items that go on."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from planning.models import AgendaItem, Attendance, Meeting
from processes.models import ActionStep
from processes.services.meetings import title_of
from sites.core.forms import MARKS
from tests import factories as make
from tests.conftest import as_owner
from tests.sites.reading import text

TODAY = timezone.localdate()
DUE = TODAY + timedelta(days=14)
OF_EVERY_REQUEST = 4  # session, user, reach, wall


def url(name, *args):
    return reverse(f"processes:{name}", args=args)


def detail(client, meeting):
    return text(client.get(reverse("planning:meeting_detail", args=[meeting.pk])))


@pytest.fixture
def meeting(world):
    """A meeting of the steering team that is planned for today, with two items."""
    with as_owner():
        body = make.make_body(world.own, "Steuerungsteam", "steering_team")
        make.make_body_member(body, "Ines Brandt", function_of="head", email="head@hier.example")
        make.make_body_member(body, "Petra Lang", function_of="provider", email="lang@traeger.example")
        held = make.make_meeting(body, TODAY)
        make.make_agenda_item(held, 1, "Babytreff in der Bibliothek")
        make.make_agenda_item(held, 2, "Vätersamstag ohne Turnhalle")
        return held


def items(meeting):
    with as_owner():
        return list(AgendaItem.objects.filter(meeting=meeting).order_by("number"))


def typed(**fields):
    return {"discussed": "", "result": "", "owner": "", "due": "", **fields}


DECIDED = {
    "discussed": "Der Weg ist kurz.",
    "result": "Ab Januar ein Babytreff. Zunächst acht Termine.",
    "owner": "Jana Seidel",
    "due": f"{DUE:%d.%m.%Y}",
}


def write(client, item, **fields):
    return client.post(url("meeting_run", item.pk), typed(**fields))


def run(client, meeting):
    assert client.post(url("meeting_open", meeting.pk)).status_code == 302


@pytest.mark.req("R199.D", "R201.H")
def test_from_the_agenda_to_steps_and_open_items(world, client_of, meeting):
    head, facilitator = client_of("head"), client_of("facilitator")
    with as_owner():
        following = make.make_meeting(meeting.body, TODAY + timedelta(days=90))
        make.make_agenda_item(following, 1, "Steht schon da")
    assert "Sitzung beginnen" in detail(facilitator, meeting)
    answer = facilitator.post(url("meeting_open", meeting.pk))
    first, second = items(meeting)
    assert answer.headers["Location"] == url("meeting_run", first.pk)
    page = text(head.get(url("meeting_run", first.pk)))
    assert "Sitzung läuft" in page and "erste Sitzung in zwölf Monaten" in page and "weiter zu 2" in page and "Zwei Punkte sind noch offen" in page
    assert write(head, first, **DECIDED).headers["Location"] == url("meeting_run", second.pk)
    assert "Ein Punkt ist noch offen" in text(facilitator.get(url("meeting_run", second.pk)))
    closing = text(head.get(url("meeting_close", meeting.pk)))
    assert "1 Aufgabe steht danach im Maßnahmenplan. 1 Punkt wandert in die nächste Sitzung." in closing
    assert head.post(url("meeting_close", meeting.pk), {"guests": "Frau Lenz, Grundschule"}).status_code == 302
    with as_owner():
        step, held = ActionStep.objects.get(), Meeting.objects.get(pk=meeting.pk)
        assert (step.title, step.owner, step.due, step.site_id) == ("Ab Januar ein Babytreff.", "Jana Seidel", DUE, world.own.pk)
        assert step.agenda_item_id == first.pk and held.state == "closed" and held.closed_by == "Leitung Hier, Leitung"
    assert [(item.number, item.title) for item in items(following)] == [(1, "Steht schon da"), (2, "Vätersamstag ohne Turnhalle")]
    assert "Ab Januar ein Babytreff." in text(client_of("coordinator").get(url("step_list", world.own.pk)))
    page = detail(client_of("parent_representative"), meeting)
    assert "1 Beschluss, 1 zurückgestellt" in page and "Der Weg ist kurz." in page and "Frau Lenz, Grundschule" in page and "Protokoll (PDF)" in page
    assert "Mitschreiben" not in page and "Wieder öffnen" not in page


@pytest.mark.guard("version")
def test_two_who_write_at_once_lose_nothing(world, client_of, meeting):
    head, facilitator = client_of("head"), client_of("facilitator")
    run(head, meeting)
    first, second = items(meeting)
    pages = [client.get(url("meeting_run", first.pk)).content.decode() for client in (head, facilitator)]
    marks = [{MARKS: page.split(f'name="{MARKS}" value="')[-1].split('"')[0]} for page in pages]
    assert head.post(url("meeting_run", first.pk), {**typed(result="Wir fangen im Januar an.", no_task="on"), **marks[0]}).status_code == 302
    late = facilitator.post(url("meeting_run", first.pk), {**typed(result="Wir fangen im Februar an.", no_task="on"), **marks[1]}, decides=False)
    assert late.status_code == 409
    page = text(late)
    assert "Wir fangen im Januar an." in page and "Wir fangen im Februar an." in page and "Leitung Hier" in page
    assert items(meeting)[0].result == "Wir fangen im Januar an."
    # another field of the same item, and another item, are no conflict
    both = typed(result="Wir fangen im Januar an.", no_task="on", discussed="Die Bibliothek hat Platz.")
    assert facilitator.post(url("meeting_run", first.pk), {**both, **marks[1]}, decides=False).status_code == 302
    assert write(head, second, discussed="Die Schule sagt ab.").status_code == 302
    first, second = items(meeting)
    assert (first.result, first.discussed, second.discussed) == ("Wir fangen im Januar an.", "Die Bibliothek hat Platz.", "Die Schule sagt ab.")


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"result": "Ein Babytreff."}, "Wer kümmert sich um den Beschluss?"),
        ({"result": "Ein Babytreff.", "owner": "Jana Seidel"}, "Bis wann?"),
        ({"owner": "Jana Seidel", "due": f"{DUE:%d.%m.%Y}"}, "Was ist beschlossen?"),
        ({"result": "Ein Babytreff.", "owner": "Jana Seidel", "due": "31.12.2099"}, "Bitte prüfen Sie das Jahr"),
    ],
)
def test_a_decision_without_owner_is_said_at_its_field(world, client_of, meeting, fields, sentence):
    head = client_of("head")
    run(head, meeting)
    answer = write(head, items(meeting)[0], discussed="Bleibt stehen", **fields)
    assert answer.status_code == 422 and sentence in text(answer) and "Bleibt stehen" in text(answer)
    assert items(meeting)[0].discussed == ""


def test_a_decision_without_a_task_and_what_is_put_off_are_allowed(world, client_of, meeting):
    head = client_of("head")
    run(head, meeting)
    first, second = items(meeting)
    assert write(head, first, result="Wir danken der Bibliothek.", no_task="on").status_code == 302
    assert write(head, second, discussed="Zeit reichte nicht.", result="", deferred="on").status_code == 302
    assert head.post(url("meeting_close", meeting.pk), {"guests": ""}).status_code == 302
    with as_owner():
        assert not ActionStep.objects.exists()


@pytest.mark.guard("future-minutes")
def test_a_meeting_of_another_day_does_not_begin(world, client_of, meeting):
    with as_owner():
        Meeting.objects.update(held_on=TODAY + timedelta(days=1))
    head = client_of("head")
    assert "Sitzung beginnen" not in detail(head, meeting)
    assert "Die Sitzung ist erst am" in text(head.post(url("meeting_open", meeting.pk), follow=True))
    with as_owner():
        assert Meeting.objects.get().state == "planned"


@pytest.mark.guard("closed-minutes")
def test_minutes_are_written_while_the_meeting_runs(world, client_of, meeting):
    head, item = client_of("head"), items(meeting)[0]
    assert head.get(url("meeting_run", item.pk)).headers["Location"] == meeting.get_absolute_url()
    answer = write(head, item, **DECIDED)
    assert answer.status_code == 422 and "Die Sitzung ist geplant." in text(answer)
    run(head, meeting)
    head.post(url("meeting_close", meeting.pk), {"guests": ""})
    assert write(head, item, **DECIDED).status_code == 422
    assert items(meeting)[0].result == ""
    answer = head.post(reverse("planning:agenda_item_edit", args=[item.pk]), {"number": "1", "title": "Anders", **typed()})
    assert answer.status_code == 422 and "bleibt, wie es ist" in text(answer)


def test_closed_with_a_decision_that_nobody_takes_on(world, client_of, meeting):
    head = client_of("head")
    run(head, meeting)
    with as_owner():
        AgendaItem.objects.filter(number=2).update(result="Jemand fragt an.")  # as the plain form leaves it
    answer = head.post(url("meeting_close", meeting.pk), {"guests": ""})
    assert answer.status_code == 422 and "TOP 2: Wer kümmert sich" in text(answer)


def test_who_is_there_is_kept_by_two_at_once(world, client_of, meeting):
    head = client_of("head")
    run(head, meeting)
    with as_owner():
        brandt, lang = meeting.body.members.order_by("name")
    data = {f"m{brandt.pk}": "present", f"m{lang.pk}": "digital"}
    assert head.post(url("meeting_attend", meeting.pk), data).status_code == 302
    assert head.post(url("meeting_attend", meeting.pk), {f"m{brandt.pk}": "", f"m{lang.pk}": "excused"}).status_code == 302
    with as_owner():
        assert list(Attendance.objects.values_list("member", "how")) == [(lang.pk, "excused")]
    assert head.post(url("meeting_attend", meeting.pk), {f"m{lang.pk}": "verschlafen"}).status_code == 422
    head.post(url("meeting_close", meeting.pk), {"guests": ""})
    assert "Entschuldigt: Petra Lang" in detail(head, meeting).replace("Entschuldigt Petra", "Entschuldigt: Petra")
    assert head.post(url("meeting_attend", meeting.pk), data).status_code == 422


def test_opened_once_more_a_meeting_makes_no_step_twice(world, client_of, meeting):
    head = client_of("head")
    run(head, meeting)
    first, second = items(meeting)
    write(head, first, **DECIDED)
    write(head, second, **{**DECIDED, "result": "Die Turnhalle anfragen."})
    head.post(url("meeting_close", meeting.pk), {"guests": ""})
    assert head.post(url("meeting_reopen", meeting.pk)).status_code == 302
    write(head, first, **{**DECIDED, "owner": "Ines Brandt"})
    write(head, second, result="Wir lassen es.", no_task="on")
    head.post(url("meeting_close", meeting.pk), {"guests": ""})
    with as_owner():
        assert list(ActionStep.objects.values_list("title", "owner")) == [("Ab Januar ein Babytreff.", "Ines Brandt")]
        ActionStep.objects.update(closed_on=TODAY, result="Läuft.")
    head.post(url("meeting_reopen", meeting.pk))
    write(head, first, **{**DECIDED, "owner": "Niemand"})
    head.post(url("meeting_close", meeting.pk), {"guests": ""})
    with as_owner():
        assert ActionStep.objects.get().owner == "Ines Brandt"  # what is done stays
        Meeting.objects.update(minutes_sent_on=TODAY)
    assert "schon verschickt" in text(head.post(url("meeting_reopen", meeting.pk), follow=True))


@pytest.mark.parametrize(
    ("result", "title"),
    [
        ("Ab Januar ein Babytreff. Zunächst acht.", "Ab Januar ein Babytreff."),
        ("  ohne Punkt\nzweite Zeile ", "ohne Punkt zweite Zeile"),
        ("Der 3.12. passt! Gut.", "Der 3.12. passt!"),
        ("x" * 200, "x" * 158 + " …"),
    ],
)
def test_a_decision_becomes_the_title_of_a_step(result, title):
    assert title_of(result) == title and len(title_of(result)) <= 160


def test_the_agenda_is_proposed_from_what_is_open(world, client_of, meeting):
    with as_owner():
        make.make_need(world.own, "Babys haben keinen Treffpunkt", urgent=True)
        make.make_need(world.own, "Schon erledigt", closed_on=TODAY)
        make.make_wish(world.own, text="Ein Abend für Väter")
        make.make_wish(world.own, text="Eine Sorge bleibt im Haus", kind="concern")
        make.make_contribution(world.own, world.people["professional"], text="Der Flur ist zu eng")
        make.make_concept(world.own)
        make.make_inquiry(world.own, title="Wer zahlt den Saal?")
        ActionStep.objects.create(site=world.own, title="Stadt gewinnen", owner="Petra Lang", due=TODAY - timedelta(days=3))
        before = make.make_meeting(meeting.body, TODAY - timedelta(days=90), state="closed", closed_at=timezone.now())
        make.make_agenda_item(before, title="Liegen geblieben", deferred=True)
        make.make_need(world.sister, "Im anderen Haus")
    head = client_of("head")
    page = text(head.get(url("meeting_agenda", meeting.pk)))
    wanted = (
        "Babys haben keinen Treffpunkt",
        "Ein Abend für Väter",
        "Der Flur ist zu eng",
        "Wer zahlt den Saal?",
        "Stand: Stadt gewinnen",
        "Liegen geblieben",
    )
    assert all(words in page for words in (*wanted, "Liegen geblieben", "dringender Bedarf", "noch nicht angehört"))
    assert not any(words in page for words in ("Schon erledigt", "Eine Sorge", "Im anderen Haus"))
    less = text(client_of("facilitator").get(url("meeting_agenda", meeting.pk)))
    assert "Babys haben keinen Treffpunkt" in less and "Ein Abend für Väter" not in less and "Wer zahlt den Saal?" not in less  # as far as one reads
    html = head.get(url("meeting_agenda", meeting.pk)).content.decode()
    chosen = [part.split('"')[0] for part in html.split('name="chosen" value="')[1:]] or [
        part.split('"')[0] for part in html.split('value="')[1:] if part.split(":")[0] in {"need", "item", "step"}
    ]
    taken = [key for key in chosen if key.split(":")[0] in {"need", "item", "step"}]
    assert head.post(url("meeting_agenda", meeting.pk), {"chosen": taken}).status_code == 302
    assert [item.title for item in items(meeting)][2:] == ["Liegen geblieben", "Babys haben keinen Treffpunkt", "Stand: Stadt gewinnen"]
    page = text(head.get(url("meeting_agenda", meeting.pk)))
    assert "Liegen geblieben" not in page and "Babys haben" not in page and "Ein Abend für Väter" in page
    assert head.post(url("meeting_agenda", meeting.pk), {"chosen": []}).status_code == 422
    assert head.post(url("meeting_agenda", meeting.pk), {"chosen": ["wish:999"]}).status_code == 422


def test_a_county_proposes_its_cases(world, client_of):
    with as_owner():
        make.make_application(world.own, state="submitted")
        held = make.make_meeting(make.make_body(world.county), TODAY)
    planner = client_of("social_planner")
    assert "Antrag Kita Lindenhof: Entscheidung" in text(planner.get(url("meeting_agenda", held.pk)))


def test_pages_of_a_running_meeting_ask_the_same_number_of_questions(world, client_of, own_queries, meeting):
    head, counts = client_of("head"), []
    run(head, meeting)
    first = items(meeting)[0]
    head.get(url("meeting_run", first.pk))  # what the recommendations say is read once
    for number in (1, 20):
        with as_owner():
            for index in range(number):
                make.make_agenda_item(meeting, 10 + number + index, f"Punkt {number} {index}")
                make.make_body_member(meeting.body, f"Mitglied {number} {index}")
                old = make.make_meeting(meeting.body, TODAY - timedelta(days=number * 9 + index + 1), state="closed", closed_at=timezone.now())
                item = make.make_agenda_item(old, result="Ja.", owner="Wer", due=TODAY)
                ActionStep.objects.create(site=world.own, title="Schritt", owner="Wer", due=TODAY, agenda_item=item)
        with own_queries() as seen:
            assert head.get(url("meeting_run", first.pk)).status_code == 200
        counts.append(seen.count - OF_EVERY_REQUEST)
    assert counts[0] == counts[1] <= 8, counts
