"""What happens to a practice example: submitted with consent, reviewed, published as a copy, given back, withdrawn; its pictures."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import connection, transaction

from processes.models import PracticeExample, PracticeFigure, PracticeMedium, PublishedExample
from processes.rules.practice import content_of, slug_of, tags_of, words_of
from sites.core.access import Access
from sites.core.days import month_long
from sites.core.flow import advance
from sites.core.journal import record
from sites.core.roles import Role
from sites.models import Document, Site
from sites.services.records import erase_file, store_document

UNDER_REVIEW = "Solange das Beispiel geprüft wird oder veröffentlicht ist, bleibt es, wie es ist. Holen Sie es zurück, um es zu ändern."
OPEN_STATES = frozenset({PracticeExample.State.DRAFT, PracticeExample.State.RETURNED})


def refuse_closed(example: PracticeExample) -> None:
    """What was submitted is what is reviewed."""
    if example.state not in OPEN_STATES:  # guard: practice-closed -> if False:
        raise ValidationError(UNDER_REVIEW)


@transaction.atomic
def submit_example(*, access: Access, example: PracticeExample) -> PracticeExample:
    """Hand it to the office: from now on it lies at the county as well. Who submits agrees for the house that it is published."""
    # what is copied now is what is reviewed
    # guard: practice-submit-lock -> example = PracticeExample.objects.get(pk=example.pk)
    example = PracticeExample.objects.select_for_update(of=("self",)).get(pk=example.pk)
    site = Site.objects.select_related("municipality").get(pk=example.site_id)
    media = PracticeMedium.objects.filter(example=example).select_related("document")
    access.doing = "practice.write"
    handed = {
        "office_id": site.county_id,
        "house": f"{site.name}, {site.municipality.name}",
        "consent": access.signature(example),
        "answer": "",
        "content": content_of(example, PracticeFigure.objects.filter(example=example), media),
    }
    PracticeExample.objects.filter(pk=example.pk).update(**handed)
    submitted: PracticeExample = advance(example, "submit", access=access)
    return submitted


@transaction.atomic
def take_back_example(*, access: Access, example: PracticeExample) -> PracticeExample:
    """To write on: the office no longer reads it."""
    back: PracticeExample = advance(example, "take_back", access=access)
    back.office = None
    back.save(update_fields=["office"])  # guard: practice-taken-back -> pass
    return back


@transaction.atomic
def publish_example(*, access: Access, example: PracticeExample) -> PracticeExample:
    """Everybody reads what was reviewed: a copy, which later changes do not touch."""
    done: PracticeExample = advance(example, "publish", access=access)
    done.reviewer, done.reviewed_on = _office(access), access.today
    done.save(update_fields=["reviewer", "reviewed_on"])
    themes = list(done.themes.all())
    tags = tags_of(done, [theme.label for theme in themes])
    PublishedExample.objects.update_or_create(
        example=done,
        defaults={
            "site_id": done.site_id,
            "county_id": done.office_id,
            "slug": slug_of(done),
            "title": done.title,
            "lead": done.lead,
            "house": done.house,
            "county_name": done.office.name if done.office else "",
            "types": done.types,
            "themes": [theme.code for theme in themes],
            "tags": tags,
            "action_field_id": done.action_field_id,
            "content": done.content,
            "consent": done.consent,
            "reviewed": f"geprüft von der {done.reviewer} im {month_long(access.today)}",
            "published_on": access.today,
            "words": words_of(done, tags),
        },
    )
    return done


def _office(access: Access) -> str:
    return "Fachstelle ThEKiZ" if Role.STATE_OFFICE in access.roles else "Sozialplanung"


@transaction.atomic
def give_back_example(*, access: Access, example: PracticeExample, note: str) -> PracticeExample:
    """Back to the house with a sentence what is missing."""
    back: PracticeExample = advance(example, "give_back", access=access, note=note)
    back.answer, back.reviewer, back.reviewed_on = note.strip(), _office(access), access.today
    back.save(update_fields=["answer", "reviewer", "reviewed_on"])
    return back


@transaction.atomic
def withdraw_example(*, access: Access, example: PracticeExample) -> PracticeExample:
    """Nobody reads it any more; who has taken it over keeps the own offer."""
    gone: PracticeExample = advance(example, "withdraw", access=access)
    PublishedExample.objects.filter(example=gone).delete()  # guard: practice-withdrawn -> pass
    return gone


@transaction.atomic
def save_medium(*, access: Access, medium: PracticeMedium, upload: "UploadedFile[Any] | None") -> PracticeMedium:
    """A picture or paper with its file; the words alone when no new one comes along."""
    created = medium._state.adding
    if upload:
        medium.document = store_document(access=access, place=medium.site_id, title=medium.caption[:120], upload=upload)
    medium.save()
    text = f"Bild oder Papier „{medium.caption}“ {'angelegt' if created else 'geändert'}"
    record(access, medium, "created" if created else "changed", text=text, place=medium.site_id)
    return medium


def medium_file(pk: int) -> Document | None:
    """Where the file lies, for who may see it now: houses alone reach their documents."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT stored, filename, content_type FROM thekiz_practice_medium(%s)", [pk])
        found = cursor.fetchone()
    return Document(stored=found[0], filename=found[1], content_type=found[2]) if found else None


def drop_file(medium: PracticeMedium, pk: int) -> None:
    """With the picture its file goes, and its place in what was submitted and published: a consent may be taken back at any time.

    `pk`: its number before it was taken away.
    """
    document = medium.document
    submitted, published = PracticeExample.objects.filter(pk=medium.example_id), PublishedExample.objects.filter(example=medium.example_id)
    rows: list[PracticeExample | PublishedExample] = [*submitted, *published]
    for row in rows:
        if row.content:
            row.content["media"] = [one for one in row.content["media"] if one["pk"] != pk]
            row.save(update_fields=["content"])
    document.delete()
    erase_file(document)
