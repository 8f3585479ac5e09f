"""What families were asked and what they said of their own accord: surveys with sheets, feedback after dates, ideas with their answers."""

from datetime import timedelta
from random import Random
from typing import Any
from uuid import UUID

from offers.models import Session, SessionFeedback
from offers.rules.surveys import as_published, results_of
from planning.models import Survey, SurveyAnswer, SurveyQuestion, SurveySheet, Way, Wish, WishContact
from planning.services.wishes import CONTACT_KEPT
from sites.core.roles import Role
from sites.models import Entry
from thekiz.demo.world.base import World, at, words

WORDS = words("participation")
FELT = (1, 1, 1, 2, 1, 3, 2, 1)  # faces, as they come
SAID = ("", "Danke!", "", "Es war etwas laut.", "", "", "Gern wieder.", "")


def hear_families(world: World) -> None:
    for given in WORDS["surveys"]:
        _survey(world, given)
    _feedback(world)
    _answer(world)
    _say(world)


def _survey(world: World, given: dict[str, Any]) -> None:
    house, dice = world.house(given["house"]), world.dice("survey", given["code"])
    survey = Survey.objects.create(
        site=house.site, code=given["code"], kind=given.get("kind", "survey"), title=given["title"], intro=given["intro"], paper=given["paper"],
        asked=given.get("asked"), opens=world.ago(given["opens"]), closes=world.ago(given["closes"]), translations=given.get("translations", {}),
    )  # fmt: skip
    days = min(given["opens"] - max(given["closes"], 0), given["opens"]) + 1
    ways = [Way.PAPER] * given["paper_sheets"] + [Way.PHONE] * (given["sheets"] - given["paper_sheets"])
    SurveySheet.objects.bulk_create(
        SurveySheet(
            id=UUID(int=dice.getrandbits(128)), site=house.site, survey=survey, way=way, day=survey.opens + timedelta(days=dice.randrange(days))
        )
        for way in ways
    )  # fmt: skip
    answers: dict[int, list[list[int]]] = {}
    questions = []
    for number, asked in enumerate(given["questions"], 1):
        texts = {"uk": {"text": asked["translation"]}} if "translation" in asked else {}
        question = SurveyQuestion.objects.create(
            site=house.site,
            survey=survey,
            number=number,
            kind=asked["kind"],
            text=asked["text"],
            options=asked.get("options", []),
            translations=texts,
        )
        questions.append(question)
        answers[question.pk] = _choices(asked, dice)
        lines = given["words"] if asked["kind"] == "line" else []
        SurveyAnswer.objects.bulk_create(
            [SurveyAnswer(id=dice.getrandbits(52), site=house.site, question=question, choices=one) for one in answers[question.pk]]
            + [SurveyAnswer(id=dice.getrandbits(52), site=house.site, question=question, words=line) for line in lines]
        )
    world.tell(
        survey, world.past(survey.opens - timedelta(days=2)), house.coordinator, Role.COORDINATOR, "created", f"Umfrage „{survey.title}“ angelegt"
    )
    if "doing" in given:
        survey.heard, survey.doing, survey.published_on = given["heard"], given["doing"], survey.closes + timedelta(days=4)
        survey.figures = as_published(results_of(questions, answers, given["sheets"]))
        survey.save()
        text = f"Ergebnis von „{survey.title}“ veröffentlicht"
        world.tell(survey, survey.published_on, house.coordinator, Role.COORDINATOR, "published", text)


def _choices(asked: dict[str, Any], dice: Random) -> list[list[int]]:
    """A row for each who answered: as many choices of each answer as the words say."""
    chosen = [number for number, count in enumerate(asked.get("answers", []), 1) for _ in range(count)]
    if asked["kind"] != "several":
        return [[number] for number in chosen]
    rows: list[set[int]] = [set() for _ in range(asked["given"])]
    for number in chosen:
        free = sorted((row for row in rows if number not in row), key=len)
        (free[0] if not free[0] else dice.choice(free)).add(number)
    return [sorted(row) for row in rows if row]


def _feedback(world: World) -> None:
    """In two houses, after dates of the last weeks."""
    rows = []
    for house in (world.house("Kita Lindenhof"), world.house("Kita Wiesengrund")):
        dice = world.dice("feedback", house.name)
        held = Session.objects.filter(site=house.site, held_on__range=(world.ago(40), world.ago(1)), logged__isnull=False).order_by("held_on", "pk")
        for session in held[:12]:
            at_all = dice.randrange(len(FELT))
            rows += [
                SessionFeedback(
                    id=UUID(int=dice.getrandbits(128)), site=house.site, offer_id=session.offer_id, day=session.held_on, face=FELT[number], words=SAID[number]
                )
                for number in range(at_all)
            ]  # fmt: skip
    SessionFeedback.objects.bulk_create(rows)


def _answer(world: World) -> None:
    house = world.house("Kita Lindenhof")
    for given in WORDS["answers"]:
        wish = Wish.objects.get(site=house.site, text__startswith=given["begins"])
        wish.outcome, wish.decided_by, wish.answer, wish.became = given["outcome"], given["decided_by"], given["answer"], given["became"]
        wish.public, wish.answered_on = given["public"], world.ago(given["days"])
        wish.look_again_on = world.ago(-given["again"]) if "again" in given else None
        wish.save()
        text = f"{wish.get_kind_display()} beantwortet: {wish.get_outcome_display()}"
        world.tell(wish, wish.answered_on, house.head, Role.HEAD, "answered", text)


def _say(world: World) -> None:
    """A concern, and somebody who can offer something."""
    house = world.house("Kita Lindenhof")
    for given in WORDS["wishes"]:
        wish = Wish.objects.create(site=house.site, kind=given["kind"], text=given["text"], created=at(world.ago(given["days"]), 19, 40))
        if "contact" in given:
            until = world.ago(given["days"]) + CONTACT_KEPT
            WishContact.objects.create(site=house.site, wish=wish, contact=given["contact"], until=until)
        kind, text = ("worried", "Sorge einer Familie") if given["kind"] == "concern" else ("offered", "Angebot einer Familie")
        world.history.append(
            Entry(
                place_id=house.site.pk, person_label="Eine Familie", at=at(world.ago(given["days"]), 19, 40), subject=f"planning.wish:{wish.pk}",
                kind=kind, text=text, internal=True,
            )
        )  # fmt: skip
