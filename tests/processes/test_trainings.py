"""Trainings as everybody sees them and as their organisers keep them: state office and counties, each their own."""

from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as some

from planning.models import Term
from processes.models import Training, TrainingFeedback, TrainingRegistration
from processes.models.trainings import answer_on
from processes.rules.trainings import ENOUGH, Seats, events_by_county, outlook
from processes.services.trainings import register
from sites.core.drawings import seats_drawn
from sites.core.wall import set_wall
from sites.models import Job
from tests import factories as make
from tests.client import Client
from tests.conftest import as_owner
from tests.sites.reading import text

TODAY = timezone.localdate()
OF_EVERY_REQUEST = 6  # with the two of the test's own savepoint
READERS = ("ministry", "state_office", "social_planner", "provider", "head", "coordinator", "professional", "facilitator", "specialist_advisor")


def typed(day=lambda number: f"{TODAY + timedelta(days=number):%d.%m.%Y}", **fields):
    return {
        "kind": "training", "title": "Gesprächsführung", "summary": "Wie ein gutes Gespräch gelingt.", "text": "Haltung\nAnfang finden",
        "audience": ["coordinator", "head", "professional", "facilitator"], "speaker": "Dr. Silke Arnold", "channel": "on_site",
        "venue": "Weimar, Saal der Stadtbücherei", "capacity": "20", "fee": "15,50", "closes_on": day(20), "held_on": day(40),
        "starts_at": "9:00", "ends_at": "15:30", **fields,
    }  # fmt: skip


def create(client, place, **fields):
    return client.post(reverse("processes:training_create", args=[place.pk]), typed(**fields))


def shown(client, training):
    return text(client.get(reverse("processes:training_detail", args=[training.pk])))


def only():
    with as_owner():
        return Training.objects.get()


@pytest.mark.req("R263.H", "R264.H", "R265.H")
def test_the_state_office_plans_a_training_and_everybody_reads_it_once_it_is_published(world, client_of):
    office = client_of("state_office")
    with as_owner():
        topics = list(Term.objects.filter(catalogue="training_topic"))
    assert len(topics) == 8 and all(topic.text.startswith("Feld ") for topic in topics)
    talks = next(topic for topic in topics if topic.label == "Gesprächsführung")
    assert create(office, world.state, topic=talks.pk).status_code == 302
    training = only()
    assert client_of("head").get(training.get_absolute_url()).status_code == 404
    assert office.post(reverse("processes:training_step", args=[training.pk, "open"])).status_code == 302
    page = shown(client_of("head"), training)
    for words in (
        "Weimar, Saal der Stadtbücherei", "9:00 bis 15:30 Uhr", "Koordination, Fachkräfte, Leitung, Prozessbegleitung", "Dr. Silke Arnold",
        "15,50", "Gesprächsführung", "Feld 4, Partizipation und Empowerment", "20 von 20 Plätzen frei", "Haltung", "Anfang finden",
    ):  # fmt: skip
        assert words in page, words
    assert "Gesprächsführung" in text(client_of("head").get(reverse("processes:training_list")))


@pytest.mark.guard("training-drafts", "training-own-drafts")
def test_a_draft_is_its_organisers_alone(world, client_of):
    with as_owner():
        draft = make.make_training(world.state, state="draft")
        of_county = make.make_training(world.county, state="draft")
    for role in READERS:
        expected = 200 if role == "state_office" else 404
        assert client_of(role).get(draft.get_absolute_url()).status_code == expected, role
    assert client_of("social_planner").get(of_county.get_absolute_url()).status_code == 200
    assert client_of("social_planner", elsewhere=True).get(of_county.get_absolute_url()).status_code == 404
    assert Client().get(reverse("processes:open_training", args=[draft.pk])).status_code == 404
    assert draft.title not in text(Client().get(reverse("processes:open_training_list")))


def test_everybody_with_a_professional_role_reads_a_published_training_and_may_register(world, client_of):
    with as_owner():
        training = make.make_training(world.state)
    for role in READERS:
        client = client_of(role)
        assert "20 von 20 Plätzen frei" in shown(client, training), role
        for name in ("training_register", "training_topic", "training_feedback"):
            assert client.get(reverse(f"processes:{name}", args=[training.pk])).status_code == 200, (role, name)
        assert client.post(reverse("processes:training_leave", args=[training.pk])).status_code == 404
    for role in ("parent", "parent_representative"):
        for name in ("training_detail", "training_register", "training_topic", "training_feedback"):
            assert client_of(role).get(reverse(f"processes:{name}", args=[training.pk])).status_code == 403, (role, name)
    assert Client().get(training.get_absolute_url()).status_code == 302


def test_people_without_an_account_find_what_is_open(world):
    with as_owner():
        training = make.make_training(world.state, capacity=None)
        gone = make.make_training(world.state, "Abgesagtes Treffen", state="cancelled")
    listed = text(Client().get(reverse("processes:open_training_list")))
    assert training.title in listed and "noch niemand angemeldet" in listed and gone.title not in listed
    assert "Bitte sehen Sie in Ihr Postfach" in text(Client().get(reverse("processes:open_training_sent", args=[training.pk])))
    calendar = Client().get(reverse("processes:training_calendar", args=[training.pk]))
    assert calendar["Content-Type"].startswith("text/calendar") and b"BEGIN:VEVENT" in calendar.content


def test_a_deadline_lies_before_the_first_day(world, client_of):
    answer = create(client_of("state_office"), world.state, closes_on=typed()["held_on"])
    assert answer.status_code == 422 and "Die Anmeldefrist liegt davor." in text(answer)
    assert create(client_of("state_office"), world.state, ends_at="8:00").status_code == 422
    with as_owner():
        assert not Training.objects.exists()


def test_nothing_is_published_without_a_place(world, client_of):
    create(client_of("state_office"), world.state, venue="")
    training, office = only(), client_of("state_office")
    assert "Es fehlt noch der Ort." in shown(office, training)
    office.post(reverse("processes:training_step", args=[training.pk, "open"]))
    assert only().state == "draft"


def test_who_comes_is_told_of_another_day_and_more_places_are_places_for_who_waits(world, client_of):
    with as_owner():
        training = make.make_training(world.county, capacity=1)
    for number in range(3):
        register(training=training.pk, role="head", county=None, name=f"P{number}", email=f"p{number}@post.example")
    planner, day = client_of("social_planner"), training.days.get()
    typed_day = {"held_on": f"{day.held_on:%d.%m.%Y}", "starts_at": "10:00", "ends_at": "15:30"}
    page = planner.get(reverse("processes:training_day_edit", args=[day.pk])).context["form"]
    planner.post(reverse("processes:training_day_edit", args=[day.pk]), {**typed_day, "marks": page.marks()})
    form = planner.get(reverse("processes:training_edit", args=[training.pk])).context["form"]
    fields = {name: form[name].value() for name in form.fields} | {"capacity": 2, "marks": form.marks()}
    fields["closes_on"] = f"{training.closes_on:%d.%m.%Y}"
    answer = planner.post(reverse("processes:training_edit", args=[training.pk]), {key: value for key, value in fields.items() if value is not None})
    assert answer.status_code == 302
    with as_owner():
        kinds = list(Job.objects.filter(name="processes.mail_training").order_by("pk").values_list("arguments__kind", flat=True))
        states = list(TrainingRegistration.objects.order_by("pk").values_list("state", flat=True))
    assert kinds == ["in", "waiting", "waiting", "moved", "moved", "moved", "moved_up"] and states == ["in", "in", "waiting"]


def test_the_only_day_is_not_taken_away(world, client_of):
    with as_owner():
        training = make.make_training(world.county)
    url = reverse("processes:training_day_edit", args=[training.days.get().pk])
    client = client_of("social_planner")
    form = client.get(url).context["form"]
    client.post(url, {"remove": "1", "marks": form.marks()})
    assert "Das ist der einzige Tag." in text(client.get(url)) and training.days.count() == 1


@pytest.mark.req("R266.H", "R274.H", "R275.H")
def test_events_have_their_kind(world, client_of):
    office = client_of("state_office")
    page = text(office.get(reverse("processes:training_create", args=[world.state.pk])))
    for kind in ("Informationsveranstaltung", "Fachveranstaltung", "Vernetzungstreffen", "Digitaler Fachaustausch", "Thematisches Forum"):
        assert kind in page, kind
    create(office, world.state, kind="exchange", channel="digital", venue="")
    create(office, world.state, kind="forum", title="Forum")
    with as_owner():
        forum = Training.objects.get(kind="forum")
    assert forum.topics_until == forum.closes_on  # topics are brought in by who comes, unless the office says until when
    office.post(reverse("processes:training_step", args=[forum.pk, "open"]))
    assert "Thema vorschlagen" in shown(client_of("head"), forum) and "Thematisches Forum" in shown(client_of("head"), forum)


@pytest.mark.req("R272.H", "R269.H")
def test_a_course_for_facilitators_and_what_is_on_the_telephone(world, client_of):
    create(client_of("state_office"), world.state, kind="course", channel="phone", venue="", audience=["facilitator"])
    training = only()
    client_of("state_office").post(reverse("processes:training_step", args=[training.pk, "open"]))
    page = shown(client_of("facilitator"), training)
    assert "Qualifizierung zur Prozessbegleitung" in page and "telefonisch" in page


@pytest.mark.req("R266.C", "R266.K")
def test_events_of_a_county_and_year_with_a_hint_where_there_was_none(world, client_of):
    year = TODAY.year
    with as_owner():
        for kind, county, first in (
            ("information", world.county, date(year, 1, 1)), ("network", world.county, date(year, 12, 31)),
            ("expert", world.county, date(year + 1, 1, 1)),
            ("training", world.other_county, date(year, 5, 1)), ("exchange", None, date(year, 5, 1)),
        ):  # fmt: skip
            make.make_training(world.state, kind=kind, county=county, first=first)
        make.make_training(world.state, kind="expert", county=world.county, first=date(year, 6, 1), state="cancelled")
        make.make_training(world.state, kind="expert", county=world.other_county, first=date(year, 6, 1), state="draft")
    found = {one.county.name: one for one in events_by_county(year)}
    assert found["Ilm-Kreis"].numbers == {"information": 1, "expert": 0, "network": 1} and found["Ilm-Kreis"].hint == ""
    assert found["Saale-Orla-Kreis"].total == 0 and found["Saale-Orla-Kreis"].hint == "noch keine Veranstaltung"
    page = text(client_of("state_office").get(reverse("processes:training_counties", args=[year])))
    assert f"1 Landkreis hat {year} noch keine Veranstaltung." in page
    assert client_of("state_office").get(reverse("processes:training_counties", args=[1])).status_code == 404


@pytest.mark.req("R267.D")
def test_material_is_there_once_it_has_begun(world, client_of):
    words = "Folien: https://beispiel.example/folien"
    with as_owner():
        before, after = (make.make_training(world.state, f"T{number}", materials=words, first=TODAY + timedelta(days=number)) for number in (1, 0))
    assert "Folien" not in shown(client_of("head"), before)
    answer = client_of("head").get(after.get_absolute_url())
    assert 'href="https://beispiel.example/folien"' in answer.content.decode()


@pytest.mark.guard("training-few")
def test_who_comes_is_told_in_sums_from_five_on(world, client_of):
    with as_owner():
        training = make.make_training(world.state)
        for number in range(4):
            make.make_registration(training, role="head", county=(world.county, world.other_county)[number % 2])
    assert "Angemeldet aus" not in shown(client_of("head"), training)
    with as_owner():
        make.make_registration(training, role="professional")
    assert "Angemeldet aus 2 Landkreisen: 4 Leitung, 1 Fachkraft." in shown(client_of("head"), training)


@pytest.mark.guard("training-answers-few")
def test_what_was_said_is_read_from_five_answers_on(world, client_of):
    def say(number):
        TrainingFeedback.objects.bulk_create(
            TrainingFeedback(place_id=training.place_id, training=training, learned=4, usable=1, words=f"Wort {at}") for at in range(number)
        )

    with as_owner():
        training = make.make_training(world.state)
        say(4)
    url, office = reverse("processes:registration_list", args=[training.pk]), client_of("state_office")
    assert "Wort 1" not in text(office.get(url)) and "Bisher: 4." in text(office.get(url))
    with as_owner():
        say(1)
    assert "5 Antworten, ohne Namen." in text(office.get(url)) and "Wort 1" in text(office.get(url))


def test_the_organiser_ticks_who_was_there(world, client_of):
    with as_owner():
        training = make.make_training(world.state, first=TODAY)
        there, away = make.make_registration(training, "Anna Berg"), make.make_registration(training, "Bernd Cordes")
        waiting = make.make_registration(training, "Carla Dorn", state="waiting")
    url, office = reverse("processes:training_attendance", args=[training.pk]), client_of("state_office")
    form = office.get(url).context["form"]
    assert [name for _, name in form.fields["present"].choices] == ["Anna Berg", "Bernd Cordes"]
    assert office.post(url, {"present": [there.pk], "marks": form.marks()}).status_code == 302
    assert office.post(url, {"present": [waiting.pk], "marks": form.marks()}).status_code in {409, 422}
    with as_owner():
        assert list(TrainingRegistration.objects.filter(attended=True)) == [there] and away.state == "in"
    assert "war da" in text(office.get(reverse("processes:registration_list", args=[training.pk])))


@pytest.mark.parametrize("number", [3, 300])
def test_lists_ask_as_much_for_many_as_for_few(world, client_of, django_assert_max_num_queries, number):
    with as_owner():
        training = make.make_training(world.state, capacity=None)
        for at in range(number):
            make.make_registration(training, f"Person {at}")
        for at in range(number // 10):
            make.make_training(world.state, f"T{at}")
    office = client_of("state_office")
    for name, args, most in (
        ("training_list", [], 5), ("training_detail", [training.pk], 8), ("registration_list", [training.pk], 5),
        ("training_attendance", [training.pk], 5),
    ):  # fmt: skip
        url = reverse(f"processes:{name}", args=args)
        office.get(url)
        with django_assert_max_num_queries(OF_EVERY_REQUEST + most):
            office.get(url)


def test_who_waits_sees_what_is_likely_and_where_there_is_room(world, client_of):
    with as_owner():
        training, other = (
            make.make_training(world.state, capacity=1),
            make.make_training(world.county, county=world.county, first=TODAY + timedelta(60)),
        )
        make.make_registration(training)
        for at in range(4):
            held = make.make_training(world.state, f"Vorher {at}", state="held", first=TODAY - timedelta(days=20 + at))
            for _ in range(2):
                make.make_registration(held, moved_up_on=TODAY - timedelta(days=25), state="in")
    head = client_of("head")
    head.post(reverse("processes:training_register", args=[training.pk]), {"role": "head", "county": ""})
    page = shown(head, training)
    assert "1 von 1 Wartenden" in page and "Wahrscheinlich reicht es." in page
    assert "im Mittel zwei Plätze frei geworden, meist in den letzten zehn Tagen" in page
    assert "Gleiche Fortbildung in Ilm-Kreis, 20 von 20 Plätzen frei." in page and reverse("processes:training_register", args=[other.pk]) in (
        head.get(training.get_absolute_url()).content.decode()
    )
    set_wall()


@given(rank=some.integers(1, 50), freed=some.lists(some.integers(0, 20), max_size=4), late=some.integers(0, 80))
def test_the_outlook_follows_what_was_and_promises_nothing_without_it(rank, freed, late):
    verdict, reason = outlook(rank, freed, late)
    if len(freed) < ENOUGH:
        assert verdict == "Ob es reicht, wissen wir nicht."
    elif rank > max(freed):
        assert verdict == "Wahrscheinlich reicht es nicht."
    else:
        assert verdict == ("Wahrscheinlich reicht es." if rank <= min(freed) else "Es kann reichen.")
    assert reason.endswith(".")


@given(closes=some.dates(date(2020, 1, 1), date(2030, 1, 1)), ahead=some.integers(1, 90))
def test_the_answer_comes_after_the_deadline_and_by_the_first_day(closes, ahead):
    first = closes + timedelta(days=ahead)
    assert closes < answer_on(closes, first) <= first and answer_on(closes, first) - closes <= timedelta(days=2)


@given(taken=some.integers(0, 80), free=some.integers(0, 80), waiting=some.integers(0, 80))
def test_a_circle_for_each_place_and_each_who_waits_or_none_at_all(taken, free, waiting):
    drawn = [shape.css for shape in seats_drawn(taken, free, waiting, min(waiting, 1) or None).shapes]
    assert not drawn or (drawn.count("taken"), drawn.count("open")) == (taken, free)
    assert bool(drawn) == (0 < taken + free <= 60 or taken + free == 0 < waiting)
    assert Seats(taken + free, taken, waiting).free == free


def test_a_past_training_is_found_among_the_past(world, client_of):
    with as_owner():
        make.make_training(world.state, "Damals", first=TODAY - timedelta(days=40), state="held")
        make.make_training(world.state, "Demnächst")
    head, url = client_of("head"), reverse("processes:training_list")
    assert "Damals" not in text(head.get(url)) and "Damals" in text(head.get(f"{url}?show=past"))
    assert "Demnächst" not in text(head.get(f"{url}?q=damals&show=past")) and "Sie sind nirgends angemeldet" in text(head.get(f"{url}?show=mine"))
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        assert "Demnächst" not in text(head.get(url))
