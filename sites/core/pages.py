"""How a page gets into its template: a dataclass with fields and properties, whose names the template uses; and the page of a plain list."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sites.core.lists import Head, Option, Page
from sites.core.navigation import Links


def names_of(page: Any) -> dict[str, Any]:
    """Each public field and property of the dataclass, by its name."""
    return {name: getattr(page, name) for name in dir(page) if not name.startswith("_")}


def render_page(request: HttpRequest, template: str, page: Any, *, status: int = 200) -> HttpResponse:
    """The page as HTML."""
    return render(request, template, names_of(page), status=status)


def pdf_answer(content: bytes, name: str) -> HttpResponse:
    """A paper, shown in the browser; `name` without ending is what it is saved as."""
    return HttpResponse(content, content_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}.pdf"'})


@dataclass(frozen=True)
class Cell:
    """One value of a row: `small` stands under it, `url` leads on, `about` goes on for screen readers, `sign` makes it a badge."""

    text: object
    small: str = ""
    url: str = ""
    about: str = ""
    sign: str = ""
    quiet: bool = False


@dataclass(frozen=True)
class Empty:
    """What stands where nothing stands yet, with the way to change that."""

    title: str
    text: str
    url: str = ""
    label: str = ""


@dataclass(frozen=True, kw_only=True)
class RowList:
    """A list that is no more than its rows (`row_list.html`). `row`: the cells of one row, the first of which names it.

    `new_url` is empty for those who add nothing. `choices`: its few views side by side; `form`: its filter; `active`: what narrows it
    now, each with the address without it; `saved`: a person's own filters of it. `audience`: who sees it, in words.
    """

    title: str
    pre: str = ""
    lead: str = ""
    new_url: str = ""
    new_label: str = ""
    crumbs: Sequence[tuple[str, str]] = ()
    tabs: Links | None = None
    choices: Sequence[Option] = ()
    form: BaseForm | None = None
    active: Sequence[tuple[str, str]] = ()
    saved: Any = None
    caption: str
    heads: Sequence[str | Head]
    page: Page
    row: Callable[[Any], Sequence[Cell | str]]
    empty: Empty
    audience: str

    @property
    def search_label(self) -> str:
        return f"{self.title} suchen"

    @property
    def rows(self) -> list[list[Cell]]:
        return [[cell if isinstance(cell, Cell) else Cell(cell) for cell in self.row(found)] for found in self.page.rows]
