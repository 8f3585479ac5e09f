"""One and many: no sentence says "1 Termine", neither in the code that writes it nor in a template (kept texts: tests/texts)."""

import ast
import re
from collections.abc import Iterator

from django.apps import apps

from tests.test_wording import OURS, ROOT

#: Words in the plural that stand beside figures and in no call that knows both forms.
MORE = {"Familien", "Kinder", "Landkreise", "Punkte", "Räume", "Stimmen", "Tage", "Wochen", "Monate", "Jahre", "Zeilen", "Antworten", "Nennungen"}
BOTH = ("with_noun", "inflected", "many")  # of sites.core.numbers, and the one that writes running text
#: What a function asks before it writes the word for many.
ASKS = re.compile(r"== 1\b|> 1\b|== \'1\'|!= \'1\'|inflected\(|is_small|decimal\(")
#: Figures that are never one.
NEVER_ONE = {
    "sites/core/days.py:until": "from three weeks on",
    "reporting/forms.py:clean_text": "more than the limit",
    "reporting/pages/overview.py:lead": "22 counties",
    "sites/management/commands/begin.py:handle": "22 counties with 632 municipalities",
    "planning/rules/departures.py:step_due": "from two years on",
    "planning/rules/steering.py:_quiet": "four months",
    "offers/pages/evidence_list.py:_empty": "sixty days",
    "offers/pages/offer_create.py:rest_words": "more than a dozen fields",
}


def plural_words() -> set[str]:
    """Nouns in the plural as the models call their rows and the code writes them beside figures."""
    found = set(MORE)
    for model in (model for app in OURS for model in apps.get_app_config(app).get_models()):
        one, more = str(model._meta.verbose_name), str(model._meta.verbose_name_plural)
        found |= {more} if one != more and more != f"{one}s" else set()
    for call in (node for _, tree in sources() for node in ast.walk(tree) if isinstance(node, ast.Call)):
        if getattr(call.func, "id", getattr(call.func, "attr", "")) in BOTH and len(call.args) == 3:
            one, more = (word.value if isinstance(word, ast.Constant) else "" for word in call.args[1:])
            found |= {str(more)} if one != more else set()
    return {word.split()[0] for word in found if word[:1].isupper()}


def sources() -> Iterator[tuple[str, ast.Module]]:
    for app in OURS:
        for path in sorted((ROOT / app).rglob("*.py")):
            yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text())


def unasked(tree: ast.AST, words: set[str]) -> Iterator[str]:
    """Functions that write a figure before a word in the plural and never ask whether it is one."""
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    for function in functions:
        for text in (node for node in ast.walk(function) if isinstance(node, ast.JoinedStr)):
            for figure, behind in zip(text.values, text.values[1:], strict=False):
                if isinstance(figure, ast.FormattedValue) and isinstance(behind, ast.Constant):
                    word = re.match(r"[\s\xa0]+([A-ZÄÖÜ]\w+)", str(behind.value))
                    if word and word[1] in words and not ASKS.search(ast.unparse(function)):
                        yield function.name


def test_whoever_writes_a_figure_before_many_asks_whether_it_is_one():
    words = plural_words()
    assert {"Termine", "Teilnahmen", "Stunden", "Standorte", "Plätze", "Maßnahmen"} <= words
    sample = ast.parse('def bad(n):\n return f"{n} Termine"\ndef good(n):\n return f"{n} Termine" if n > 1 else "ein Termin"')
    assert list(unasked(sample, words)) == ["bad"]
    found = {f"{path}:{function}" for path, tree in sources() for function in unasked(tree, words)}
    assert found == NEVER_ONE.keys()


def test_templates_write_a_figure_and_its_noun_together():
    words, wrong = plural_words(), []
    for path in sorted((ROOT / "templates").rglob("*.*")):
        text = path.read_text()
        wrong += [f"{path.relative_to(ROOT)}: {found[0]}" for found in re.finditer(r"\}\}(?:\s|&nbsp;)+([A-ZÄÖÜ]\w+)", text) if found[1] in words]
    assert wrong == []
