"""How a page gets into its template: a dataclass with fields and properties, whose names the template uses."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def names_of(page: Any) -> dict[str, Any]:
    """Each public field and property of a page's dataclass, by its name in the template; for `form_page(…, **names_of(page))`."""
    return {name: getattr(page, name) for name in dir(page) if not name.startswith("_")}


def render_page(request: HttpRequest, template: str, page: Any) -> HttpResponse:
    """The page as HTML: each public field and property of the dataclass is a name in the template."""
    return render(request, template, names_of(page))
