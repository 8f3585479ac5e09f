"""The browser of the tests: Django's client that, like a person, sends back what a form has shown when it is asked to decide."""

import re
from typing import Any

from django import test

MARKS = re.compile(r'name="([^"]*marks)" value="([^"]*)"')


class Client(test.Client):
    """A POST without the marks of its form is answered with 409 and the form of now; it is then sent once more with these marks.

    `decides=False` gives the first answer: how a page from before an update, or of a second person, is treated.
    """

    def post(self, path: str, data: Any = None, *args: Any, decides: bool = True, **kwargs: Any) -> Any:
        response = super().post(path, data, *args, **kwargs)
        marks = dict(MARKS.findall(response.content.decode())) if response.status_code == 409 and decides else {}
        if not marks or not isinstance(data, dict | None) or set(marks) & set(data or {}):
            return response
        for value in (data or {}).values():
            if hasattr(value, "seek"):
                value.seek(0)
        return super().post(path, {**(data or {}), **marks}, *args, **kwargs)
