"""Who has put down a file or a remark may change it and take it away; nobody else may."""

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from sites.models import Comment, Document, Entry
from tests import factories as make
from tests.conftest import as_owner
from tests.pages import remove

PDF = b"%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"


@pytest.fixture
def case(world):
    with as_owner():
        return make.make_application(world.own)


def put_down(browser, case):
    about = f"?about=planning.application:{case.pk}"
    upload = SimpleUploadedFile("beschluss.pdf", PDF, "application/pdf")
    browser.post(reverse("sites:document_add", args=[case.site_id]) + about, {"title": "Falsche Datei", "upload": upload})
    with as_owner():
        return Document.objects.get(title="Falsche Datei")


def remark(browser, case):
    browser.post(reverse("sites:comment_add", args=[case.site_id]) + f"?about=planning.application:{case.pk}", {"text": "An die falsche Stelle"})
    with as_owner():
        return Comment.objects.get()


@pytest.mark.guard("own-document")
def test_a_file_put_down_by_mistake_goes_with_its_content(client_of, case, django_capture_on_commit_callbacks):
    head = client_of("head")
    document = put_down(head, case)
    address, stored = reverse("sites:document_edit", args=[document.pk]), f"{document.stored.hex[:2]}/{document.stored.hex}"
    assert client_of("provider").get(address).status_code == 404
    assert address in head.get(case.get_absolute_url()).content.decode()
    assert address not in client_of("provider").get(case.get_absolute_url()).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        assert remove(head, address)["Location"] == case.get_absolute_url()
    assert not default_storage.exists(stored) and ">Falsche Datei</a>" not in head.get(case.get_absolute_url()).content.decode()
    with as_owner():
        assert Entry.objects.get(kind="removed").text == "Dokument „Falsche Datei“ entfernt"


def test_a_file_on_which_something_rests_stays(world, client_of, case):
    head = client_of("head")
    document = put_down(head, case)
    with as_owner():
        make.make_statement(case, "provider", world.people["head"], document=document)
    address = reverse("sites:document_edit", args=[document.pk])
    assert "1 Stellungnahme" in head.get(remove(head, address)["Location"]).content.decode()
    assert default_storage.exists(f"{document.stored.hex[:2]}/{document.stored.hex}")


@pytest.mark.guard("own-comment")
def test_a_remark_of_ones_own_is_changed_and_taken_away(client_of, case):
    head = client_of("head")
    row = remark(head, case)
    address = reverse("sites:comment_edit", args=[row.pk])
    assert client_of("provider").get(address).status_code == 404 and client_of("social_planner").post(address).status_code == 404
    assert head.post(address, {"text": "Nun an der richtigen"}).status_code == 302
    assert "Nun an der richtigen" in client_of("provider").get(case.get_absolute_url()).content.decode()
    assert remove(head, address)["Location"] == case.get_absolute_url()
    with as_owner():
        assert not Comment.objects.exists() and "richtigen" not in str(list(Entry.objects.values_list("text", "details")))
