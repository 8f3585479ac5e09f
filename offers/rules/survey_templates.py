"""Questions to begin with: what families need, how an offer was, a quick survey in a crisis, a vote."""

from typing import Any, NamedTuple

from planning.models import Survey


class Template(NamedTuple):
    """A proposal for a survey; everything in it can be changed."""

    label: str
    title: str
    intro: str
    questions: list[dict[str, Any]]
    kind: str = Survey.Kind.SURVEY


def _several(text: str, *options: str, kind: str = "several") -> dict[str, Any]:
    return {"kind": kind, "text": text, "options": "\n".join(options)}


TEMPLATES: dict[str, Template] = {
    "needs": Template(
        "Was Familien brauchen",
        "Fünf kurze Fragen",
        "Wie geht es Ihnen bei uns? Zwei Minuten.",
        [
            {"kind": "faces3", "text": "Wie wohl fühlen Sie sich bei uns?"},
            _several("Wann haben Sie Zeit?", "vormittags", "nachmittags", "abends", "samstags"),
            _several(
                "Worüber möchten Sie mehr wissen?", "Schlafen", "Essen", "Medien", "Streit und Grenzen", "Geld und Anträge", "Weg in die Schule"
            ),
            _several("Wie leicht finden Sie bei uns Hilfe?", "Leicht", "Es geht", "Schwer", "Ich habe keine gesucht", kind="one"),
            {"kind": "line", "text": "Was fehlt Ihnen hier?"},
        ],
    ),
    "offer": Template(
        "Nach einem Angebot",
        "Wie war es?",
        "Drei kurze Fragen zu dem, was Sie besucht haben.",
        [
            {"kind": "faces5", "text": "Wie hat es Ihnen gefallen?"},
            _several("Was hat Ihnen geholfen?", "andere Familien treffen", "etwas Neues lernen", "Zeit mit dem Kind", "Rat und Hilfe"),
            {"kind": "line", "text": "Was sollen wir anders machen?"},
        ],
    ),
    "crisis": Template(
        "Schnell gefragt in einer Krise",
        "Wie geht es Ihnen gerade?",
        "Das Haus ist eingeschränkt offen. Sagen Sie uns, was jetzt hilft.",
        [
            {"kind": "faces5", "text": "Wie geht es Ihrer Familie gerade?"},
            _several("Was brauchen Sie jetzt?", "jemanden zum Reden", "Ideen für die Kinder", "Hilfe mit Anträgen", "Einkauf", "Betreuung"),
            _several("Wie erreichen wir Sie am besten?", "Anruf", "Nachricht", "Brief", "Treffen draußen"),
            _several("Was können Sie anderen Familien anbieten?", "Einkaufen", "Vorlesen", "Übersetzen", "Nähen oder Reparieren", "Zeit zum Reden"),
            {"kind": "line", "text": "Was sollen wir uns für Sie ausdenken?"},
        ],
    ),
    "vote": Template(
        "Abstimmung", "Bitte stimmen Sie ab", "Das meiste zählt. Jede Familie hat eine Stimme.", [_several("Was soll es werden?", kind="one")],
        Survey.Kind.VOTE,
    ),
}  # fmt: skip
EMPTY = Template("Leer beginnen", "", "", [])


def template_of(name: str) -> Template:
    return TEMPLATES.get(name, EMPTY)
