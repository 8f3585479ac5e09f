"""The public page of what a house has heard and what it does: surveys, ideas with their way, and what is open to families."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from offers.models import PublicPage
from offers.pages.survey_answer import told
from offers.rules.surveys import Result, from_published
from planning.models import Wish

#: How a decision is told to families.
DECISIONS = {
    Wish.Outcome.NEW: _("noch offen"),
    Wish.Outcome.TALKING: _("im Gespräch"),
    Wish.Outcome.DOING: _("ja"),
    Wish.Outcome.DECLINED: _("jetzt nicht"),
}


def heard_of(slug: str, today: date) -> dict[str, Any]:
    """What families see of how they are heard: thekiz_heard, one query."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT thekiz_heard(%s, %s)", [slug, today])
        (found,) = cursor.fetchone() or (None,)
    return (json.loads(found) if isinstance(found, str) else found) or {"surveys": [], "results": [], "ideas": [], "meetings": []}


@dataclass(frozen=True)
class OpenSurvey:
    """A survey that families can answer today; `lang` where its title is not in the language of the page."""

    code: str
    kind: str
    title: str
    lang: str
    closes: date


@dataclass(frozen=True)
class Conclusion:
    """A published result: the figures as they were published, and what the house says to them."""

    title: str
    heard: str
    doing: str
    published_on: date
    results: list[Result]


@dataclass(frozen=True)
class IdeaWay:
    """An idea, the decision, and what became of it."""

    text: str
    sent_on: date
    outcome: str
    decision: str
    answer: str
    decided_by: str
    answered_on: date | None
    became: str
    look_again_on: date | None
    offers: list[str]

    @property
    def is_open(self) -> bool:
        return self.outcome in (Wish.Outcome.NEW, Wish.Outcome.TALKING)

    @property
    def goes_on(self) -> bool:
        """Whether what becomes of it is still to come."""
        return self.is_open or not (self.became or self.offers or self.outcome == Wish.Outcome.DECLINED)


@dataclass(frozen=True)
class OpenMeeting:
    """A meeting to which all families are invited."""

    name: str
    held_on: date
    starts_at: str
    where: str


@dataclass(frozen=True)
class Heard:
    """The page; of the family page it is a part."""

    page: PublicPage
    surveys: list[OpenSurvey]
    conclusions: list[Conclusion]
    ideas: list[IdeaWay]
    meetings: list[OpenMeeting]

    @property
    def has_anything(self) -> bool:
        return bool(self.surveys or self.conclusions or self.ideas or self.meetings)


def heard_page(page: PublicPage, today: date) -> Heard:
    found = heard_of(page.slug, today)
    return Heard(
        page=page,
        surveys=[_survey(one) for one in found["surveys"]],
        conclusions=[
            Conclusion(one["title"], one["heard"], one["doing"], date.fromisoformat(one["published_on"]), from_published(one["figures"]))
            for one in found["results"]
        ],
        ideas=[idea_way(one) for one in found["ideas"]],
        meetings=[OpenMeeting(one["name"], date.fromisoformat(one["held_on"]), one["starts_at"] or "", one["where"]) for one in found["meetings"]],
    )


def _survey(found: dict[str, Any]) -> OpenSurvey:
    title, lang = told(found, "title")
    return OpenSurvey(found["code"], found["kind"], title, lang, date.fromisoformat(found["closes"]))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def idea_way(found: dict[str, Any]) -> IdeaWay:
    return IdeaWay(
        text=found.get("text", ""),
        sent_on=date.fromisoformat(found["sent_on"]),
        outcome=found["outcome"],
        decision=DECISIONS[Wish.Outcome(found["outcome"])],
        answer=found["answer"],
        decided_by=found["decided_by"],
        answered_on=_day(found["answered_on"]),
        became=found["became"],
        look_again_on=_day(found["look_again_on"]),
        offers=found.get("offers", []),
    )


def way_of(wish: Wish) -> IdeaWay:
    """The same of a row, for who reads it inside."""
    return IdeaWay(
        text=wish.text,
        sent_on=timezone.localdate(wish.created),
        outcome=wish.outcome,
        decision=DECISIONS[Wish.Outcome(wish.outcome)],
        answer=wish.answer,
        decided_by=wish.decided_by,
        answered_on=wish.answered_on,
        became=wish.became or (f"Bedarf: {wish.need.title}" if wish.need else ""),
        look_again_on=wish.look_again_on,
        offers=[],
    )
