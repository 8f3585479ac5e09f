"""The rows that were left out of a table, as a table of the same kind: mended, it can be read in by itself."""

from planning.models import ImportRun
from planning.rules.imports.columns import COLUMNS
from planning.rules.imports.lines import LEFT
from sites.core.sheets import as_csv, content_of
from sites.core.tables import list_of


def left_out(form: str, run: ImportRun) -> bytes:
    rows = [row for row in run.rows if row["does"] == LEFT]
    used = {name for row in rows for name in row["cells"]}
    columns = [column for column in COLUMNS[run.kind] if column.name in used or column.needed]
    head = [column.label for column in columns]
    lines = [[row["cells"].get(column.name, "") for column in columns] for row in rows]
    return as_csv([head, *lines]) if form == "csv" else content_of(form, list_of("Weggelassen", head, lines))
