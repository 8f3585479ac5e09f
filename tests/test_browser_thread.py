"""The golden thread on a phone with the keyboard alone: from a need to its conclusion and back, each knot a link; from a date to its need (UF1)."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests import factories as make
from tests.conftest import as_owner, make_world
from tests.phones import by_keyboard, counted, done

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NEED, GOAL, SIGN = "Am Wochenende fehlt ein Treffpunkt", "Familien kennen drei andere Familien", "Eltern nennen neue Kontakte"
OFFER, EVIDENCE, CONCLUSION = "Samstagsfrühstück", "Feedbackbogen vom Frühjahr", "Der Treff bleibt."
HELD = timezone.localdate() - timedelta(days=2)
KNOTS = {
    "Bedarf": NEED,
    "Ziel": GOAL,
    "Zeichen": SIGN,
    "Angebot": OFFER,
    "Termine": f"1 Termin mit Zahlen · {HELD.year}",
    "Nachweis": EVIDENCE,
    "Schluss": CONCLUSION,
}
MOST_CLICKS = 2


@pytest.fixture
def world():
    return make_world()


@pytest.fixture
def rows(world):
    """A thread without a gap, by name of the page."""
    with as_owner():
        need = make.make_need(world.own, NEED)
        goal = make.make_goal(world.own, need, GOAL, conclusion=CONCLUSION)
        make.make_review(goal, conclusion=CONCLUSION)
        sign = make.make_indicator(goal, title=SIGN)
        offer = make.make_offer(world.own, OFFER, needs=[need], goal=goal)
        session = make.make_session(offer, HELD, figures=(4, 2, 6))
        evidence = make.make_evidence(world.own, EVIDENCE, goal=goal)
    return {
        "need": reverse("planning:need_edit", args=[need.pk]),
        "goal": reverse("planning:goal_detail", args=[goal.pk]),
        "sign": reverse("planning:indicator_edit", args=[sign.pk]),
        "offer": reverse("offers:offer_detail", args=[offer.pk]),
        "session": reverse("offers:session_log", args=[session.pk]),
        "evidence": reverse("offers:evidence_detail", args=[evidence.pk]),
    }


class Walk:
    """Along the line of one page to the next; where one is, is checked."""

    def __init__(self, phone, keys) -> None:
        self.phone, self.keys, self.page = phone, keys, keys.page

    def at(self, path: str, name: str) -> None:
        """The line stands on this page with all its knots; all but the one that is here are links."""
        assert self.page.url.partition("?")[0].removeprefix(self.phone.address) == path, (name, self.page.url)
        self.phone.station(self.page, f"5-{name}")
        knots = self.page.locator(".thread-line li")
        assert [" ".join(text.split()) for text in knots.all_inner_texts()] == [f"{kind} {words}" for kind, words in KNOTS.items()], name
        linked = [knot.locator("a").count() for knot in knots.all()]
        assert sum(linked) >= len(KNOTS) - 1 and not self.page.locator(".thread-line .gap").count(), (name, linked)

    def along(self, kind: str) -> None:
        """By the knot of the line."""
        self.keys.press(f"{kind} {KNOTS[kind]}")

    def over(self, words: str) -> None:
        """By a link of the page itself."""
        self.keys.press(words)


def test_from_the_need_to_the_conclusion_and_back_each_knot_leads_on(phone, world, rows):
    goal, offer = rows["goal"], rows["offer"]
    page = phone.new(world.people["coordinator"])
    with by_keyboard(page) as keys:
        walk = Walk(phone, keys)
        page.goto(phone.address + rows["need"])
        walk.at(rows["need"], "need")
        walk.along("Ziel")
        walk.at(goal, "goal")
        keys.press(SIGN)
        walk.at(rows["sign"], "sign")
        walk.along("Angebot")
        walk.at(offer, "offer")
        keys.press(f"[href^='{rows['session']}']")
        walk.at(rows["session"], "session")
        walk.along("Nachweis")
        walk.at(rows["evidence"], "evidence")
        walk.along("Schluss")
        walk.at(f"{goal}#h-reviews", "conclusion")
        keys.says(CONCLUSION)
        walk.along("Nachweis")
        walk.at(rows["evidence"], "back-evidence")
        walk.along("Termine")
        walk.at(f"{offer}#h-dates", "back-dates")
        keys.press(f"[href^='{rows['session']}']")
        walk.at(rows["session"], "back-session")
        walk.along("Angebot")
        walk.at(offer, "back-offer")
        walk.along("Zeichen")
        walk.at(f"{goal}#h-signs", "back-sign")
        keys.press(SIGN)
        walk.at(rows["sign"], "back-indicator")
        walk.along("Ziel")
        walk.at(goal, "back-goal")
        walk.along("Bedarf")
        assert page.locator(".thread--row h3").all_inner_texts() == [NEED]
        phone.station(page, "5-back-thread")
        keys.press(NEED)
        walk.at(rows["need"], "back-need")


def test_from_a_date_to_its_need_are_at_most_two_clicks(phone, world, rows):
    """Counted by the page itself: the need with its thread by the first, the need alone by the second."""
    page = phone.new(world.people["coordinator"], touch=True)
    page.goto(phone.address + rows["session"])
    counted(page)
    page.locator(".thread-line a", has_text=NEED).tap()
    page.wait_for_url("**/goals/?need=*")
    assert page.locator(".thread--row h3").all_inner_texts() == [NEED] and done(page) == 1
    page.get_by_role("link", name=NEED).first.tap()
    page.wait_for_url(f"**{rows['need']}")
    assert page.input_value("[name=title]") == NEED
    assert done(page) <= MOST_CLICKS
