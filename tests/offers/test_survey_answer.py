"""The public sheet of a survey: anonymous, without a cookie, counted once; closed and not yet open ones say so."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.apps import apps
from django.db import models
from django.urls import reverse
from django.utils import timezone

from offers.models import SessionFeedback
from offers.services.publishing import publish
from planning.models import SurveyAnswer, SurveySheet
from sites.core.languages import in_language
from sites.core.wall import set_wall
from sites.models import Entry, Submission
from tests import factories as make
from tests.client import Client
from tests.conftest import as_owner

NUMBER = re.compile(r'name="sheet" value="([^"]+)"')
ARABIC, EMOJI = "نريد لقاء يوم السبت", "Mehr Spielzeug 🧸👨‍👩‍👧"


def text_of(response, status=200):
    assert response.status_code == status, response.status_code
    return unescape(response.content.decode())


@pytest.fixture
def survey(world):
    set_wall([world.own.pk])
    publish(site=world.own.pk, today=timezone.localdate())
    set_wall()
    with as_owner():
        return make.make_survey(world.own, intro="Wie geht es Ihnen bei uns?", paper="Bogen und Briefkasten stehen im Familienraum.")


def address(survey):
    return reverse("offers:survey_answer", args=[survey.code])


def fresh(survey, client=None):
    """The number of a sheet that somebody has just opened."""
    return NUMBER.search((client or Client()).get(address(survey)).content.decode()).group(1)


def kept():
    with as_owner():
        return SurveySheet.objects.count(), sorted((answer.question.number, answer.choices, answer.words) for answer in SurveyAnswer.objects.all())


@pytest.mark.req("R018.D2", "R226.D", "R050.D2")
def test_a_family_answers_without_account_name_and_cookie(survey):
    family = Client(enforce_csrf_checks=True)
    page = family.get(address(survey))
    text = text_of(page)
    promise = text.index("Ihre Antwort ist anonym; Ergebnisse zeigen wir ab fünf Antworten.")
    assert promise < text.index("Frage 1 von 4") and "Jede Frage dürfen Sie auslassen." in text and "Lieber auf Papier?" in text
    assert "checked" not in text.partition("<form")[2]
    sent = family.post(address(survey), {"q1": "1", "q2": ["2", "3"], "q4": ARABIC, "sheet": fresh(survey), "website": ""})
    assert sent.status_code == 302 and not page.cookies and not sent.cookies
    thanks = text_of(family.get(sent["Location"]))
    assert "Danke für Ihre Antworten" in thanks and "was wir gehört haben und was wir tun" in thanks
    assert kept() == (1, [(1, [1], ""), (2, [2, 3], ""), (4, [], ARABIC)])
    assert not family.cookies


@pytest.mark.guard("asked-otherwise")
@pytest.mark.parametrize("change", [{"text": "Ganz anders?"}, {"kind": "scale", "highest": 4}])
def test_an_answer_counts_for_no_other_question(survey, change):
    page = Client().get(address(survey)).content.decode()
    sent = {name: re.search(f'name="{name}" value="([^"]+)"', page).group(1) for name in ("sheet", "read")}
    with as_owner():
        survey.questions.filter(number=1).update(**change)
    told = Client().post(address(survey), {**sent, "q1": "1", "q4": "Samstags bitte"})
    page = text_of(told, 422)
    assert "Die Fragen haben sich inzwischen geändert." in page and "Samstags bitte" in page and kept() == (0, [])
    again = {name: re.search(f'name="{name}" value="([^"]+)"', page).group(1) for name in ("sheet", "read")}
    assert Client().post(address(survey), {**again, "q1": "1", "q4": "Samstags bitte"}).status_code == 302
    assert kept() == (1, [(1, [1], ""), (4, [], "Samstags bitte")])


@pytest.mark.guard("no-cookie", "sheet-once")
def test_the_same_sheet_twice_counts_once_and_says_so(survey):
    number, client = fresh(survey), Client(enforce_csrf_checks=True)
    assert client.post(address(survey), {"q1": "1", "sheet": number}).status_code == 302
    for data in ({"q1": "1"}, {"q1": "3", "q4": "Etwas anderes"}):  # also from another browser, and changed
        second = text_of(Client().post(address(survey), {**data, "sheet": number}, follow=True))
        assert "Ihr Bogen ist schon da" in second and "Er zählt einmal" in second
    assert kept() == (1, [(1, [1], "")])
    client.post(address(survey), {"q1": "1", "sheet": fresh(survey)})  # somebody else at the same telephone
    assert kept()[0] == 2


def test_nothing_that_is_kept_could_tell_who_or_when(survey, world, caplog):
    """By the columns of the tables, by the journal, and by what else a request leaves behind."""
    columns = {model: {field.name: type(field) for field in model._meta.concrete_fields} for model in (SurveySheet, SurveyAnswer, SessionFeedback)}
    assert set(columns[SurveySheet]) == {"id", "site", "survey", "day", "way"}
    assert set(columns[SurveyAnswer]) == {"id", "site", "question", "choices", "words"}  # not even its sheet
    assert set(columns[SessionFeedback]) == {"id", "site", "offer", "day", "face", "words"}
    assert not any(issubclass(kind, models.DateTimeField | models.TimeField) for kinds in columns.values() for kind in kinds.values())
    with as_owner():
        before = Entry.objects.count(), Submission.objects.count()
    Client(REMOTE_ADDR="198.51.100.7").post(address(survey), {"q1": "2", "q4": "Ein Satz", "sheet": fresh(survey)})
    with as_owner():
        assert (Entry.objects.count(), Submission.objects.count()) == before
        (sheet,) = SurveySheet.objects.all()
        tables = [model._default_manager.all()[:50] for model in apps.get_models()]
        everything = [str(vars(row)) for rows in tables for row in rows]
    assert sheet.day == timezone.localdate() and not any("198.51.100.7" in row for row in everything)
    assert "198.51.100.7" not in caplog.text


def test_what_is_in_the_row_tells_nothing_of_the_order(survey):
    """Numbers of sheets and answers are no counters: what came first cannot be told from them."""
    for _ in range(12):
        Client().post(address(survey), {"q4": "Ein Satz", "sheet": fresh(survey)})
    with as_owner():
        numbers = list(SurveyAnswer.objects.values_list("pk", flat=True))
        assert len({sheet.pk for sheet in SurveySheet.objects.all()}) == 12
    assert len(set(numbers)) == 12 and max(numbers) - min(numbers) > 10**9


BAD = [
    ({}, "Noch ist nichts angekreuzt."),
    ({"q1": "9"}, "Diese Auswahl gibt es nicht."),
    ({"q2": ["1", "x"]}, "Diese Auswahl gibt es nicht."),
    ({"q1": "1", "q4": "x" * 1_000_000}, "höchstens 300 Zeichen sind möglich"),
    ({"q1": "1", "q4": "a\x00b"}, "Nullzeichen"),
]


@pytest.mark.parametrize(("data", "sentence"), BAD)
def test_a_bad_sheet_is_refused_in_words_and_nothing_is_lost(survey, data, sentence):
    text = text_of(Client().post(address(survey), {**data, "sheet": fresh(survey)}), 422)
    assert sentence in text and kept() == (0, [])
    assert "q4" not in data or data["q4"] in text or "\x00" in data["q4"]


def test_signs_of_every_kind_arrive_as_they_were_typed(survey, client_of):
    for words in (EMOJI, ARABIC, "<script>alert(1)</script>", "x" * 300):
        Client().post(address(survey), {"q4": words, "sheet": fresh(survey)})
    Client().post(address(survey), {"q1": "1", "sheet": fresh(survey)})
    raw = client_of("head").get(reverse("offers:survey_words", args=[survey.pk])).content.decode()
    assert EMOJI in raw and ARABIC in raw and "<script>alert" not in raw and "x" * 300 in raw


@pytest.mark.parametrize("number", ["", "erfunden", "abc:def:ghi"])
def test_a_number_that_is_not_ours_is_refused_and_a_new_one_stands_ready(survey, number):
    text = text_of(Client().post(address(survey), {"q1": "1", "sheet": number}), 422)
    assert "Ihre Antworten stehen noch da" in text and 'value="1"' in text
    assert Client().post(address(survey), {"q1": "1", "sheet": NUMBER.search(text).group(1)}).status_code == 302 and kept()[0] == 1


def test_a_machine_is_thanked_and_nothing_is_kept(survey):
    assert Client().post(address(survey), {"q1": "1", "sheet": fresh(survey), "website": "https://spam.example"}).status_code == 302
    assert kept() == (0, [])


@pytest.mark.guard("survey-days")
@pytest.mark.parametrize(("first", "last", "sentence"), [(1, 9, "Diese Umfrage beginnt am"), (-9, -1, "zu Ende. Danke an alle")])
def test_a_survey_that_is_not_open_says_so_and_takes_nothing(survey, first, last, sentence):
    number, today = fresh(survey), timezone.localdate()
    with as_owner():
        type(survey).objects.filter(pk=survey.pk).update(opens=today + timedelta(days=first), closes=today + timedelta(days=last))
    text = text_of(Client().get(address(survey)))
    assert sentence in text and 'name="sheet"' not in text
    Client().post(address(survey), {"q1": "1", "sheet": number})
    assert kept() == (0, [])


@pytest.mark.parametrize("days", [(0, 5), (-5, 0)])
def test_it_is_open_on_the_first_and_on_the_last_day(survey, days):
    today = timezone.localdate()
    with as_owner():
        type(survey).objects.filter(pk=survey.pk).update(opens=today + timedelta(days=days[0]), closes=today + timedelta(days=days[1]))
    assert Client().post(address(survey), {"q1": "1", "sheet": fresh(survey)}).status_code == 302 and kept()[0] == 1


@pytest.mark.guard("survey-limit")
def test_after_three_hundred_sheets_of_a_day_the_page_says_so(survey):
    with as_owner():
        make.make_sheets(survey, *[(1,)] * 300)
    number = fresh(survey)
    text = text_of(Client().post(address(survey), {"q1": "1", "sheet": number}), 422)
    assert "Heute sind hier schon sehr viele Bögen angekommen." in text and kept()[0] == 300
    with as_owner():
        SurveySheet.objects.update(day=timezone.localdate() - timedelta(days=1))
    assert Client().post(address(survey), {"q1": "1", "sheet": number}).status_code == 302


def test_from_one_address_sixty_sheets_an_hour(survey):
    for _ in range(60):
        assert Client().post(address(survey), {"q1": "1", "sheet": fresh(survey)}).status_code == 302
    text = text_of(Client().post(address(survey), {"q1": "1", "sheet": fresh(survey)}), 422)
    assert "Von Ihrem Anschluss sind in der letzten Stunde schon viele Nachrichten gekommen." in text and kept()[0] == 60
    assert Client(REMOTE_ADDR="198.51.100.8").post(address(survey), {"q1": "1", "sheet": fresh(survey)}).status_code == 302


def test_the_short_address_leads_to_it_and_an_unknown_one_to_nothing(survey, world):
    assert Client().get(reverse("offers:survey_short", args=[survey.code]))["Location"] == address(survey)
    for name in ("survey_answer", "survey_thanks"):
        assert Client().get(reverse(f"offers:{name}", args=["unbekannt"])).status_code == 404
    with as_owner():
        hidden = make.make_survey(world.sibling)  # a house without a public page
    assert Client().get(address(hidden)).status_code == 404


@pytest.mark.req("R226.D")
def test_the_house_writes_texts_in_other_languages_and_what_lacks_one_is_seen(survey):
    with as_owner():
        survey.translations = {"uk": {"title": "Пʼять коротких питань"}}
        survey.save()
        first = survey.questions.first()
        first.translations = {"uk": {"text": "Як вам у нас?"}}
        first.save()
    with in_language("uk"):
        text = text_of(Client().get(address(survey)))
    assert "Пʼять коротких питань" in text and "Як вам у нас?" in text
    assert '<span lang="de" dir="ltr">Wann haben Sie Zeit?</span>' in text
    assert "Пʼять" not in text_of(Client().get(address(survey)))
    with in_language("ar"):
        assert 'dir="rtl"' in text_of(Client().get(address(survey)))


@pytest.mark.req("R226.D")
def test_the_page_of_the_house_leads_to_open_surveys(survey, world):
    page = reverse("offers:family_page", args=[world.own.slug])
    assert address(survey) in text_of(Client().get(page))
    with as_owner():
        type(survey).objects.filter(pk=survey.pk).update(opens=timezone.localdate() + timedelta(days=1))
    assert address(survey) not in text_of(Client().get(page))
