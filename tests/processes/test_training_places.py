"""Places at trainings: taken with and without an account, waited for, given back; the list moves by itself until the day of the answer."""

import re
from datetime import datetime, time, timedelta

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from processes.models import TopicProposal, Training, TrainingFeedback, TrainingRegistration
from processes.rules.trainings import my_place, seats_of
from processes.services.trainings import close_waiting_lists, leave, register, say, secret_of, strike, tell
from sites.core.access import Access
from sites.core.days import BERLIN
from sites.core.jobs import run
from sites.core.wall import set_wall
from sites.models import Entry, Job
from tests import factories as make
from tests.client import Client, made_at
from tests.conftest import as_owner
from tests.sites.reading import text

TODAY = timezone.localdate()
LINK = re.compile(r"http://\S+")


def on(number, hour=12):
    """A moment so many days from today."""
    return datetime.combine(TODAY + timedelta(days=number), time(hour), BERLIN)


@pytest.fixture
def training(world):
    """Of the state office, in thirty days, with two places; the deadline is in 21 days."""
    with as_owner():
        return make.make_training(world.state, capacity=2)


def take(training, number, **more):
    return register(training=training.pk, role="head", county=None, name=f"Person {number}", email=f"p{number}@post.example", **more)


def ask_for(training, **typed):
    """What the public page answers to somebody without an account."""
    client, page = Client(), reverse("processes:open_training", args=[training.pk])
    return client.post(page, {"role": "head", **made_at(client, page), **typed})


def states(training):
    with as_owner():
        return list(TrainingRegistration.objects.filter(training=training).order_by("pk").values_list("state", flat=True))


def row(number):
    with as_owner():
        return TrainingRegistration.objects.get(pk=number)


def mails():
    """Run what waits to be sent: the mails, in order."""
    mail.outbox.clear()
    with as_owner():
        waiting = list(Job.objects.filter(name="processes.mail_training", state="queued").order_by("pk").values_list("pk", flat=True))
    for job in waiting:
        assert run(job) == "done"
    return list(mail.outbox)


@pytest.mark.req("R263.D")
def test_who_comes_too_late_waits_and_moves_up_by_itself(world, training, client_of):
    """With an account on the page of the training, without one by name and address; each is told by mail with the days for a calendar."""
    page = reverse("processes:training_register", args=[training.pk])
    answer = client_of("coordinator").post(page, {"role": "coordinator", "county": world.county.pk})
    assert answer.status_code == 302
    for number in (1, 2):
        sent = ask_for(training, name=f"Person {number}", email=f"P{number}@post.example")
        assert sent.url == reverse("processes:open_training_sent", args=[training.pk])
    assert states(training) == ["in", "in", "waiting"]
    coming, second, waiting = mails()
    assert [coming.to, second.to, waiting.to] == [[world.people["coordinator"].email], ["p1@post.example"], ["p2@post.example"]]
    assert "Sie haben einen Platz." in coming.body and "Warteliste" in waiting.subject
    assert [one[0] for one in coming.attachments] == ["termin.ics"] and waiting.attachments == []
    assert "BEGIN:VEVENT" in coming.attachments[0][1] and "STATUS:CONFIRMED" in coming.attachments[0][1]
    place = text(Client().get(LINK.search(waiting.body)[0]))
    assert "Sie warten" in place and "1 von 1 Wartenden" in place
    client_of("coordinator").post(reverse("processes:training_leave", args=[training.pk]))
    assert states(training) == ["off", "in", "in"]
    (told,) = mails()
    assert told.to == ["p2@post.example"] and told.subject.startswith("Ein Platz ist frei, Sie sind dabei")
    assert "Ihr Platz ist sicher" in text(Client().get(LINK.search(told.body)[0]))


@pytest.mark.guard("training-once")
def test_nobody_registers_twice(world, training):
    user = world.people["head"]
    set_wall(person=user.pk)
    assert register(training=training.pk, role="head", county=None, as_person=True).answer == "in"
    assert register(training=training.pk, role="head", county=None, as_person=True).answer == "again"
    set_wall()
    assert register(training=training.pk, role="head", county=None, name="Ich", email=user.email.upper()).answer == "again"
    assert states(training) == ["in"]


@pytest.mark.guard("training-silent")
def test_the_public_page_tells_nobody_who_has_registered(training):
    typed = {"name": "A B", "email": "a@post.example"}
    first, second = ask_for(training, **typed), ask_for(training, **typed)
    assert first.url == second.url and states(training) == ["in"]
    subjects = [one.subject for one in mails()]
    assert subjects == ["Sie sind dabei: Schweres ansprechen", "Sie sind schon angemeldet: Schweres ansprechen"]
    ask_for(training, **typed)
    assert mails() == []  # once a day


@pytest.mark.guard("training-late")
def test_the_deadline_is_a_whole_day_and_then_it_is_over(training):
    assert take(training, 1, at=on(21, 23)).answer == "in"
    assert take(training, 2, at=on(22, 0)).answer == "late"
    client, page = Client(), reverse("processes:open_training", args=[training.pk])
    with time_machine.travel(on(21, 23)):
        hidden = made_at(client, page)
    with time_machine.travel(on(22)):
        answer = client.post(page, {"name": "A B", "email": "a@post.example", "role": "head", **hidden})
        assert "Die Anmeldefrist ist vorbei." in text(Client().get(reverse("processes:open_training", args=[training.pk])))
    assert answer.status_code == 422 and states(training) == ["in"]


@pytest.mark.guard("training-open")
@pytest.mark.parametrize("state", ["draft", "cancelled", "held"])
def test_only_what_is_published_takes_registrations(training, state):
    with as_owner():
        Training.objects.filter(pk=training.pk).update(state=state, cancel_reason="krank" if state == "cancelled" else "")
    assert take(training, 1).answer == "gone" and states(training) == []


@pytest.mark.guard("training-many")
def test_machines_do_not_fill_a_training(training):
    with as_owner():
        one = make.make_registration(training)
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO processes_trainingregistration (place_id, training_id, name, email, role, state, attended, evaluated, nonce,"
                " secret_hash, created) SELECT place_id, training_id, 'x', 'x' || n || '@post.example', role, 'waiting', false, false,"
                " gen_random_uuid(), 'h' || n, now() FROM processes_trainingregistration r, generate_series(1, 1499) n WHERE r.id = %s",
                [one.pk],
            )
    assert take(training, 1).answer == "many"


@pytest.mark.guard("training-answer")
def test_the_list_moves_until_the_day_of_the_answer_and_everybody_has_one(training):
    taken = [take(training, number) for number in range(4)]
    assert leave(number=None, secret=secret_of(row(taken[0].number).nonce), at=on(22)) == "in"
    assert states(training) == ["off", "in", "in", "waiting"]
    assert close_waiting_lists(TODAY + timedelta(days=22)) == 0
    assert [close_waiting_lists(TODAY + timedelta(days=23)) for _ in range(2)] == [1, 0]
    assert leave(secret=secret_of(row(taken[1].number).nonce), at=on(23)) == "in"
    assert states(training) == ["off", "off", "in", "waiting"]  # who was told that it did not work out is not expected any more
    last = mails()[-1]
    assert last.to == ["p3@post.example"] and last.subject == "Leider kein Platz: Schweres ansprechen"
    with time_machine.travel(on(23)):
        page = reverse("processes:training_place", args=[secret_of(row(taken[3].number).nonce)])
        assert "Leider hat es nicht geklappt." in text(Client().get(page))


@pytest.mark.guard("training-cancel-once")
def test_a_place_is_given_back_once_and_leaves_no_name(training):
    taken = [take(training, number) for number in range(3)]
    secret = secret_of(row(taken[0].number).nonce)
    assert [leave(secret=secret) for _ in range(2)] == ["in", "again"]
    assert (row(taken[0].number).name, row(taken[0].number).email) == ("", "") and states(training) == ["off", "in", "in"]
    assert leave(secret="0" * 40) == "gone"


@pytest.mark.guard("training-wall")
def test_nobody_gives_back_the_place_of_another(world, training):
    with as_owner():
        theirs = make.make_registration(training, person=world.people["head"])
    set_wall(person=world.people["coordinator"].pk)
    assert leave(number=theirs.pk) == "gone" and states(training) == ["in"]
    set_wall(person=world.people["head"].pk)
    assert leave(number=theirs.pk) == "in"


def test_after_the_first_day_nobody_gives_a_place_back(training):
    taken = take(training, 1)
    assert leave(secret=secret_of(row(taken.number).nonce), at=on(31)) == "past" and states(training) == ["in"]


@pytest.mark.guard("training-leave-post")
def test_the_link_of_a_mail_only_shows(training):
    secret = secret_of(row(take(training, 1).number).nonce)
    url = reverse("processes:training_place_leave", args=[secret])
    assert "Möchten Sie absagen?" in text(Client().get(url)) and states(training) == ["in"]
    Client().post(url)
    assert states(training) == ["off"]
    page = Client().get(reverse("processes:training_place", args=[secret]))
    assert page["Cache-Control"] == "private, no-store" and page["X-Robots-Tag"] == "noindex" and "Wieder anmelden" in text(page)
    assert Client().get(reverse("processes:training_place", args=["0" * 40])).status_code == 404


def test_the_organiser_takes_somebody_off_and_that_person_is_told(world, training):
    taken = [take(training, number) for number in range(3)]
    mails()
    access = Access(world.people["state_office"])
    set_wall([world.state.pk], person=access.user.pk)
    strike(access=access, registration=TrainingRegistration.objects.select_related("training").get(pk=taken[0].number))
    assert states(training) == ["off", "in", "in"]
    moved, struck = sorted(mails(), key=lambda one: one.subject)
    assert moved.to == ["p2@post.example"] and struck.to == ["p0@post.example"] and "abgesagt" in struck.subject
    assert "STATUS:CANCELLED" in struck.attachments[0][1]
    close_waiting_lists(TODAY)
    assert row(taken[0].number).email == ""  # told, and then forgotten


def test_somebody_who_calls_is_entered_told_and_once_in_the_list(world, training, client_of):
    office, listed = client_of("state_office"), reverse("processes:registration_list", args=[training.pk])
    page = reverse("processes:registration_create", args=[training.pk])
    assert page in office.get(listed).content.decode()
    typed = {"name": "Rosa Winter", "email": "Rosa@post.example", "role": "head", "county": ""}
    assert "Bitte füllen Sie „Die Person kommt als“ aus." in text(office.post(page, typed | {"role": ""}))
    office.post(page, typed)
    assert "Die Person ist angemeldet." in text(office.get(listed)) and "Rosa Winter" in text(office.get(listed))
    (sent,) = mails()
    assert sent.to == ["rosa@post.example"] and "/fortbildungen/" in sent.body
    with as_owner():
        assert Entry.objects.get(kind="signed_up").text == "„Schweres ansprechen“: eine Anmeldung eingetragen"
    assert "Diese Person ist hier schon angemeldet oder steht auf der Warteliste." in text(office.post(page, typed))
    for number in (1, 2):
        office.post(page, typed | {"name": f"Person {number}", "email": f"p{number}@post.example"})
    assert "Die Person steht auf der Warteliste." in text(office.get(listed))
    assert states(training) == ["in", "in", "waiting"]


def test_after_the_deadline_nobody_is_entered_for_a_call(world, training, client_of):
    office, listed = client_of("state_office"), reverse("processes:registration_list", args=[training.pk])
    page = reverse("processes:registration_create", args=[training.pk])
    with as_owner():
        Training.objects.filter(pk=training.pk).update(closes_on=TODAY - timedelta(days=1))
    assert page not in office.get(listed).content.decode()
    assert "Die Anmeldefrist ist vorbei." in text(office.get(page))
    office.post(page, {"name": "Rosa Winter", "email": "rosa@post.example", "role": "head", "county": ""})
    assert states(training) == []


@pytest.mark.guard("registrations-stay")
def test_names_without_an_account_are_gone_half_a_year_after_the_last_day(world, training):
    with as_owner():
        here, account = make.make_registration(training), make.make_registration(training, person=world.people["head"])
    close_waiting_lists(TODAY + timedelta(days=30 + 180))
    assert row(here.pk).name == "Anna Berg"
    close_waiting_lists(TODAY + timedelta(days=30 + 181))
    assert (row(here.pk).name, row(here.pk).email) == ("", "") and row(account.pk).person == world.people["head"]


@pytest.mark.guard("training-link", "mailed-link")
def test_the_way_in_is_for_who_has_a_place(world, client_of):
    with as_owner():
        training = make.make_training(world.state, channel="digital", venue="", link="https://treffen.example/abc", capacity=1)
    page = reverse("processes:training_detail", args=[training.pk])
    assert "treffen.example" not in text(client_of("head").get(page))
    take(training, 1), take(training, 2)
    first, second = mails()
    assert "treffen.example" in first.body and "treffen.example" not in second.body
    shown = [text(Client().get(LINK.search(one.body.partition("auch zum Absagen:")[2])[0])) for one in (first, second)]
    assert "treffen.example" in shown[0] and "treffen.example" not in shown[1]
    assert "treffen.example" in text(client_of("state_office").get(page))


@pytest.mark.req("R275.D")
@pytest.mark.guard("training-say", "training-topics")
def test_topics_are_proposed_before_a_forum_without_a_name(world, client_of):
    with as_owner():
        forum = make.make_training(world.state, kind="forum", topics_until=TODAY + timedelta(days=20))
    url = reverse("processes:training_topic", args=[forum.pk])
    assert client_of("professional").post(url, {"text": "Wie reden wir über Geld?"}).status_code == 302
    assert "bisher ein Vorschlag" in text(client_of("head").get(reverse("processes:training_detail", args=[forum.pk])))
    assert "Wie reden wir über Geld?" in text(client_of("state_office").get(reverse("processes:registration_list", args=[forum.pk])))
    with as_owner():
        TopicProposal.objects.bulk_create(TopicProposal(place_id=forum.place_id, training=forum, text="x", proposed_on=TODAY) for _ in range(99))
    set_wall(person=world.people["head"].pk)
    with pytest.raises(ValidationError, match="schon sehr viele"):
        say(kind="topic", training=forum.pk, words="Noch eins")
    set_wall()
    with pytest.raises(ValidationError, match="hier nicht möglich"):
        say(kind="topic", training=forum.pk, words="Von niemandem")


@pytest.mark.guard("training-said-once")
def test_three_questions_once_after_the_last_day(world, training):
    secret = secret_of(row(take(training, 1).number).nonce)
    with pytest.raises(ValidationError, match="zurzeit nicht möglich"):
        say(kind="feedback", secret=secret, learned=4, usable=3)
    with time_machine.travel(on(30, 18)):
        url = reverse("processes:training_place_feedback", args=[secret])
        assert Client().post(url, {"learned": "4", "usable": "3", "words": "Mehr Zeit"}).status_code == 302
        with pytest.raises(ValidationError, match="schon ausgefüllt"):
            say(kind="feedback", secret=secret, learned=1, usable=1)
    with as_owner():
        assert list(TrainingFeedback.objects.values_list("learned", "usable", "words")) == [(4, 3, "Mehr Zeit")]
        assert not [one for one in TrainingFeedback._meta.get_fields() if one.name in {"registration", "person", "created"}]


def test_everybody_is_told_once_that_it_falls_out_and_why(world, training, client_of):
    for number in range(3):
        take(training, number)
    mails()
    url = reverse("processes:training_cancel", args=[training.pk])
    assert client_of("state_office").post(url, {"reason": ""}).status_code == 422
    assert client_of("state_office").post(url, {"reason": "Dr. Arnold ist erkrankt."}).status_code == 302
    told = mails()
    assert sorted(one.to[0] for one in told) == [f"p{number}@post.example" for number in range(3)]
    assert all("Dr. Arnold ist erkrankt." in one.body and "STATUS:CANCELLED" in one.attachments[0][1] for one in told)
    with as_owner():
        assert Entry.objects.filter(subject=f"processes.training:{training.pk}", kind="cancel").count() == 1
    assert "Die Veranstaltung fällt aus." in text(client_of("head").get(reverse("processes:training_detail", args=[training.pk])))


def test_what_is_over_is_not_called_off_and_tells_nobody_anything(world, client_of):
    with as_owner():
        over = make.make_training(world.state, first=TODAY - timedelta(days=1))
        make.make_registration(over)
    answer = client_of("state_office").post(reverse("processes:training_cancel", args=[over.pk]), {"reason": "Zu spät bemerkt."})
    assert answer.status_code == 422 and "Was vorbei ist, lässt sich nicht absagen." in text(answer)
    tell(access=Access(world.people["state_office"]), training=over, kind="moved")
    assert mails() == []


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"website": "https://spam.example"}, "Das konnten wir nicht senden. Bitte rufen Sie uns an, dann tragen wir Sie ein."),
        ({"made": "gefälscht"}, "Die Seite stand lange offen. Bitte senden Sie es noch einmal."),
    ],
)
def test_what_a_machine_has_typed_takes_no_place_and_stands_there_for_a_person(training, more, said):
    answer = ask_for(training, name="Ada Beispiel", email="ada@post.example", **more)
    assert answer.status_code == 422 and said in text(answer) and 'value="Ada Beispiel"' in answer.content.decode()
    assert states(training) == []


def test_places_are_counted_for_who_does_not_see_the_registrations(world, training):
    for number in range(3):
        take(training, number)
    set_wall()
    seats = seats_of([training])[training.pk]
    assert (seats.taken, seats.waiting, seats.free, seats.is_full) == (2, 1, 0, True) and seats.words == "ausgebucht, eine Person wartet"
    assert my_place(training=training.pk) is None
    tell(access=Access(world.people["state_office"]), training=Training(state="held"), kind="moved")  # nobody is told of what is over
