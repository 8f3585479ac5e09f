"""What a line of the log leaves out: addresses of our pages carry the secrets of invitations, new passwords and receipts."""

import logging
import re

#: A long part of an address or of its query.
SECRET = re.compile(r"(?<=[/=])[\w.:%-]{20,}")


class WithoutSecrets(logging.Formatter):
    """Shortens what could be a secret in the text of a line, its values included; the way of an error stays readable."""

    def formatMessage(self, record: logging.LogRecord) -> str:
        return SECRET.sub("…", super().formatMessage(record))
