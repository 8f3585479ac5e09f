"""The only reader of the mails that a demo writes into files instead of sending them."""

from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from pathlib import Path

from django.conf import settings

SHOWN = 100
#: What the file backend writes between two mails of one connection.
RULE = b"\n" + b"-" * 79 + b"\n"


@dataclass(frozen=True)
class Mail:
    to: str
    subject: str
    sent: datetime | None
    text: str


def newest() -> list[Mail]:
    """The newest mails first; the names of the files begin with their time."""
    files = sorted((Path(settings.DATA_DIR) / "mails").glob("*.log"), reverse=True)[:SHOWN]
    return [mail for path in files for mail in reversed(mails_of(path.read_bytes()))][:SHOWN]


def mails_of(content: bytes) -> list[Mail]:
    return [parse(part) for part in content.split(RULE) if part.strip()]


def parse(content: bytes) -> Mail:
    message = message_from_bytes(content, policy=policy.default)
    body = message.get_body(("plain",))
    date = message["Date"]
    return Mail(str(message["To"] or ""), str(message["Subject"] or ""), date.datetime if date else None, body.get_content() if body else "")
