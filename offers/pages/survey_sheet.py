"""What is printed of a survey: its sheet on paper, and the notice for the door with the code that phones read."""

from dataclasses import dataclass

from django.utils.safestring import SafeString

from offers.pages.survey_detail import address_of, survey_of
from offers.rules.qr import qr_svg
from offers.rules.surveys import labels_of
from planning.models import Survey, SurveyQuestion
from sites.core.access import Request, rows
from sites.core.lists import Option, choice, options


@dataclass(frozen=True)
class PaperQuestion:
    """A question on paper; `labels`: boxes to tick, none where a line is written."""

    question: SurveyQuestion
    labels: list[str]
    is_several: bool


@dataclass(frozen=True)
class SurveySheetPage:
    """The page: the sheet, or as `is_notice` the notice."""

    survey: Survey
    questions: list[PaperQuestion]
    is_notice: bool
    choices: list[Option]
    address: str
    qr: SafeString

    @property
    def short(self) -> str:
        return self.address.partition("://")[2].rstrip("/")


def survey_sheet_page(request: Request, pk: int) -> SurveySheetPage:
    survey = survey_of(request, pk)
    show, address = choice(request, "show", {"notice"}), address_of(request, survey)
    questions = [
        PaperQuestion(one, labels_of(one.kind, one.options, one.highest) if one.kind != "line" else [], one.kind == "several")
        for one in rows(request, SurveyQuestion).filter(survey=survey)
    ]
    return SurveySheetPage(
        survey, questions, show == "notice", options(show, {"": "Bogen auf Papier", "notice": "Aushang mit Code"}), address, qr_svg(address)
    )
