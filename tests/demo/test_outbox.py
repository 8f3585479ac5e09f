"""The outgoing mails of a demo."""

import re

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.core.mail.backends.filebased import EmailBackend

from tests.client import Client
from thekiz.demo.mails import newest


@pytest.fixture
def post(data_dir):
    """Write mails as the file backend writes them: one file per connection."""

    def write(*messages):
        backend = EmailBackend(file_path=str(data_dir / "mails"))
        backend.send_messages([EmailMessage(subject, text, "demo@thekiz.example", [to]) for subject, text, to in messages])

    return write


def test_an_empty_outbox_says_what_will_stand_there(db):
    assert "Noch keine E-Mail" in Client().get("/demo/postausgang/").content.decode()


def test_the_newest_mail_comes_first_with_umlauts_and_links(db, post):
    post(
        ("Einladung: Träger", "Schön, dass Sie da sind:\nhttp://localhost:8000/einladung/abc/", "lang@demo.example"),
        ("Zweite", "danach", "a@demo.example"),
    )
    page = Client().get("/demo/postausgang/").content.decode()
    assert page.index("Zweite") < page.index("Einladung: Träger")
    assert 'href="http://localhost:8000/einladung/abc/"' in page and "Schön, dass Sie da sind" in page and "lang@demo.example" in page


def test_what_stands_in_a_mail_is_text(db, post):
    post(("<script>alert(1)</script>", "<img src=x onerror=alert(1)> javascript:alert(1)", "a@demo.example"))
    page = Client().get("/demo/postausgang/").content.decode()
    assert "<script>alert" not in page and "<img src=x" not in page and 'href="javascript' not in page


def test_only_the_newest_hundred_are_read(db, post):
    for number in range(3):
        post(*((f"Mail {number}-{line}", "Text", "a@demo.example") for line in range(50)))
    assert len(newest()) == 100
    assert mail.outbox == []


def test_a_mail_says_when_it_was_sent_if_anybody_knows(db, post, data_dir):
    post(("Mit Tag", "Text", "a@demo.example"))
    (file,) = (data_dir / "mails").glob("*.log")
    dated = re.sub(rb"^Date: .*$", b"Date: Tue, 24 Nov 2026 09:30:00 -0000", file.read_bytes(), flags=re.MULTILINE)
    file.write_bytes(dated)
    assert "An a@demo.example · 24. November 2026, 9:30 Uhr" in Client().get("/demo/postausgang/").content.decode().replace("\xa0", " ")
    file.write_bytes(re.sub(rb"^Date: .*\n", b"", dated, flags=re.MULTILINE))
    assert "An a@demo.example</p>" in Client().get("/demo/postausgang/").content.decode()
