"""The thread is one line of links on each of its pages, in both directions; gaps lead to what fills them with what is known (UF1, R048, R242)."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from offers.models import Offer
from tests import factories as make
from tests.conftest import as_owner
from tests.sites.reading import text


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def line(answer) -> str:
    return re.search(r'<nav class="thread-line".*?</nav>', answer.content.decode(), re.DOTALL)[0]


def links(answer) -> list[str]:
    return [href.replace("&amp;", "&") for href in re.findall(r'href="([^"]+)"', line(answer))]


def whole(site):
    """A thread without a gap."""
    need = make.make_need(site)
    goal = make.make_goal(site, need, conclusion="Der Treff bleibt.")
    offer = make.make_offer(site, needs=[need], goal=goal)
    session = make.make_session(offer, timezone.localdate() - timedelta(days=2), figures=(4, 2, 6))
    return need, goal, make.make_indicator(goal), offer, session, make.make_evidence(site, goal=goal)


PAGES = (
    "planning:need_edit", "planning:goal_detail", "planning:indicator_edit", "offers:offer_detail", "offers:session_log", "offers:evidence_detail",
)  # fmt: skip


@pytest.mark.parametrize("place", range(len(PAGES)))
def test_each_page_of_the_thread_shows_all_of_it(world, client_of, place):
    with as_owner():
        rows = whole(world.own)
    client = client_of("coordinator")
    answer = client.get(reverse(PAGES[place], args=[rows[place].pk]))
    shown = words(line(answer))
    for part in ("Treffpunkt am Nachmittag", "Eltern finden Kontakte", "Eltern nennen neue Kontakte", "Elterncafé", "1 Termin mit Zahlen",
                  "Feedbackbogen", "Der Treff bleibt."):  # fmt: skip
        assert part in shown
    assert "fehlt noch" not in shown and 'class="gap"' not in line(answer)
    for href in links(answer):
        assert client.get(href).status_code == 200


def test_figures_stand_with_their_year_and_planned_dates_are_no_gap(world, client_of):
    with as_owner():
        goal, today = make.make_goal(world.own, make.make_need(world.own)), timezone.localdate()
        offer = make.make_offer(world.own, needs=[goal.need], goal=goal)
        pages = [reverse("planning:goal_detail", args=[goal.pk]), reverse("offers:offer_detail", args=[offer.pk])]
        make.make_session(offer, today + timedelta(days=7), cancelled=True)
    client = client_of("coordinator")
    for words_of_dates, given in (
        ("2 Termine geplant", [(today + timedelta(days=8), None), (today + timedelta(days=9), None)]),
        ("2 Termine geplant", [(today.replace(year=today.year - 1, day=1), (1, 2, 3))]),
        (f"1 Termin mit Zahlen · {today.year}", [(today, (1, 2, 3))]),
    ):
        with as_owner():
            for day, figures in given:
                make.make_session(offer, day, figures=figures)
        for page in pages:
            shown = words(line(client.get(page)))
            assert words_of_dates in shown and "Termine anlegen" not in shown


def test_from_a_session_to_its_need_in_two_clicks(world, client_of):
    with as_owner():
        need, *_, session, _ = whole(world.own)
    client = client_of("professional")
    with as_owner():
        Offer.objects.update(led_by=world.people["professional"])
    first = client.get(reverse("offers:session_log", args=[session.pk]))
    reached = text(client.get(links(first)[0]))
    assert need.title in reached and "Alle Fäden zeigen" in reached


GAPS = {"Ziel vereinbaren": "need", "Angebot planen": "need"}


def test_a_gap_leads_to_what_fills_it_and_carries_what_is_known(world, client_of):
    with as_owner():
        need = make.make_need(world.own)
    client = client_of("coordinator")
    answer = client.get(reverse("planning:need_edit", args=[need.pk]))
    for asks in GAPS:
        href = next(href for href, inside in re.findall(r'<a href="([^"]+)">(.*?)</a>', line(answer), re.DOTALL) if asks in inside)
        form = client.get(href.replace("&amp;", "&")).content.decode()
        assert re.search(rf'value="{need.pk}"[^>]*(selected|checked)', form), asks
    with as_owner():
        goal = make.make_goal(world.own, need)
    answer = client.get(reverse("planning:goal_detail", args=[goal.pk]))
    assert {urlsplit(href).path for href in links(answer)} >= {
        reverse("planning:indicator_create", args=[goal.pk]),
        reverse("planning:review_create", args=[goal.pk]),
        reverse("offers:evidence_create", args=[world.own.pk]),
    }
    plan = next(href for href in links(answer) if "/offers/new/" in href)
    form = client.get(plan).content.decode()
    assert re.search(rf'<option value="{goal.pk}" selected', form) and re.search(rf'name="needs"[^>]*value="{need.pk}"[^>]*checked', form)


def test_a_gap_is_no_link_for_who_cannot_fill_it(world, client_of):
    with as_owner():
        goal = make.make_goal(world.own)
    answer = client_of("provider").get(reverse("planning:goal_detail", args=[goal.pk]))
    assert "fehlt noch" in line(answer) and not [href for href in links(answer) if "new" in href or "edit" in href]


def test_what_is_known_of_another_house_is_not_taken_over(world, client_of):
    with as_owner():
        need = make.make_need(world.sister, "Fremder Bedarf")
    form = (
        client_of("coordinator").get(reverse("offers:offer_create", args=[world.own.pk]) + f"?need={need.pk}&goal=99999999999999999").content.decode()
    )
    assert "Fremder Bedarf" not in form


def test_only_what_holds_today_is_evidence_on_the_line(world, client_of):
    today = timezone.localdate()
    with as_owner():
        need = make.make_need(world.own)
        goal = make.make_goal(world.own, need)
        offer = make.make_offer(world.own, needs=[need], goal=goal)
        for title, until in (("Gilt heute", today), ("War einmal", today - timedelta(days=1))):
            make.make_evidence(world.own, title, goal=goal, valid_until=until)
            make.make_evidence(world.own, f"{title} am Angebot", offer=offer, valid_until=until)
    client = client_of("coordinator")
    for name, row in (("planning:goal_detail", goal), ("planning:need_edit", need), ("offers:offer_detail", offer)):
        shown = words(line(client.get(reverse(name, args=[row.pk]))))
        assert "Gilt heute und 1 mehr" in shown and "War einmal" not in shown, name


# Gaps -------------------------------------------------------------------------------------------------------------

#: The same lists in plain SQL.
WITHOUT_OFFER = """SELECT n.title FROM planning_need n WHERE n.site_id = %s AND n.closed_on IS NULL AND NOT EXISTS (SELECT FROM offers_offerneed l
    JOIN offers_offer o ON o.id = l.offer_id WHERE l.need_id = n.id AND o.starts <= %s AND (o.ends IS NULL OR o.ends >= %s)) ORDER BY 1"""
WITHOUT_NEED = """SELECT o.title FROM offers_offer o WHERE o.site_id = %s AND o.starts <= %s AND (o.ends IS NULL OR o.ends >= %s)
    AND NOT EXISTS (SELECT FROM offers_offerneed l WHERE l.offer_id = o.id) ORDER BY 1"""


def plain(sql, *values):
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [title for (title,) in cursor.fetchall()]


def test_both_lists_of_gaps_are_what_plain_sql_finds(world, client_of):
    today = timezone.localdate()
    day = timedelta(days=1)
    with as_owner():
        needs = {name: make.make_need(world.own, name) for name in ("beantwortet", "offen", "war beantwortet", "wird beantwortet", "erledigt")}
        type(needs["offen"]).objects.filter(pk=needs["erledigt"].pk).update(closed_on=today)
        make.make_need(world.sister, "fremd")
        make.make_offer(world.own, "Bis heute", needs=[needs["beantwortet"]], starts=today - day, ends=today)
        make.make_offer(world.own, "Bis gestern", needs=[needs["war beantwortet"]], starts=today - 3 * day, ends=today - day)
        make.make_offer(world.own, "Ab morgen", needs=[needs["wird beantwortet"]], starts=today + day)
        make.make_offer(world.own, "Ohne Bedarf", starts=today)
        make.make_offer(world.own, "Vorbei und ohne Bedarf", starts=today - 3 * day, ends=today - day)
        make.make_offer(world.sister, "Fremd und ohne Bedarf")
    answer = client_of("coordinator").get(reverse("offers:gap_list", args=[world.own.pk]))
    shown = [sorted(gap.title for gap in answer.context[name]) for name in ("needs", "offers")]
    assert shown[0] == plain(WITHOUT_OFFER, world.own.pk, today, today) == ["offen", "war beantwortet", "wird beantwortet"]
    assert shown[1] == plain(WITHOUT_NEED, world.own.pk, today, today) == ["Ohne Bedarf"]
    page = text(answer)
    assert "Bedarfe ohne Angebot: 3" in page and "Angebote ohne Bedarf: 1" in page
    assert "Lücken: 3 ohne Angebot" in text(client_of("coordinator").get(reverse("planning:goal_list", args=[world.own.pk])))
