"""The only place that makes and sends mails: plain German text, written by a job, recognisable when an attempt is repeated."""

from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from smtplib import SMTPRecipientsRefused
from typing import Any
from urllib.parse import urlsplit

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse

from sites.core.access import Access
from sites.core.jobs import WAITS, Handler, Run, hand_on, handler, queue

REFUSED = "sites.mail_refused"  # tells who wrote that an address takes no mail


def link(name: str, *args: Any) -> str:
    """The full address of a page, as it stands in a mail."""
    return f"{settings.SITE_URL}{reverse(name, args=args)}"


def compose(run: Run, *, to: str, subject: str, template: str, **context: Any) -> EmailMessage:
    """One mail of a job. The Message-ID comes from the job: a second attempt is the same mail."""
    body = render_to_string(template, {**context, "site_url": settings.SITE_URL})
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    headers = {"Message-ID": f"<job-{run.pk}@{host}>", "Auto-Submitted": "auto-generated"}
    return EmailMessage(" ".join(subject.split()), body.strip() + "\n", to=[to], headers=headers)


def to_each(run: Run, people: Iterable[Any], *, subject: str, template: str, **context: Any) -> Iterator[EmailMessage]:
    """The same mail to several people, or members of a body: whoever has a name and an address."""
    for person in people:
        yield compose(run, to=person.email, subject=subject, template=template, person=person, **context)


type Build = Callable[[Run, Access], Iterator[EmailMessage]]


def mails(name: str) -> Callable[[Build], Handler]:
    """Register what makes the mails of a job, read behind its wall. It makes none when the reason is gone.

    One address is one delivery: a job that writes to several hands each on as a job of its own, which waits, is tried again or is refused
    alone, whatever the others answer.
    """

    def register(build: Build) -> Handler:
        @handler(name, attempts=len(WAITS) + 1)
        def deliver(run: Run) -> None:
            with transaction.atomic():
                made = {_sum_of(mail.to[0]): mail for mail in build(run, run.wall())}
                if len(made) > 1 and "to" not in run.arguments:  # guard: one-delivery -> if False:
                    hand_on(run, [{"to": address} for address in made])
                    run.finish("done")
                    return
            for address, mail in made.items():
                if run.arguments.get("to", address) == address:
                    _send(run, mail)
            with transaction.atomic():
                run.finish("done")

        return deliver

    return register


def _sum_of(address: str) -> str:
    """Tells addresses apart where none may stand: jobs hold no contents."""
    return sha256(address.lower().encode()).hexdigest()[:16]


def _send(run: Run, mail: EmailMessage) -> None:
    """Hand a mail to the server. An address that takes none is noted at the place of the job and told to who wrote; other trouble waits."""
    (email,) = mail.to
    try:
        mail.send()
    except SMTPRecipientsRefused as error:
        code, said = error.recipients[email]
        if code < 500:  # busy, full or greylisted: again later
            raise
        _note(run, email, said.decode(errors="replace"))
        raise ValidationError(f"{email} nimmt keine E-Mail an.") from error
    if "secret" not in run.arguments:
        with transaction.atomic():
            run.wall()
            apps.get_model("sites", "RefusedAddress").objects.filter(place_id=run.place, email=email.lower()).delete()


def _note(run: Run, email: str, said: str) -> None:
    if "secret" in run.arguments:  # somebody tried an address at the log-in: that concerns no place
        return
    with transaction.atomic():
        access = run.wall()
        rows = apps.get_model("sites", "RefusedAddress").objects
        row, _ = rows.update_or_create(place_id=run.place, email=email.lower(), defaults={"said": said[:200]})
        if access.user and run.name != REFUSED:  # guard: refused-once -> if access.user:
            queue(REFUSED, place=run.place, title="Nicht zugestellt", access=access, refused=row.pk, of=run.pk)
