"""Brings what the public pages say into the catalogue of each language: `python -m tools.messages`, without the programs of gettext.

New messages come with an empty text and the mark "unchecked"; a text whose German has changed is a new one. Who has checked a text replaces its
mark by "checked: name, day". Texts that nothing says any more stay at the end of the file and come back with their message. With `--missing` it
only prints what has no text.
"""

import ast
import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import django
from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import write_po

type Message = str | tuple[str, ...]

ROOT = Path(__file__).resolve().parent.parent
APPS = ("sites", "planning", "offers", "processes", "reporting", "thekiz")
KEYWORDS: dict = {"_": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None, "ngettext": (1, 2), "ngettext_lazy": (1, 2)}


def in_python(text: str) -> Iterator[tuple[Message, str]]:
    """Each message that is written out where it is called, with its flag."""
    for call in (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call)):
        name = getattr(call.func, "id", getattr(call.func, "attr", ""))
        words = [word.value for word in call.args if isinstance(word, ast.Constant) and isinstance(word.value, str)]
        if name in KEYWORDS and len(words) >= (2 if name.startswith("ngettext") else 1):
            yield _flagged((words[0], words[1]) if name.startswith("ngettext") else words[0])


def in_template(text: str) -> Iterator[tuple[Message, str]]:
    """Django itself makes code of a template that Babel can read; its lines begin anywhere, which Python does not allow."""
    from django.utils.translation.template import templatize

    plain = re.sub(r"^[ \t]+", "", templatize(text), flags=re.MULTILINE)
    for _, message, _, _ in extract("python", BytesIO(plain.encode()), KEYWORDS, options={"encoding": "utf-8"}):
        yield _flagged(message)


def _flagged(message: Message) -> tuple[Message, str]:
    return message, "python-format" if "%(" in str(message) else ""


def messages() -> dict[str, tuple[Message, str, list[str]]]:
    """All that is said in several languages: German text (of one) → message, flag, where it stands."""
    found: dict[str, tuple[Message, str, list[str]]] = {}
    paths = [*sorted((ROOT / "templates").rglob("*.html")), *sorted((ROOT / "templates").rglob("*.txt"))]
    paths += [path for app in APPS for path in sorted((ROOT / app).rglob("*.py")) if "migrations" not in path.parts]
    for path in paths:
        text = path.read_text()
        if path.suffix == ".py" and "gettext" not in text:
            continue
        for message, flag in (in_python if path.suffix == ".py" else in_template)(text):
            one = message if isinstance(message, str) else message[0]
            known = found.setdefault(one, (message, flag, []))
            if isinstance(known[0], str) and not isinstance(message, str):
                found[one] = known = (message, flag, known[2])
            if (where := path.relative_to(ROOT).as_posix()) not in known[2]:
                known[2].append(where)
    return found


def renewed(code: str) -> Catalog:
    """The catalogue of a language with what is said today, and the texts it had; those that nothing says any more wait at its end ("#~")."""
    from sites.core import languages

    try:
        old = languages.read_catalogue(code)
    except FileNotFoundError:
        old = Catalog()
    new = Catalog(locale=languages.BY_CODE[code].locale, project="ThEKiZ", fuzzy=False, header_comment=HEAD.format(languages.BY_CODE[code].name))
    for one, (message, flag, places) in sorted(messages().items(), key=lambda item: (item[1][2][0], item[0])):
        known = old.get(one) or old.obsolete.get(one)
        kept = known is not None and known.pluralizable == isinstance(message, tuple)
        comments = known.user_comments if kept and known else []
        new.add(
            message,
            known.string if kept and known else None,
            locations=[(place, 0) for place in places],
            flags=[flag] if flag else [],
            user_comments=comments or [languages.UNCHECKED],
        )
    waiting = {message.id if isinstance(message.id, str) else message.id[0]: message for message in [*old, *old.obsolete.values()] if message.id}
    for one in sorted(set(waiting) - set(messages())):
        if languages.is_said(waiting[one]):
            new.obsolete[one] = waiting[one]
    return new


HEAD = "# {}: what public pages say (sites/core/languages.py). Written by tools/messages.py; texts by hand.\n"
SENT = {"Project-Id-Version", "POT-Creation-Date", "PO-Revision-Date", "Last-Translator", "Report-Msgid-Bugs-To", "Generated-By", "Language-Team"}


def written(catalog: Catalog) -> bytes:
    """The file: without days and names in its head, so that only changed texts change it."""
    buffer = BytesIO()
    write_po(buffer, catalog, width=0, sort_output=False)
    lines = buffer.getvalue().decode().splitlines(keepends=True)
    return "".join(line for line in lines if not any(line.startswith(f'"{name}:') for name in SENT)).encode()


def main() -> None:
    from sites.core import languages

    for language in languages.TRANSLATED:
        catalog = renewed(language.code)
        missing = [message for message in catalog if message.id and not languages.is_said(message)]
        if "--missing" in sys.argv:
            print(f"{language.code}: {len(missing)} of {len(catalog)} missing")
            for message in missing if language.code == languages.SIMPLE else ():
                print("   ", message.id)
            continue
        path = languages.path_of(language.code)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(written(catalog))


if __name__ == "__main__":
    django.setup()
    main()
