"""Every constraint of a model taken away, in the form and in the database: a test that violates it must notice."""

import ast
import os
from collections.abc import Iterator
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg.sql import SQL, Identifier

from tests.proofs.mutation import ROOT, Mutant

KIND = "constraint"


def mutants_of(file: str) -> Iterator[Mutant]:
    for model in ast.walk(ast.parse((ROOT / file).read_text())):
        for meta in model.body if isinstance(model, ast.ClassDef) else []:
            for node in listed(meta) if isinstance(meta, ast.ClassDef) and meta.name == "Meta" else []:
                if name := name_of(node):
                    lines = (node.lineno, node.end_lineno)
                    yield Mutant(file, model.name, KIND, ast.unparse(node), "", "", 0, 0, node.lineno, lines, (f"constraint:{name}",))


def listed(meta: ast.ClassDef) -> list[ast.AST]:
    """The calls in `constraints = [...]`."""
    found = [node.value for node in meta.body if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "constraints"]
    return [call for whole in found for call in getattr(whole, "elts", []) if isinstance(call, ast.Call)]


def name_of(node: ast.Call) -> str:
    """The name of a constraint in the database; "" for one that other tables only point at: a number is unique anyway."""
    options = {key.arg: key.value for key in node.keywords}
    if "fields" in options and "id" in ast.literal_eval(options["fields"]):
        return ""
    name = options.get("name", node.args[0] if node.args else None)
    return name.value if isinstance(name, ast.Constant) else ""


def take_away_from_database(mutant: Mutant, database: str) -> None:
    """As the owner; the copy of the database is renewed afterwards."""
    name = mutant.names[0].partition(":")[2]
    url = urlsplit(os.environ["TEST_DATABASE_URL"])
    with psycopg.connect(urlunsplit(url._replace(path=f"/{database}")), autocommit=True) as connection:
        connection.execute("SET ROLE thekiz_owner")
        row = connection.execute("SELECT conrelid::regclass::text FROM pg_constraint WHERE conname = %s", [name]).fetchone()
        if row:
            connection.execute(SQL("ALTER TABLE {} DROP CONSTRAINT {}").format(Identifier(row[0]), Identifier(name)))
        else:
            connection.execute(SQL("DROP INDEX {}").format(Identifier(name)))


def take_away_from_models(mutant: Mutant) -> None:
    from django.apps import apps

    name = mutant.names[0].partition(":")[2]
    for model in apps.get_models():
        model._meta.constraints = [constraint for constraint in model._meta.constraints if constraint.name != name]
