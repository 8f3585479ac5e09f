"""The one search of all lists: each word somewhere, in any order, part of a word is enough; ä, ae and a are one, and so are hyphen and space."""

import re
from typing import Any

from django.db.models import CharField, Lookup, Model, Q, QuerySet, TextField

#: What stands between words, as in thekiz_plain.
BETWEEN = re.compile(r"[\W_]+")
DIGRAPH = re.compile(r"([aou])e", re.IGNORECASE)


class Finds(Lookup):
    """name__finds="baer": the word in the column, both made plain."""

    lookup_name = "finds"
    made_plain = "thekiz_find({})"

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        column, before = self.process_lhs(compiler, connection)
        word, after = self.process_rhs(compiler, connection)
        return f"{self.made_plain.format(column)} LIKE '%%' || thekiz_plain({word}) || '%%'", (*before, *after)


class Holds(Finds):
    """find__holds="baer": the same for a column that is stored plain, where an index serves it."""

    lookup_name = "holds"
    made_plain = "{}"


for field in (CharField, TextField):
    field.register_lookup(Finds)
    field.register_lookup(Holds)


def searched[M: Model](rows: QuerySet[M], text: str, *fields: str, lookup: str = "finds") -> QuerySet[M]:
    """The rows in which every word of the text stands in one of the fields."""
    for word in filter(None, BETWEEN.split(text)):
        somewhere = Q()
        for spelling in {word, DIGRAPH.sub(r"\1", word)}:
            for field in fields:
                somewhere |= Q(**{f"{field}__{lookup}": spelling})
        rows = rows.filter(somewhere)
    return rows
