"""What stands on the page of an example in work: what the house has written, its numbers and pictures, and the next step."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from processes.forms.practice import ReviewForm
from processes.models import PracticeExample, PracticeFigure, PracticeMedium
from processes.rules.practice import Content, content_of, tags_of
from processes.services.practice import OPEN_STATES
from sites.core.access import Request, rows
from sites.core.flow import Step
from sites.core.navigation import PRACTICE

#: What a house should know before it takes the step.
BEFORE = {
    "submit": "Mit dem Einreichen ist Ihr Haus einverstanden, dass das Beispiel nach der Prüfung für alle zu lesen ist. "
    "Zurückziehen können Sie es jederzeit.",
}


@dataclass(frozen=True)
class ExampleDetail:
    """`content`: how others will read it; `figures` and `media` are rows of the house alone, to be changed."""

    example: PracticeExample
    content: Content
    tags: list[str]
    figures: Sequence[PracticeFigure]
    media: Sequence[PracticeMedium]
    steps: list[Step]
    form: ReviewForm
    may_write: bool

    @property
    def title(self) -> str:
        return self.example.title

    @property
    def overline(self) -> str:
        return f"Praxisbeispiel · {self.example.house} · {self.example.get_state_display()}"

    @property
    def may_edit(self) -> bool:
        return self.may_write and self.example.state in OPEN_STATES

    @property
    def before(self) -> str:
        return next((BEFORE[step.name] for step in self.steps if step.name in BEFORE), "")

    @property
    def reviews(self) -> bool:
        """Whether this person reviews it now: then what is missing can be written down."""
        return any(step.note for step in self.steps)

    @property
    def crumbs(self) -> list[tuple[str, str]]:
        return [PRACTICE.crumb(), ("Beispiele in Arbeit", reverse("processes:example_list")), (self.example.title, "")]


def example_detail_page(request: Request, example: PracticeExample, form: ReviewForm) -> ExampleDetail:
    """`form`: the words of a review, or those that were refused. Once it was submitted everybody reads what was submitted."""
    may_write = request.access.may("practice.write", example)
    figures = list(rows(request, PracticeFigure).filter(example=example)) if may_write else []
    media = list(rows(request, PracticeMedium).filter(example=example).select_related("document")) if may_write else []
    content = content_of(example, figures, media) if may_write and example.state in OPEN_STATES else example.content
    return ExampleDetail(
        example=example,
        content=content,
        tags=tags_of(example, [theme.label for theme in example.themes.all()]),
        figures=figures,
        media=media,
        steps=example.flow.open_to(example, request.access),
        form=form,
        may_write=may_write,
    )
