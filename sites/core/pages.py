"""How a page gets into its template: a dataclass with fields and properties, whose names the template uses."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def names_of(page: Any) -> dict[str, Any]:
    """Each public field and property of the dataclass, by its name."""
    return {name: getattr(page, name) for name in dir(page) if not name.startswith("_")}


def render_page(request: HttpRequest, template: str, page: Any, *, status: int = 200) -> HttpResponse:
    """The page as HTML."""
    return render(request, template, names_of(page), status=status)
