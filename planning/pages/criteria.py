"""What stands on the page of the criteria of a site: the sentences of the recommendations with what the house says to each, in words."""

from dataclasses import dataclass

from django.utils.text import Truncator

from planning.models import CriterionNote, Edition, Resolution, Term
from planning.rules import catalogues
from sites.core.access import Request, rows
from sites.core.days import date_long, is_valid
from sites.models import Site

Standing = CriterionNote.Standing
BADGES = {Standing.LIVED: ("success", "wird gelebt"), Standing.ON_THE_WAY: ("info", "wir sind dran")}


@dataclass(frozen=True)
class Sentence:
    """A criterion with the note of the house. `valid`: whether it applies today."""

    criterion: Term
    note: CriterionNote | None
    valid: bool

    @property
    def badge(self) -> tuple[str, str]:
        """Kind and word of the sign; empty for a standing that has none."""
        return BADGES.get(Standing(self.note.standing), ("", "")) if self.note else ("", "")

    @property
    def asks_for_sign(self) -> bool:
        return self.note is not None and self.note.standing == Standing.LIVED and not self.note.how

    @property
    def beginning(self) -> str:
        """The first words, by which a link to it is known."""
        return Truncator(self.criterion.label).words(8)

    @property
    def label(self) -> str:
        return "Einschätzung ändern" if self.note else "Dazu etwas sagen"


@dataclass(frozen=True)
class Section:
    """The sentences of one paragraph."""

    paragraph: str
    rows: list[Sentence]

    @property
    def title(self) -> str:
        return f"Abschnitt {self.paragraph}"


@dataclass(frozen=True)
class Criteria:
    """`adoption`: the resolution by which the county made them its own."""

    site: Site
    sections: list[Section]
    edition: Edition
    adoption: Resolution | None
    may_change: bool

    @property
    def lead(self) -> str:
        return "Sätze aus den Fachlichen Empfehlungen im Wortlaut, und was das Haus dazu sagt. Keine Punkte, keine Note: ein Gespräch in Worten."

    @property
    def open_words(self) -> str:
        """To how many sentences the house has said nothing; empty when it has to all."""
        number = sum(row.note is None for section in self.sections for row in section.rows)
        return f"{'Zu einem Satz' if number == 1 else f'Zu {number} Sätzen'} steht hier noch nichts." if number else ""

    @property
    def rule(self) -> str:
        """Whether the recommendations are the rule of the county."""
        adoption = self.adoption
        if adoption is None:
            return (
                f"Der Jugendhilfeausschuss hat die Empfehlungen (Fassung {self.edition.code}) noch nicht beschlossen; bis dahin sind sie "
                "fachliche Grundlage, keine Regel des Landkreises."
            )
        resolution = f"seit dem Beschluss vom {date_long(adoption.decided_on)}, Nr. {adoption.number}"
        edition = adoption.edition.code if adoption.edition else ""
        return f"Im Landkreis gelten die Empfehlungen (Fassung {edition}) {resolution}."

    @property
    def deviations(self) -> str:
        return self.adoption.deviations if self.adoption else ""

    @property
    def crumbs(self) -> list[tuple[str, str]]:
        return [(self.site.name, self.site.get_absolute_url()), ("Kriterien", "")]


def criteria_page(request: Request, site: Site) -> Criteria:
    """The sentences of today; ended ones stay while a note stands at them."""
    today = request.access.today
    notes = {note.criterion_id: note for note in rows(request, CriterionNote).filter(site=site)}
    sections: dict[str, list[Sentence]] = {}
    for term in catalogues.entries(Term.Catalogue.CRITERION).order_by("number", "starts"):
        valid = is_valid(term, today)
        if valid or term.pk in notes:
            sections.setdefault(term.paragraph, []).append(Sentence(term, notes.get(term.pk), valid))
    return Criteria(
        site=site,
        sections=[Section(paragraph, sentences) for paragraph, sentences in sections.items()],
        edition=catalogues.edition_on(today),
        adoption=catalogues.adoption(site.county_id, today),
        may_change=site.pk in request.access.reach("criteria.change").places,
    )
