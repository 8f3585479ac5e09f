"""The list of all consultation sites, narrowed by words, form and county."""

from dataclasses import dataclass

from processes.forms.consultation import SearchForm
from processes.rules.consultation import Line, consultation_sites
from sites.core.access import Request
from sites.core.lists import choice
from sites.core.numbers import with_noun
from sites.models import OrganisationForm

NONE_FITS = "Kein Haus passt dazu. Nehmen Sie eine Angabe zurück oder fragen Sie die Fachstelle ThEKiZ, welches Haus zu Ihnen passt."
NONE_YET = "Zurzeit hat keine Konsultationseinrichtung ihr Profil veröffentlicht. Die Fachstelle ThEKiZ vermittelt Kontakte."


@dataclass(frozen=True)
class ConsultationHouses:
    """`count`: how many, in words; `is_narrowed`: whether the address asks for some of them alone."""

    lines: list[Line]
    form: SearchForm
    count: str
    is_narrowed: bool

    @property
    def empty(self) -> str:
        return NONE_FITS if self.is_narrowed else NONE_YET


def consultation_houses_page(request: Request) -> ConsultationHouses:
    """Nonsense in the address narrows nothing."""
    every = consultation_sites(request.access.today)
    counties = list(dict.fromkeys(line.county for line in every))
    asked = {
        "q": request.GET.get("q", "").replace("\x00", "").strip()[:100],
        "form": choice(request, "form", OrganisationForm.values),
        "county": choice(request, "county", counties),
    }
    found = [line for line in every if _fits(line, asked)]
    count = with_noun(len(every), "Konsultationseinrichtung", "Konsultationseinrichtungen")
    return ConsultationHouses(
        lines=found,
        form=SearchForm(counties=counties, initial=asked, request=request),
        count=count if len(found) == len(every) else f"{len(found)} von {count}",
        is_narrowed=any(asked.values()),
    )


def _fits(line: Line, asked: dict[str, str]) -> bool:
    """Each word somewhere, in any order; the form among those of the house (R071)."""
    text = " ".join([line.name, line.town, line.county, line.invitation, line.languages, *line.focuses]).casefold()
    return all(word in text for word in asked["q"].casefold().split()) and asked["form"] in ("", *line.forms) and asked["county"] in ("", line.county)
