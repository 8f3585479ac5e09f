"""How a page gets into its template: a dataclass with fields and properties, whose names the template uses."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def render_page(request: HttpRequest, template: str, page: Any, *, status: int = 200) -> HttpResponse:
    """The page as HTML: each public field and property of the dataclass is a name in the template."""
    names = [name for name in dir(page) if not name.startswith("_")]
    return render(request, template, {name: getattr(page, name) for name in names}, status=status)
