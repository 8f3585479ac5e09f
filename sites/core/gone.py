"""What somebody has typed into a public form is not lost when the page behind it has gone meanwhile."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

MOST = 40  # answers shown again


def nothing_lost(*names: str) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Declare which fields of a public form people fill in: sent to a page that is not there any more, they are shown once more, with what happened.

    `names`: those of the fields; a name also stands for its numbers (q: q1, q2, …). Directly at the view, below what declares it open.
    """

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def kept(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            try:
                return view(request, *args, **kwargs)
            except Http404:
                sent = {name: words for name in request.POST if _stem(name) in names for words in request.POST.getlist(name) if words.strip()}
                if not sent:
                    raise
                words = [text for text in sent.values() if not (len(text) < 3 and text.isdigit())]  # the number of a choice says nothing
                return render(request, "gone.html", {"words": words[:MOST]}, status=410)

        return kept

    return decorate


def _stem(name: str) -> str:
    return name.rstrip("0123456789")
