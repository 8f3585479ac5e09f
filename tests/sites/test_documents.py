"""Documents, comments and entries: type by content, own name on disk, and an audience that is a place."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from sites.models import Comment, Document, Entry, Job
from sites.services.records import remove_expired_files, store_document
from tests import factories as make
from tests.conftest import as_owner
from tests.matrix import rows_of

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xd9"


def upload(client, place, content=PDF, name="beschluss.pdf", about="", **fields):
    url = reverse("sites:document_add", args=[place.pk]) + (f"?about={about}" if about else "")
    return client.post(url, {"title": "Beschluss", "upload": SimpleUploadedFile(name, content), **fields})


def documents(**filters):
    with as_owner():
        return list(Document.objects.filter(**filters))


@pytest.mark.guard("attachment")
@pytest.mark.req("R324.H")
@pytest.mark.parametrize(("content", "name", "kind"), [(PDF, "a.pdf", "application/pdf"), (PNG, "b.txt", "image/png"), (JPEG, "c", "image/jpeg")])
def test_the_type_is_told_by_content(world, client_of, content, name, kind):
    assert upload(client_of("coordinator"), world.own, content, name).status_code == 302
    stored = documents()[0]
    assert stored.content_type == kind and stored.place_id == world.own.pk
    answer = client_of("professional").get(reverse("sites:document_download", args=[stored.pk]))
    assert answer.content == content
    assert answer["Content-Disposition"].startswith("attachment") and answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Type"] == kind
    for who in ("professional", "social_planner"):  # the same role elsewhere
        assert client_of(who, elsewhere=True).get(reverse("sites:document_download", args=[stored.pk])).status_code == 404


@pytest.mark.guard("upload-kind")
@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"<html><script>alert(1)</script></html>", "beschluss.pdf", "keine PDF-, PNG- oder JPEG-Datei"),
        (b"PK\x03\x04" + b"\x00" * 60, "beschluss.pdf", "keine PDF-, PNG- oder JPEG-Datei"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>", "bild.png", "keine PDF-, PNG- oder JPEG-Datei"),
        (b"", "leer.pdf", "leer"),
        (PDF + b"\x00" * (21 * 1024 * 1024), "gross.pdf", "21,1 MB groß"),
    ],
)
def test_other_files_are_refused_and_nothing_stays(world, client_of, data_dir, content, name, words):
    answer = upload(client_of("coordinator"), world.own, content, name, title="Mein Titel")
    assert answer.status_code == 422 and words in answer.content.decode() and "Mein Titel" in answer.content.decode()
    assert documents() == [] and not [path for path in (data_dir / "files").rglob("*") if path.is_file()]


def test_no_file_at_all_is_refused_in_words(world, client_of):
    answer = client_of("coordinator").post(reverse("sites:document_add", args=[world.own.pk]), {"title": "Nur Titel"})
    assert answer.status_code == 422 and "Datei" in answer.content.decode()


@pytest.mark.guard("stored-name")
@pytest.mark.parametrize("name", ["../../etc/passwd.pdf", "..\\..\\boot.pdf", "a\x00b.pdf", "ü" * 300 + ".pdf", "&#x2F;etc&#x2F;x.pdf"])
def test_the_name_on_disk_is_random_and_inside(world, client_of, data_dir, name):
    answer = upload(client_of("coordinator"), world.own, PDF, name)
    assert answer.status_code in {302, 422}
    for stored in documents():
        assert "/" not in stored.filename and "\x00" not in stored.filename
        found = [path for path in data_dir.rglob("*") if path.is_file()]
        assert [path.name for path in found] == [stored.stored.hex] and found[0].is_relative_to(data_dir / "files")


def test_a_document_hangs_on_a_row_of_its_place_only(world, client_of):
    with as_owner():
        own, foreign = make.make_application(world.own), make.make_application(world.foreign)
    upload(client_of("head"), world.own, about=f"planning.application:{own.pk}")
    assert documents()[0].subject == f"planning.application:{own.pk}"
    for about in (f"planning.application:{foreign.pk}", "sites.user:1", "nonsense", "planning.application:x", "planning.application:%00", "a:b:c"):
        assert upload(client_of("head"), world.own, about=about).status_code == 404
    assert len(documents()) == 1


@pytest.mark.guard("subject-place")
def test_what_hangs_on_a_row_lies_at_its_place(world, client_of):
    """A planner reaches both houses; a paper stored at one does not belong to the case of the other."""
    with as_owner():
        case = make.make_application(world.sibling)
    assert upload(client_of("social_planner"), world.own, about=f"planning.application:{case.pk}").status_code == 404
    assert documents() == []


@pytest.mark.guard("subject-right")
def test_nobody_learns_from_this_form_what_they_may_not_read(world, client_of):
    """An office stores papers at a house; of its partners it reads not even the name."""
    with as_owner():
        partner = make.make_partner(world.own, "Nur im Haus bekannt")
    address = f"{reverse('sites:document_add', args=[world.own.pk])}?about=sites.partner:{partner.pk}"
    assert client_of("social_planner").get(address).status_code == 404
    assert str(partner) in client_of("coordinator").get(address).content.decode()


@pytest.mark.guard("subject-kind")
@pytest.mark.parametrize("who", ["coordinator", "social_planner"])
def test_papers_and_remarks_hang_on_what_shows_them_and_on_nothing_else(world, client_of, who):
    """A chapter of a draft, an Anliegen, a statement: whatever else is named with its key has no such form."""
    own = list(rows_of(world)["own"].values())
    taken = {(what, row) for what in ("document", "comment") for row in own if f"{what}s" in getattr(row, "takes", ())}
    kinds = {("document", "planning.Application"), ("comment", "planning.Application"), ("document", "sites.Partner")}
    assert {(what, row._meta.label) for what, row in taken} == kinds
    with as_owner():
        others = [make.make_report(world.own, 2027).chapters.first(), *own]
    for what in ("document", "comment"):
        address = reverse(f"sites:{what}_add", args=[world.own.pk])
        for row in (row for row in others if (what, row) not in taken):
            assert client_of(who).post(f"{address}?about={row._meta.label_lower}:{row.pk}", {"text": "Text", "audience": "case"}).status_code == 404


@pytest.mark.guard("upload-size")
def test_a_file_that_is_too_large_is_refused_wherever_it_comes_from(world, behind_forms):
    with pytest.raises(ValidationError, match="21,1 MB"):
        file = SimpleUploadedFile("gross.pdf", PDF + b"\x00" * (21 * 1024 * 1024))
        store_document(access=behind_forms("coordinator"), place=world.own.pk, title="Groß", upload=file)
    assert documents() == []


@pytest.mark.guard("job-file")
@pytest.mark.req("R324.H")
def test_the_file_of_a_job_is_no_document_of_the_place(world, client_of):
    with as_owner():
        document = make.make_document(world.own, owner=world.people["head"])
        default_storage.save(f"{document.stored.hex[:2]}/{document.stored.hex}", ContentFile(b"%PDF-fertig"))
    for who in ("head", "coordinator", "social_planner"):
        assert client_of(who).get(reverse("sites:document_download", args=[document.pk])).status_code == 404


def test_a_row_without_its_file_is_missing_not_an_error(world, client_of):
    with as_owner():
        document = make.make_document(world.own)
    assert client_of("head").get(reverse("sites:document_download", args=[document.pk])).status_code == 404


# Comments and entries ---------------------------------------------------------------------------------------------


def say(client, site, application, **fields):
    url = f"{reverse('sites:comment_add', args=[site.pk])}?about=planning.application:{application.pk}"
    return client.post(url, {"text": "Bitte die Raumfrage klären.", "audience": "case", **fields})


def test_the_audience_of_a_comment_is_its_place(world, client_of):
    with as_owner():
        application = make.make_application(world.own)
    assert say(client_of("social_planner"), world.own, application).status_code == 302
    assert say(client_of("social_planner"), world.own, application, audience="offices").status_code == 302
    with as_owner():
        assert [comment.place_id for comment in Comment.objects.order_by("pk")] == [world.own.pk, world.county.pk]
        assert Comment.objects.first().person_label == "Sozialplanung Hier, Sozialplanung"


@pytest.mark.guard("office-comment")
def test_the_house_cannot_write_where_only_offices_read(world, client_of):
    with as_owner():
        application = make.make_application(world.own)
    assert say(client_of("head"), world.own, application, audience="offices").status_code == 302
    with as_owner():
        assert [comment.place_id for comment in Comment.objects.all()] == [world.own.pk]


@pytest.mark.parametrize("text", ["", "   ", "x" * 4001, "mit\x00Null"])
def test_a_refused_comment_keeps_its_text(world, client_of, text):
    with as_owner():
        application = make.make_application(world.own)
    answer = say(client_of("head"), world.own, application, text=text)
    assert answer.status_code == 422 and (len(text) < 10 or "x" * 100 in answer.content.decode() or "mit" in answer.content.decode())
    with as_owner():
        assert not Comment.objects.exists()


def test_entries_are_searched_and_paged(world, client_of):
    with as_owner():
        for number in range(60):
            Entry.objects.create(place_id=world.own.pk, person_label="Ines", subject="sites.site:0", kind="x", text=f"Eintrag Nummer {number}")
        Entry.objects.create(place_id=world.foreign.pk, person_label="Fremd", subject="sites.site:0", kind="x", text="Fremder Eintrag")
    url, head = reverse("sites:entry_list", args=[world.own.pk]), client_of("head")
    first = head.get(url)
    assert "Eintrag Nummer 59" in first.content.decode() and "Eintrag Nummer 5<" not in first.content.decode()
    second = head.get(url + first.context["page"].next_url).content.decode()
    assert "Eintrag Nummer 5<" in second and "Eintrag Nummer 59" not in second
    assert "Fremder" not in second and "Eintrag Nummer 42" in head.get(url, {"q": "nummer 42"}).content.decode()
    for nonsense in ("?after=x", "?after=%00", "?q=%00%ED%A0%80", "?q=" + "x" * 500, "?after=1~1:abc"):
        assert head.get(url + nonsense).status_code == 200


@pytest.mark.parametrize("number", [3, 30])
def test_the_log_asks_the_same_queries_for_3_and_30(world, client_of, own_queries, number):
    with as_owner():
        for one in range(number):
            at = timezone.now() - timedelta(days=one)
            Entry.objects.create(
                place_id=world.own.pk, person=world.people["head"], person_label="Ines", subject="x:1", kind="x", text=f"E{one}", at=at
            )
    head, url = client_of("head"), reverse("sites:entry_list", args=[world.own.pk])
    with own_queries() as seen:
        head.get(url)
    assert seen.count <= 7


@pytest.mark.guard("papers-stay")
def test_files_of_jobs_are_kept_for_seven_days_and_papers_of_a_case_for_good(world):
    with as_owner():
        old, fresh, paper = (make.make_document(world.own, owner=owner) for owner in (world.people["head"], world.people["head"], None))
        for document in (old, paper):
            default_storage.save(f"{document.stored.hex[:2]}/{document.stored.hex}", ContentFile(b"%PDF"))
            Document.objects.filter(pk=document.pk).update(created=timezone.now() - timedelta(days=8))
        Job.objects.create(name="x", place_id=world.own.pk, title="x", document=old)
    assert remove_expired_files() == 1
    with as_owner():
        assert set(Document.objects.values_list("pk", flat=True)) == {fresh.pk, paper.pk}
    assert not default_storage.exists(f"{old.stored.hex[:2]}/{old.stored.hex}")
    assert default_storage.exists(f"{paper.stored.hex[:2]}/{paper.stored.hex}")
