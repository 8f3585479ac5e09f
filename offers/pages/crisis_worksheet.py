"""What stands on the worksheet of chapter 4.4: the guiding questions, what the team answers, and what came of it."""

from collections import defaultdict
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from offers.models import CrisisAnswer
from offers.rules.crises import terms
from planning.models import Term
from sites.core import navigation
from sites.core.access import Request, rows
from sites.models import Site


@dataclass(frozen=True)
class Question:
    """A guiding question with its answers."""

    term: Term
    answers: list[CrisisAnswer]
    url: str


@dataclass(frozen=True)
class CrisisWorksheet:
    """`survey_url`: where families are asked, if this installation has surveys."""

    site: Site
    questions: list[Question]
    may_change: bool
    survey_url: str
    lead = "Was das Team weiß oder vermutet, ohne Namen. Aus einer Antwort wird ein Angebot; steht es da, ist die Frage beantwortet."

    @property
    def crumbs(self) -> list[tuple[str, str]]:
        return [navigation.CRISIS.crumb(self.site.pk), ("Leitfragen", "")]


def crisis_worksheet_page(request: Request, site: Site) -> CrisisWorksheet:
    """Two queries for any number of answers."""
    answers: dict[int, list[CrisisAnswer]] = defaultdict(list)
    for row in rows(request, CrisisAnswer).filter(site=site).select_related("offer"):
        answers[row.question_id].append(row)
    found = [
        Question(term, answers[term.pk], reverse("offers:answer_create", args=[site.pk, term.code]))
        for term in terms("crisis_question", request.access.today)
    ]
    return CrisisWorksheet(site, found, request.access.may("outreach.change", site), survey_url(site.pk))


def survey_url(site: int) -> str:
    """Where families are asked in a few questions (R288); nothing while there is no such page."""
    try:
        return reverse("offers:survey_list", args=[site])
    except NoReverseMatch:
        return ""
