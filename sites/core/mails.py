"""The only place that makes and sends mails: plain German text, written by a job, recognisable when an attempt is repeated."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse

from sites.core.access import Access
from sites.core.jobs import Handler, Run, handler


def link(name: str, *args: Any) -> str:
    """The full address of a page, as it stands in a mail."""
    return f"{settings.SITE_URL}{reverse(name, args=args)}"


def compose(run: Run, *, to: str, subject: str, template: str, **context: Any) -> EmailMessage:
    """One mail of a job. The Message-ID comes from the job: a second attempt is the same mail."""
    body = render_to_string(template, {**context, "site_url": settings.SITE_URL})
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    number = f"{run.pk}" if "number" not in context else f"{run.pk}-{context['number']}"
    headers = {"Message-ID": f"<job-{number}@{host}>", "Auto-Submitted": "auto-generated"}
    return EmailMessage(" ".join(subject.split()), body.strip() + "\n", to=[to], headers=headers)


def to_each(run: Run, people: Iterable[Any], *, subject: str, template: str, **context: Any) -> Iterator[EmailMessage]:
    """The same mail to several people, or members of a body: whoever has a name and an address."""
    for person in people:
        yield compose(run, to=person.email, subject=subject, template=template, number=person.pk, person=person, **context)


type Build = Callable[[Run, Access], Iterator[EmailMessage]]


def mails(name: str) -> Callable[[Build], Handler]:
    """Register what makes the mails of a job: read behind its wall, close, send, write the end. It makes none when the reason is gone."""

    def register(build: Build) -> Handler:
        @handler(name)
        def deliver(run: Run) -> None:
            with transaction.atomic():
                made = list(build(run, run.wall()))
            for mail in made:
                mail.send()
            with transaction.atomic():
                run.finish("done")

        return deliver

    return register
