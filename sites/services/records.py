"""What writes documents, comments and feedback, and reads a person's own jobs."""

import hashlib
from datetime import timedelta
from typing import Any

import puremagic
from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import connection, transaction
from django.db.models import Model
from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header

from sites.core.access import Access, Reach
from sites.core.journal import record, subject_of
from sites.core.numbers import megabytes
from sites.models import Comment, Document, Feedback, Job, User

DOCUMENT_BYTES = 20 * 1024 * 1024
DOCUMENT_TYPES = {"application/pdf": ".pdf", "image/png": ".png", "image/jpeg": ".jpg"}


def subject_at(access: Access, place: int, about: str, what: str) -> Any:
    """The row that a document or comment hangs on, when it lies at this place and the person may read it; else nothing."""
    row = subject_read(access, about, what)
    return row if row and row in Reach(frozenset({place})) else None  # guard: subject-place -> return row


def subject_read(access: Access, about: str, what: str) -> Any:
    """A row by its key, when it takes documents or comments (`what`) and the person may read it; else nothing."""
    label, _, pk = about.partition(":")
    try:
        model = apps.get_model(label)
    except (LookupError, ValueError):
        return None
    if what not in getattr(model, "takes", ()) or not (pk.isascii() and pk.isdigit()):  # guard: subject-kind -> if not pk.isdigit():
        return None
    row = model._base_manager.filter(pk=int(pk)).first()
    return row if row and access.may(f"{model.area}.view", row) else None  # guard: subject-right -> return row


# Documents --------------------------------------------------------------------------------------------------------


def store_document(*, access: Access, place: int, title: str, upload: "UploadedFile[Any]", about: Model | None = None) -> Document:
    """Store a file under a random name outside the web root."""
    kind = paper_type(upload)
    return write_document(access=access, place=place, title=title, filename=upload.name or title, content=upload.read(), kind=kind, about=about)


def paper_type(upload: "UploadedFile[Any]") -> str:
    """The type of a file by its first bytes. Only PDF, PNG and JPEG up to 20 MB are taken; what stands in the file is not read yet."""
    if (size := upload.size or 0) > DOCUMENT_BYTES:  # guard: upload-size -> if False:
        raise ValidationError(f"Die Datei ist {megabytes(size)} groß. Erlaubt sind höchstens 20 MB.")
    try:
        kind = puremagic.from_string(upload.read(4096), mime=True)
    except (puremagic.PureError, ValueError):
        kind = ""
    if kind not in DOCUMENT_TYPES:  # guard: upload-kind -> if False:
        raise ValidationError("Diese Datei ist keine PDF-, PNG- oder JPEG-Datei. Bitte speichern Sie sie in einem dieser Formate.")
    upload.seek(0)
    return kind


@transaction.atomic
def write_document(
    *, access: Access, place: int, title: str, filename: str, content: bytes, kind: str, about: Model | None = None, owner: User | None = None
) -> Document:
    """Write the file first, then its row: a row never points at nothing."""
    document = Document(
        place_id=place,
        owner=owner,
        title=title,
        filename=filename.replace("/", "_").replace("\x00", "")[-160:],
        content_type=kind,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        subject=subject_of(about) if about else "",
        created_by=access.user if access.user and access.user.pk else None,
    )
    default_storage.save(_path(document), ContentFile(content))
    document.save()
    if owner is None:
        record(access, document, "stored", text=f"Dokument „{title}“ abgelegt")
    return document


def erase_file(document: Document) -> None:
    """With its row the file goes, once the row is gone for good."""
    path = _path(document)
    transaction.on_commit(lambda: default_storage.delete(path))


def _path(document: Document) -> str:
    return f"{document.stored.hex[:2]}/{document.stored.hex}"  # guard: stored-name -> return document.filename


def read_document(document: Document) -> bytes:
    with default_storage.open(_path(document)) as file:
        return bytes(file.read())


def document_response(document: Document) -> HttpResponse:
    """The file as a download, never shown by the browser itself; the content type is the one that was checked."""
    response = HttpResponse(read_document(document), content_type=document.content_type)
    # guard: attachment -> response["Content-Disposition"] = content_disposition_header(False, document.filename)
    response["Content-Disposition"] = content_disposition_header(True, document.filename)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def own_job(user: User, pk: int) -> Job | None:
    """A job of this person with its file; nobody sees another person's."""
    # guard: own-job -> return Job.objects.select_related("document").filter(pk=pk).first()
    return Job.objects.select_related("document").filter(pk=pk, person=user).first()


# Comments and feedback --------------------------------------------------------------------------------------------


@transaction.atomic
def comment(*, access: Access, place: int, about: Any, text: str) -> Comment:
    """A remark about a row; the place is the audience (the site: all of the case, the county: the offices alone)."""
    subject, label = subject_of(about), access.signature(about)
    remark = Comment.objects.create(place_id=place, subject=subject, text=text, person=access.user, person_label=label)
    record(access, remark, "commented", text=f"Kommentar zu {about}", about=str(about), subject=subject)
    return remark


def change_comment(*, access: Access, comment: Comment) -> Comment:
    """That a remark was changed; its words stay out of the entry, which can never be erased."""
    record(access, comment, "changed", text="Kommentar geändert")
    return comment


def give_feedback(*, page: str, message: str, contact: str) -> int | None:
    """Feedback without an account, through the one function that may insert it; returns the ticket number."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT thekiz_feedback(%s, %s, %s)", [page, message, contact])
        ticket: int | None = cursor.fetchone()[0]
    return ticket


@transaction.atomic
def answer_feedback(*, access: Access, feedback: Feedback, note: str = "") -> Feedback:
    """Mark feedback as answered, once, with a note of what was done."""
    locked = Feedback.objects.select_for_update().get(pk=feedback.pk)  # guard: answer-lock -> locked = Feedback.objects.get(pk=feedback.pk)
    if locked.answered:  # guard: answered-once -> if False:
        raise ValidationError("Diese Rückmeldung ist schon beantwortet.")
    locked.answered = timezone.now()
    locked.save(update_fields=["answered"])
    record(access, locked, "answered", text=f"Rückmeldung Nr. {locked.pk} beantwortet", note=note)
    return locked


def remove_expired_files(days: int = 7) -> int:
    """Files that jobs made are kept for seven days: the rows go first, then the files; returns how many."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT stored FROM thekiz_expired_files(%s)", [timezone.now() - timedelta(days=days)])
        names = [stored for (stored,) in cursor.fetchall()]
    for stored in names:
        default_storage.delete(f"{stored.hex[:2]}/{stored.hex}")
    return len(names)
