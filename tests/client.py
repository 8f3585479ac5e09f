"""The browser of the tests: Django's client that, like a person, sends back what a form has shown when it is asked to decide.

Every page it opens is well marked up (tests/markup.py).
"""

import re
from datetime import timedelta
from typing import Any

import time_machine
from django import test
from django.db import connection
from django.utils import timezone

from tests.markup import problems_of

MARKS = re.compile(r'name="([^"]*marks)" value="([^"]*)"')


BLOCKS = "a[rs]|article|aside|body|button|caption|dd|details|div|dl|dt|fieldset|figure|figcaption|footer|form|h[1-6]|head|header|html|label|legend|li"
BLOCKS += "|main|nav|ol|option|p|section|select|summary|table|tbody|td|tfoot|th|thead|title|tr|ul"
KEPT = re.compile(r"(<textarea.*?</textarea>|<script.*?</script>|<pre.*?</pre>)", re.S)
AROUND = re.compile(rf" ?(</?(?:{BLOCKS})\b[^>]*>) ?")


def as_read(html: str) -> str:
    """A page without the white space that no browser shows: runs of it are one space, and around blocks there is none."""
    parts = KEPT.split(html)
    return "".join(part if at % 2 else AROUND.sub(r"\1", re.sub(r"[ \t\r\n\f]+", " ", part)) for at, part in enumerate(parts))


def made_at(client: Any, address: str) -> dict[str, str]:
    """The fields that a page for strangers brings along, for somebody who has taken a minute."""
    with time_machine.travel(timezone.now() - timedelta(minutes=1)):
        page = client.get(address).content.decode()
    return {name: re.search(f'name="{name}" value="([^"]+)"', page)[1] for name in ("made", "once")}


class Client(test.Client):
    """A POST without the marks of its form is answered with 409 and the form of now; it is then sent once more with these marks.

    `decides=False` gives the first answer: how a page from before an update, or of a second person, is treated.
    """

    def force_login(self, user: Any, backend: str | None = None) -> None:
        """In a transaction of its own, nobody is known before the log-in; here the one of the last request would be."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('thekiz.person', '', true)")
        super().force_login(user, backend)

    def request(self, **request: Any) -> Any:
        response = super().request(**request)
        if response.headers.get("Content-Type", "").startswith("text/html") and not response.streaming:
            response.content = as_read(response.content.decode()).encode()
            if response.status_code not in {403, 404}:  # these say the same everywhere, and are most of what the matrix gets
                wrong = problems_of(response.content.decode(), is_refused=response.status_code >= 400)
                assert not wrong, f"{request['PATH_INFO']} {'; '.join(wrong)}"
        return response

    def post(self, path: str, data: Any = None, *args: Any, decides: bool = True, **kwargs: Any) -> Any:
        response = super().post(path, data, *args, **kwargs)
        marks = dict(MARKS.findall(response.content.decode())) if response.status_code == 409 and decides else {}
        if not marks or not isinstance(data, dict | None) or set(marks) & set(data or {}):
            return response
        for value in (data or {}).values():
            if hasattr(value, "seek"):
                value.seek(0)
        return super().post(path, {**(data or {}), **marks}, *args, **kwargs)
