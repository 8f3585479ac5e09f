"""Sessions in the database, each reached by its key alone: the runtime role neither reads nor writes their table (`SESSION_ENGINE`)."""

from typing import Any

from django.contrib.sessions.backends.base import CreateError, UpdateError
from django.contrib.sessions.backends.db import SessionStore as InDatabase
from django.db import connection
from django.utils import timezone


def _ask(sql: str, *values: Any) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchone()


class SessionStore(InDatabase):
    """As Django's, by way of the functions thekiz_session…"""

    def _get_session_from_db(self) -> Any:
        found = _ask("SELECT * FROM thekiz_session(%s)", self.session_key)
        if found and found[2] > timezone.now():
            return self.model(**dict(zip(("session_key", "session_data", "expire_date"), found, strict=True)))
        self._session_key = None
        return None

    def exists(self, session_key: str) -> bool:
        found = _ask("SELECT * FROM thekiz_session(%s)", session_key)
        return found is not None and found[0] == session_key

    def save(self, must_create: bool = False) -> None:
        if self.session_key is None:
            self.create()
            return
        row = self.create_model_instance(self._get_session(no_load=must_create))  # type: ignore[attr-defined]  # Django's stubs leave it out
        kept = _ask("SELECT thekiz_session_keep(%s, %s, %s, %s)", row.session_key, row.session_data, row.expire_date, must_create)[0]
        if not kept:
            raise CreateError if must_create else UpdateError

    def delete(self, session_key: str | None = None) -> None:
        if key := session_key or self.session_key:
            _ask("SELECT thekiz_session_end(%s)", key)

    @classmethod
    def clear_expired(cls) -> None:
        _ask("SELECT thekiz_session_end(%s)", None)
