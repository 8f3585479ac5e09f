"""A form acts once: what a click has made is remembered for a day, and the same click again leads to the same answer.

Every form of ours carries a number of its own (`{% form_head %}`, `{% post_button %}`). A double click, a resent page and ten requests at
once carry the same number with the same content: the first one acts, the others wait for it and are led to where it has led.
"""

import json
import uuid
from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from typing import Any

from django.apps import apps
from django.contrib import messages
from django.core.signing import BadSignature, Signer
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.safestring import SafeData, mark_safe

FIELD = "once"
KEPT = timedelta(days=1)
LED_ON = (302, 303)
SIGNER = Signer(salt="once")


def new_number(person: int | None = None) -> str:
    """The number of a form on its way to a browser; signed for the person who is logged in, so that it tells later for whom it was."""
    number = uuid.uuid4().hex
    return SIGNER.sign(f"{number}.{person}") if person else number


def person_of(number: str) -> int | None:
    """For whom a form was made; None for one without log-in and for a number that is not ours."""
    try:
        return int(SIGNER.unsign(number).partition(".")[2])
    except BadSignature:
        return None


def key_of(request: HttpRequest) -> str:
    """What makes two requests the same click: person, address, number and everything that was typed; empty without a number."""
    number = request.POST.get(FIELD, "") if request.method == "POST" else ""
    if not number:
        return ""
    typed = sorted((name, request.POST.getlist(name)) for name in request.POST if name != "csrfmiddlewaretoken")
    files = sorted((name, upload.name, upload.size) for name, upload in request.FILES.items())  # type: ignore[union-attr]  # one upload a name
    # guard: own-click -> return sha256(json.dumps([request.get_full_path(), typed, files]).encode(errors="surrogatepass")).hexdigest()
    return sha256(json.dumps([request.user.pk, request.get_full_path(), typed, files]).encode(errors="surrogatepass")).hexdigest()


def act_once(request: HttpRequest, view: Callable[[], HttpResponse]) -> HttpResponse:
    """The answer of the view, or that of the same click before. Remembered in the request's transaction: what is refused may be sent again."""
    if not (key := key_of(request)):
        return view()
    with connection.cursor() as cursor:  # waits for the same click that is still at work
        cursor.execute("INSERT INTO sites_submission (key, url, said, at) VALUES (%s, '', '[]', now()) ON CONFLICT DO NOTHING", [key])
        first = cursor.rowcount == 1
    clicks = apps.get_model("sites", "Submission").objects.filter(key=key)
    if not first:  # guard: same-click -> if False:
        return _again(request, clicks.get())
    answer = view()
    if answer.status_code in LED_ON:
        clicks.update(url=answer["Location"], said=_messages_of(request))
    elif answer.status_code < 400:
        clicks.delete()
    return answer


def _messages_of(request: Any) -> list[list[Any]]:
    """What the page that follows will say: looking at it in the public way would use it up."""
    queued = request._messages._queued_messages
    return [[message.level, str(message.message), message.extra_tags, isinstance(message.message, SafeData)] for message in queued]


def _again(request: Any, submission: Any) -> HttpResponse:
    """To where the first click has led, with what it has said, unless that still waits to be read."""
    unread = [message.message for message in request._messages._loaded_messages]
    for level, text, tags, is_html in submission.said:
        if text in unread:
            continue
        same = mark_safe(text) if is_html else text  # escaped when it was said for the first time
        messages.add_message(request, level, same, extra_tags=tags)
    return redirect(submission.url)


def forget_old_clicks() -> None:
    """Removes what nobody sends again."""
    apps.get_model("sites", "Submission").objects.filter(at__lt=timezone.now() - KEPT).delete()
