"""Surveys of a house: made from questions to begin with, fixed once answered, read from five on, and answered to the families."""

from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from offers.services.publishing import publish
from offers.services.surveys import conclude
from planning.models import Assessment, Survey, SurveyAnswer, SurveySheet
from sites.core.access import Access
from sites.core.wall import set_wall
from sites.models import Entry
from tests import factories as make
from tests.client import Client
from tests.conftest import as_owner
from tests.offers.test_survey_answer import fresh
from tests.pages import filled, form_of, remove

OF_EVERY_REQUEST = 5


def text_of(response, status=200):
    assert response.status_code == status, response.status_code
    return unescape(response.content.decode())


@pytest.fixture
def survey(world):
    set_wall([world.own.pk])
    publish(site=world.own.pk, today=timezone.localdate())
    set_wall()
    with as_owner():
        return make.make_survey(world.own, asked=80)


def url(name, *args):
    return reverse(f"offers:{name}", args=args)


def over(survey):
    with as_owner():
        today = timezone.localdate()
        SurveySheet.objects.filter(survey=survey).update(day=today - timedelta(days=3))
        Survey.objects.filter(pk=survey.pk).update(opens=today - timedelta(days=9), closes=today - timedelta(days=1))


# Made and changed -----------------------------------------------------------------------------------------------------


@pytest.mark.req("R288.D", "R226.D")
@pytest.mark.parametrize(
    ("template", "title", "number"), [("", "Fünf kurze Fragen", 5), ("crisis", "Wie geht es Ihnen gerade?", 5), ("offer", "Wie war es?", 3)]
)
def test_a_survey_begins_with_questions_and_is_open_by_its_days(world, client_of, template, title, number):
    client, address = client_of("coordinator"), url("survey_create", world.own.pk) + (f"?template={template}" if template else "")
    page = client.get(address)
    assert "Schnell gefragt in einer Krise" in text_of(page)
    response = client.post(address, filled(form_of(page, address)))
    assert response.status_code == 302, response.context["form"].errors
    with as_owner():
        (survey,) = Survey.objects.all()
        assert (survey.title, survey.questions.count(), len(survey.code)) == (title, number, 7)
        assert survey.opens == timezone.localdate() and survey.closes > survey.opens
    assert "offen" in text_of(client_of("parent_representative").get(url("survey_list", world.own.pk)))


BAD = [
    ({"questions-0-text": ""}, "Hier fehlt die Frage."),
    ({"questions-0-kind": "", "questions-0-text": "Wie?"}, "Bitte wählen Sie, wie geantwortet wird."),
    ({"questions-1-options": "nur eine"}, "zwei bis zehn Antworten"),
    ({"questions-1-options": "\n".join(f"Antwort {at}" for at in range(11))}, "zwei bis zehn Antworten"),
    ({"questions-1-options": "a\n" + "x" * 61}, "höchstens 60 Zeichen"),
    ({f"questions-{at}-{name}": "" for at in range(5) for name in ("kind", "text", "options")}, "Bitte stellen Sie mindestens eine Frage."),
    ({"closes": "01.01.2020", "opens": "02.01.2020"}, "Das Ende liegt vor dem Beginn."),
    ({"title": "x" * 81}, "höchstens 80 Zeichen"),
    ({"questions-4-text": "x" * 1_000_000}, "höchstens 160 Zeichen"),
]


@pytest.mark.parametrize(("typed", "sentence"), BAD)
def test_a_bad_survey_is_refused_in_words(world, client_of, typed, sentence):
    client, address = client_of("head"), url("survey_create", world.own.pk)
    text = text_of(client.post(address, {**filled(form_of(client.get(address), address)), **typed}), 422)
    assert sentence in text
    with as_owner():
        assert not Survey.objects.exists()


@pytest.mark.guard("answered-stays")
def test_once_answered_only_the_end_can_change_and_the_field_says_why(survey, client_of):
    client, address = client_of("coordinator"), url("survey_edit", survey.pk)
    assert "questions-0-text" in text_of(client.get(address))
    with as_owner():
        make.make_sheets(survey, (1,))
    page = client.get(address)
    text = text_of(page)
    assert "Es sind schon Bögen da" in text and "questions-0-text" not in text and 'name="title"' not in text
    form, today = filled(form_of(page, address)), timezone.localdate()
    early = client.post(address, {**form, "closes": f"{today - timedelta(days=1):%d.%m.%Y}", "title": "Anders"})
    assert "Früher kann sie nicht geschlossen sein." in text_of(early, 422)
    assert client.post(address, {**form, "closes": f"{today:%d.%m.%Y}", "title": "Anders"}).status_code == 302
    with as_owner():
        survey.refresh_from_db()
    assert (survey.closes, survey.title) == (today, "Fünf kurze Fragen")


@pytest.mark.guard("answered-stays")
def test_who_had_opened_the_whole_form_before_the_first_answer_loses_nothing(survey, client_of):
    client, address = client_of("coordinator"), url("survey_edit", survey.pk)
    form = filled(form_of(client.get(address), address))
    with as_owner():
        make.make_sheets(survey, (1,))
    late = client.post(address, {**form, "title": "Neuer Titel", "questions-0-text": "Neue Frage?"}, decides=False)
    told = text_of(late, 409)
    assert "Inzwischen hat jemand geantwortet" in told and "Neuer Titel" in told and "Neue Frage?" in told
    with as_owner():
        survey.refresh_from_db()
        assert survey.title == "Fünf kurze Fragen" and not survey.questions.filter(text="Neue Frage?").exists()


def test_a_survey_that_nobody_answered_can_be_taken_away(survey, client_of):
    client = client_of("coordinator")
    assert remove(client, url("survey_edit", survey.pk)).status_code == 302
    with as_owner():
        assert not Survey.objects.exists()


@pytest.mark.guard("asked-otherwise")
def test_an_answer_on_paper_counts_for_no_other_question(survey, client_of):
    client, address = client_of("coordinator"), url("survey_enter", survey.pk)
    form = filled(form_of(client.get(address), address))
    with as_owner():
        survey.questions.filter(number=1).update(text="Ganz anders?")
    told = client.post(address, {**form, "q1": "1"})
    assert "Die Fragen haben sich inzwischen geändert." in text_of(told, 422)
    assert client.post(address, {**filled(form_of(told, address)), "q1": "1"}).status_code == 302


def test_sheets_on_paper_are_counted_one_after_the_other(survey, client_of):
    client, address = client_of("coordinator"), url("survey_enter", survey.pk)
    for face in ("1", "2"):
        page = client.get(address)
        data = filled(form_of(page, address)) | {"q1": face, "q2": ["1", "3"]}
        assert "Der Bogen ist gezählt." in text_of(client.post(address, data, follow=True))
        client.post(address, data)  # the same click once more
    with as_owner():
        assert list(SurveySheet.objects.values_list("way", flat=True)) == ["paper", "paper"]
        assert sorted(SurveyAnswer.objects.filter(question__number=1).values_list("choices", flat=True)) == [[1], [2]]
    assert "Noch ist nichts angekreuzt." in text_of(client.post(address, filled(form_of(client.get(address), address))), 422)


# Read ------------------------------------------------------------------------------------------------------------------


def test_below_five_only_the_number_and_the_last_day(survey, client_of):
    with as_owner():
        make.make_sheets(survey, (1, (1,), 1, "Am Wochenende ist nichts los."), *[(1, (1,), 1)] * 3)
    text = text_of(client_of("coordinator").get(url("survey_detail", survey.pk)))
    assert "Ergebnisse ab fünf Bögen" in text and "Bisher 4 Bögen, der letzte vom" in text
    for hidden in ("vormittags", "haben geantwortet", "Am Wochenende ist nichts los.", "Auf Papier"):
        assert hidden not in text
    with as_owner():
        make.make_sheets(survey, (2,))
    text = text_of(client_of("coordinator").get(url("survey_detail", survey.pk)))
    assert "5 haben geantwortet." in text and "Am Wochenende ist nichts los." in text and "5 Bögen von etwa 80 Familien" in text


@pytest.mark.guard("words-inside", "five-for-words")
def test_sentences_stay_in_the_house(survey, client_of):
    words = url("survey_words", survey.pk)
    with as_owner():
        make.make_sheets(survey, *[(1, None, None, f"Satz {at}") for at in range(4)])
    assert "Satz" not in text_of(client_of("professional").get(words)).replace("Sätze", "").replace("Alle Satz", "")
    with as_owner():
        make.make_sheets(survey, (1, None, None, "Satz 4"))
    assert all(f"Satz {at}" in text_of(client_of("professional").get(words)) for at in range(5))
    for role in ("parent_representative", "provider", "facilitator"):
        assert "„Satz" not in text_of(client_of(role).get(url("survey_detail", survey.pk)))
        assert client_of(role).get(words).status_code == 403


@pytest.mark.parametrize("name", ["survey_detail", "survey_words", "survey_list"])
def test_the_pages_ask_the_same_number_of_questions(world, survey, client_of, own_queries, name):
    client, counts = client_of("coordinator"), []
    for number in (6, 60):
        with as_owner():
            make.make_sheets(survey, *[(1, (1, 2), 3, f"Satz {at}") for at in range(number)])
            if name == "survey_list":
                [make.make_survey(world.own) for _ in range(number)]
        with own_queries() as seen:
            assert client.get(url(name, world.own.pk if name == "survey_list" else survey.pk)).status_code == 200
        counts.append(seen.count)
    assert counts[0] == counts[1] and counts[0] <= 8 + OF_EVERY_REQUEST


# Answered --------------------------------------------------------------------------------------------------------------


@pytest.mark.req("R168.D", "R251.D")
@pytest.mark.guard("publish-after-the-end", "results-published")
def test_a_survey_from_poster_to_answer(world, survey, client_of):
    """Poster, sheets, result, need, answer, and what families read of it."""
    coordinator = client_of("coordinator")
    notice = text_of(coordinator.get(url("survey_sheet", survey.pk) + "?show=notice"))
    assert "<svg" in notice and f"/u/{survey.code}" in notice and "Ergebnisse zeigen wir ab fünf Antworten" in notice
    sheet = text_of(coordinator.get(url("survey_sheet", survey.pk)))
    assert all(words in sheet for words in ("Wie wohl fühlen Sie sich?", "☐ vormittags", "☐ Nicht gut"))
    for face in ("1", "1", "1", "1", "1", "2"):
        Client().post(url("survey_answer", survey.code), {"q1": face, "q2": ["3"], "q4": "Am Wochenende ist nichts los.", "sheet": fresh(survey)})
    detail, conclude = url("survey_detail", survey.pk), url("survey_conclude", survey.pk)
    text = text_of(coordinator.get(detail))
    assert "verdeckt" in text and "Zwei Sätze schreiben, was Sie tun" in text and "Geht nach dem" in text
    with as_owner():
        answer = SurveyAnswer.objects.exclude(words="").first()
    need = reverse("planning:need_create", args=[world.own.pk]) + f"?answer={answer.pk}"
    assert need in text and coordinator.get(need).context["form"].initial["text"] == "Am Wochenende ist nichts los."
    page = coordinator.get(conclude)
    data = filled(form_of(page, conclude)) | {"heard": "Samstags fehlt ein Treff.", "doing": "Wir planen ein Frühstück.", "publish": "on"}
    assert coordinator.post(conclude, data).status_code == 302
    heard = reverse("offers:heard", args=[world.own.slug])
    assert "Samstags fehlt ein Treff." not in text_of(Client().get(heard))  # still open: nothing is published
    over(survey)
    page = coordinator.get(conclude)
    data = filled(form_of(page, conclude)) | {"publish": "on"}
    assert "Veröffentlicht." in text_of(coordinator.post(conclude, data, follow=True))
    public = text_of(Client().get(heard))
    assert "Samstags fehlt ein Treff." in public and "Wir planen ein Frühstück." in public and "verdeckt" in public
    assert "Am Wochenende ist nichts los." not in public
    with as_owner():
        make.make_sheets(survey, *[(3,)] * 9)
        assert Entry.objects.filter(kind="published").count() == 1
    assert text_of(Client().get(heard)) == public  # what is published stays
    assert "Das Ergebnis ist schon veröffentlicht." in text_of(coordinator.get(url("survey_edit", survey.pk)))


@pytest.mark.guard("published-once")
def test_what_is_published_keeps_its_figures_and_its_day(world, survey):
    over(survey)
    with as_owner():
        survey.refresh_from_db()
        make.make_sheets(survey, *[(1,)] * 5)
        access = Access(world.people["coordinator"], timezone.localdate())
        conclude(access=access, survey=survey, heard="Gehört.", doing="Getan.", publish=True)
        first, day = survey.figures, survey.published_on
        make.make_sheets(survey, *[(3,)] * 9)
        conclude(access=access, survey=survey, heard="Gehört.", doing="Getan und mehr.", publish=True)
        survey.refresh_from_db()
    assert (survey.figures, survey.published_on, survey.doing) == (first, day, "Getan und mehr.")


def test_a_question_that_is_asked_otherwise_loses_its_words_in_other_languages(survey, client_of):
    client, address = client_of("coordinator"), url("survey_edit", survey.pk)
    with as_owner():
        survey.questions.update(translations={"uk": {"text": "Питання"}})
    form = filled(form_of(client.get(address), address))
    assert client.post(address, {**form, "questions-0-text": "Ganz anders gefragt?"}).status_code == 302
    with as_owner():
        known = {one.number: bool(one.translations) for one in survey.questions.all()}
    assert known.pop(1) is False and set(known.values()) == {True}


@pytest.mark.req("R168.D")
def test_a_result_becomes_an_assessment_with_one_button(world, survey, client_of):
    client = client_of("coordinator")
    with as_owner():
        make.make_sheets(survey, *[(1, (3,), 2)] * 4)
    assess = url("survey_assess", survey.pk)
    assert "mindestens fünf Bögen" in text_of(client.post(assess, follow=True))
    with as_owner():
        make.make_sheets(survey, (2, (3,), 2))
    response = client.post(assess)
    with as_owner():
        (made,) = Assessment.objects.filter(title=survey.title)
    assert response["Location"] == reverse("planning:assessment_detail", args=[made.pk])
    assert (made.method, made.answered, made.invited, made.held_from, made.released) == ("survey", 5, 80, survey.opens, False)
    assert "abends (5)" in made.summary and "Wie wohl" in made.summary
    assert client.post(assess)["Location"] == response["Location"]  # once
    with as_owner():
        assert Assessment.objects.filter(title=survey.title).count() == 1
        make.make_need(world.own, title="Treff am Abend", assessment=made)
    assert "Bedarf „Treff am Abend“ aufgegriffen" in text_of(client.get(url("survey_detail", survey.pk)))


@pytest.mark.req("R050.D2")
def test_families_vote(world, survey, client_of):
    with as_owner():
        vote = make.make_survey(
            world.own, "Wie soll der Garten werden?", kind="vote", questions=[("one", "Was soll es werden?", ["Hochbeet", "Sandkasten"])]
        )
    assert "Abstimmung" in text_of(Client().get(reverse("offers:family_page", args=[world.own.slug])))
    for choice in ("1",) * 6 + ("2",) * 5:
        Client().post(url("survey_answer", vote.code), {"q1": choice, "sheet": fresh(vote)})
    text = text_of(client_of("head").get(url("survey_detail", vote.pk)))
    assert "11 haben geantwortet." in text and "verdeckt" not in text


def test_texts_in_other_languages_are_typed_by_the_house(survey, client_of):
    client, address = client_of("coordinator"), url("survey_translate", survey.pk, "uk")
    data = filled(form_of(client.get(address), address)) | {"title": "Пʼять питань", "options2": "вранці\nвдень"}
    assert "so viele wie im Deutschen, also 3" in text_of(client.post(address, data), 422)
    assert client.post(address, data | {"options2": "вранці\nвдень\nувечері"}).status_code == 302
    with as_owner():
        survey.refresh_from_db()
        assert survey.translations == {"uk": {"title": "Пʼять питань"}}
        assert survey.questions.get(number=2).translations["uk"]["options"] == ["вранці", "вдень", "увечері"]
    assert client.get(url("survey_translate", survey.pk, "de")).status_code == 404
