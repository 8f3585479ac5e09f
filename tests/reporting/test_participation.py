"""What the team and the parents' representative see of what families say: news, ideas with their way, surveys, open meetings."""

from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from offers.services.publishing import publish
from offers.services.surveys import conclude
from planning.models import Wish
from planning.services.wishes import answer_wish
from sites.core.wall import set_wall
from tests import factories as make
from tests.conftest import as_owner
from tests.reporting.test_news import news


def start(client):
    return unescape(client.get("/").content.decode())


def an_answered_idea(world, behind_forms, text="Ein Hochbeet im Garten.", **fields):
    with as_owner():
        wish = make.make_wish(world.own, text)
    for name, value in {"outcome": "doing", "answer": "Der Verein gibt Erde.", "decided_by": "Steuerungsteam", **fields}.items():
        setattr(wish, name, value)
    return answer_wish(access=behind_forms("head"), wish=wish)


@pytest.mark.req("R164.D")
def test_the_team_reads_on_its_start_page_how_the_house_develops(world, client_of, behind_forms):
    today = timezone.localdate()
    with as_owner():
        survey = make.make_survey(world.own, opens=today - timedelta(days=9), closes=today - timedelta(days=1))
        make.make_sheets(survey, *[(1,)] * 6, day=survey.opens)
    conclude(access=behind_forms("coordinator"), survey=survey, heard="Samstags fehlt ein Treff.", doing="Wir planen einen.", publish=True)
    an_answered_idea(world, behind_forms)
    page = unescape(news(client_of("professional")))
    assert "Ergebnis von „Fünf kurze Fragen“ veröffentlicht" in page and reverse("offers:survey_detail", args=[survey.pk]) in page
    assert "Die Leitung hat einer Familie geantwortet." in page and "Hochbeet" not in page
    assert "Ergebnis von" not in news(client_of("professional", elsewhere=True))


def test_the_parents_representative_works_on_one_page(world, client_of, behind_forms):
    today = timezone.localdate()
    set_wall([world.own.pk])
    publish(site=world.own.pk, today=today)
    set_wall()
    an_answered_idea(world, behind_forms)
    an_answered_idea(world, behind_forms, "Ein Treff am Nachmittag.", outcome="declined", answer="Der Raum ist belegt.", look_again_on=today)
    with as_owner():
        make.make_wish(world.own, "Ein Chor.")
        make.make_wish(world.own, "Mein Kind wird ausgelacht.", kind="concern")
        make.make_wish(world.foreign, "Ein Teich.")
        make.make_survey(world.own)
        body = make.make_body(world.own, "Planung 2027")
        make.make_meeting(body, today + timedelta(days=9), open_to_families=True)
    page = start(client_of("parent_representative"))
    for words in ("Ein Hochbeet im Garten.", "Entscheidung: ja", "Steuerungsteam", "Entscheidung: jetzt nicht", "Wir sehen es uns wieder an"):
        assert words in page
    assert "1 neu, 1 in Arbeit, 1 jetzt nicht" in page and "Fünf kurze Fragen" in page and "offen für alle Familien" in page
    assert "ausgelacht" not in page and "Ein Teich." not in page
    assert reverse("planning:wish_list", args=[world.own.pk]) in page
    parent = start(client_of("parent"))
    assert "Hochbeet" not in parent and "Fünf kurze Fragen" not in parent


def test_the_workspace_asks_as_many_questions_for_many_ideas_as_for_few(world, client_of, own_queries):
    client, counts = client_of("parent_representative"), []
    for number in (3, 60):
        with as_owner():
            Wish.objects.bulk_create(Wish(site=world.own, text=f"Idee {at}") for at in range(number))
            [make.make_survey(world.own) for _ in range(number // 3)]
        with own_queries() as seen:
            assert client.get("/").status_code == 200
        counts.append(seen.count)
    assert counts[0] == counts[1]
