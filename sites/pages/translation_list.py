"""What stands on the list of translations: of each language of the public pages how much is said, and how much a person has checked."""

from collections.abc import Sequence
from dataclasses import dataclass

from sites.core import languages
from sites.core.access import Request
from sites.core.languages import TRANSLATED, Language
from sites.core.lists import Page
from sites.core.numbers import number
from sites.core.pages import Cell, Empty, RowList
from sites.core.rights import roles_with

LEAD = (
    "Die Seiten für Familien gibt es in elf Sprachen. Was niemand geprüft hat, trägt in jeder Sprache einen Hinweis; was fehlt, steht dort auf "
    "Deutsch. "
    "Geprüft wird im Katalog der Sprache: Wer einen Text gelesen hat, schreibt dort Namen und Tag dazu."
)


@dataclass(frozen=True)
class Said:
    """How far one language is."""

    language: Language
    messages: int
    missing: int
    unchecked: int


def how_far(language: Language) -> Said:
    """Counted in the catalogue as it is used."""
    all_of_it = languages.messages_of(language.code)
    said = [message for message in all_of_it if languages.is_said(message)]
    unchecked = sum(not languages.is_checked(message) for message in said)
    return Said(language, len(all_of_it), len(all_of_it) - len(said), unchecked)


def translation_list_page(request: Request) -> RowList:
    """In the order in which families find the languages."""
    return RowList(
        title="Übersetzungen",
        lead=LEAD,
        caption="Sprachen der Seiten für Familien",
        heads=("Sprache", "Texte:n", "Fehlen noch:n", "Von niemandem geprüft:n", "Katalog"),
        page=Page([how_far(language) for language in TRANSLATED], "", True),
        row=_row,
        empty=Empty("Keine Sprache", "Hier stehen die Sprachen."),
        audience=roles_with("catalogues.change"),
    )


def _row(row: Said) -> Sequence[Cell | str]:
    language = row.language
    name = Cell(language.german, "" if language.name == language.german else language.name, url=f"/{language.prefix}/familien/")
    catalogue = "/".join(languages.path_of(language.code).parts[-4:])
    return name, number(row.messages), number(row.missing), number(row.unchecked), catalogue
