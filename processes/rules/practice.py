"""What a practice example says, in the parts in which it is read: made when it is submitted, so that what was reviewed is what is published."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.text import slugify

from processes.models import PracticeExample, PracticeFigure, PracticeMedium

#: What one needs: its word, and the field that says it.
NEEDS = (("Fachkraft", "staff"), ("Raum", "room"), ("Geld", "money"), ("Vorlauf", "lead_time"))
type Content = dict[str, Any]


def steps_of(text: str) -> list[dict[str, str]]:
    """One step a line; what stands before the first colon is its heading, and a line without one is a heading alone."""
    found = []
    for line in filter(None, map(str.strip, text.splitlines())):
        title, colon, words = line.partition(":")
        found.append({"title": title.strip(), "text": words.strip()} if colon and words.strip() else {"title": line, "text": ""})
    return found


def content_of(example: PracticeExample, figures: Iterable[PracticeFigure], media: Iterable[PracticeMedium]) -> Content:
    """The example as others will read it."""
    return {
        "why": example.why,
        "goals": example.goals,
        "steps": steps_of(example.steps),
        "needs": [[word, getattr(example, name)] for word, name in NEEDS if getattr(example, name)],
        "figures": [{"label": one.label, "value": one.value, "number": one.number, "words": one.words, "counted": one.counted} for one in figures],
        "failed": example.failed,
        "media": [{"pk": one.pk, "caption": one.caption, "is_picture": one.document.content_type.startswith("image/")} for one in media],
    }


def tags_of(example: PracticeExample, themes: Sequence[str]) -> list[str]:
    """What stands in pills below the title."""
    types = [PracticeExample.Type(one).label for one in example.types]
    return [*types, *([example.groups] if example.groups else []), *themes, str(example.action_field)]


def words_of(example: PracticeExample, tags: Iterable[str]) -> str:
    """All that the search looks at."""
    content = example.content
    steps = (f"{step['title']} {step['text']}" for step in content["steps"])
    return " ".join([example.title, example.lead, example.house, *tags, content["why"], content["goals"], *steps, content["failed"]])


def slug_of(example: PracticeExample) -> str:
    """Its public address: it stays when it is published anew."""
    return f"{slugify(example.title.translate(UMLAUTS))[:60].strip('-') or 'beispiel'}-{example.pk}"


UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"})
