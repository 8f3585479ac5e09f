"""What stands on the page of one version of the concept: what changes, its sections with the words that changed, the hearing, its steps."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from processes.models import Concept
from processes.pages.concept_list import before_release
from sites.core.access import Request, fetch, rows
from sites.core.days import date_long
from sites.core.difference import Piece, difference
from sites.core.flow import Step
from sites.core.navigation import CONCEPT
from sites.core.numbers import fte, in_hours, megabytes
from sites.models import Post

FIELDS = ("philosophy", "participation")


@dataclass(frozen=True)
class SectionOfConcept:
    """A section of the concept; `pieces`: what changed since the version that held before, empty where nothing did."""

    title: str
    text: str
    pieces: list[list[Piece]]


@dataclass(frozen=True)
class ConceptDetail:
    """The page. `buttons`: the steps of the flow this person may take; `hear_url`: where the word of the parents' council is written down."""

    concept: Concept
    sections: list[SectionOfConcept]
    compared: str
    facts: list[tuple[str, str]]
    paper: str
    todo: list[dict[str, Any]]
    buttons: list[Step]
    may_edit: bool
    hear_url: str
    hear_label: str
    release_url: str
    crumbs: list[tuple[str, str]]

    @property
    def title(self) -> str:
        return f"Konzeption, Fassung {self.concept.version}"

    @property
    def is_heard(self) -> bool:
        return self.concept.stance != ""

    @property
    def heard_words(self) -> str:
        concept = self.concept
        return f"{concept.get_stance_display().capitalize()}, {date_long(concept.heard_on)}, {concept.heard_from}"


def concept_detail_page(request: Request, pk: int) -> ConceptDetail:
    """One version within reach, or a 404; drafts are the house's."""
    access = request.access
    concept = fetch(request, rows(request, Concept).select_related("site", "document"), pk=pk)
    before = rows(request, Concept).filter(site=concept.site_id, version__lt=concept.version, state=Concept.State.RELEASED).first()
    is_released, is_hearing = concept.state == Concept.State.RELEASED, concept.state == Concept.State.HEARING
    steps = concept.flow.open_to(concept, access)
    for_council = access.may("concepts.change", concept)
    return ConceptDetail(
        concept=concept,
        sections=[_section(concept, before, name) for name in FIELDS if getattr(concept, name)],
        compared=f"gegenüber Fassung {before.version}" if before else "",
        facts=_facts(concept, _posts(request, concept)),
        paper=f"{concept.document.filename}, {megabytes(concept.document.size)}" if concept.document else "",
        todo=[] if is_released else before_release(concept),
        buttons=[step for step in steps if step.name != "release"],
        may_edit=concept.state == Concept.State.DRAFT and access.may("concepts.change", concept),
        hear_url=reverse("processes:concept_hear", args=[pk]) if is_hearing and access.may("concepts.hear", concept) else "",
        hear_label="Wort des Elternbeirats festhalten" if for_council else "Stellung nehmen",
        release_url=reverse("processes:concept_release", args=[pk]) if any(step.name == "release" for step in steps) else "",
        crumbs=[(concept.site.name, concept.site.get_absolute_url()), CONCEPT.crumb(concept.site_id), (f"Fassung {concept.version}", "")],
    )


def _posts(request: Request, concept: Concept) -> list[str]:
    """What coordination the house has today, for those who read its posts: beside what this version needs."""
    held = rows(request, Post.objects.on(request.access.today)).filter(site=concept.site_id, function=Post.Function.COORDINATOR)
    return [f"{fte(post.fte)} VZÄ" for post in held if post.fte is not None] if concept.coordination_hours else []


def _section(concept: Concept, before: Concept | None, name: str) -> SectionOfConcept:
    text, old = getattr(concept, name), getattr(before, name, "")
    label = str(Concept._meta.get_field(name).verbose_name).partition(":")[0]  # type: ignore[union-attr]  # a field of its own, no relation
    return SectionOfConcept(label, text, difference(old, text) if old and old != text else [])


def _facts(concept: Concept, posts: list[str]) -> list[tuple[str, str]]:
    hours = f"{in_hours(concept.coordination_hours)} in der Woche: {concept.coordination_reason}" if concept.coordination_hours else ""
    return [
        ("Stand", concept.get_state_display()),
        ("Koordination nach dieser Fassung", hours),
        ("Koordination heute", ", ".join(posts) if hours else ""),
        ("Begonnen", date_long(concept.begun_on)),
        ("Antwort bis", date_long(concept.heard_until) if concept.state == Concept.State.HEARING else ""),
        ("Freigegeben", date_long(concept.released_on)),
    ]
