"""The only place that writes the summary of the Sachbericht: key figures beside last year's, and what was not reached."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from reporting.documents import goals
from reporting.documents.frame import Key, key_table, share_key
from reporting.documents.parts import Block, Text
from sites.core.numbers import NBSP, change, decimal, exact, inflected, is_number, number, places_of, ratio, total

type Data = dict[str, Any]

FIGURES = ("held", "cancelled", "adults_centre", "adults_space", "children")


def summary(snapshot: Data, told: list[Block]) -> list[Block]:
    year, before = snapshot["measure"]["funding_year"], snapshot["previous"]
    now = {name: total(month[name] for month in snapshot["months"]) for name in FIGURES}
    keys = [
        *visit_keys(now, before or dict.fromkeys(FIGURES), whole=is_whole(year, snapshot["frozen_at"])),
        *goal_keys(snapshot),
        *hour_keys(snapshot),
    ]
    return [*told[:1], key_table(year, keys, bool(before), whole=is_whole(year, snapshot["frozen_at"])), *told[1:], not_reached(snapshot)]


def is_whole(year: int, frozen_at: str) -> bool:
    """Whether the year was over when its figures were frozen: a part of a year is not measured by a whole one."""
    return frozen_at[:10] > f"{year}-12-31"


def begun[T](values: Sequence[T], year: int, frozen_at: str, none: T) -> list[T]:
    """Twelve months of a year, `none` in place of those that had not begun when it was frozen and hold nothing: they are no zero."""
    last = 12 if is_whole(year, frozen_at) else int(frozen_at[5:7]) if frozen_at[:4] == str(year) else 0

    def holds(value: object) -> bool:
        return any(value.values()) if isinstance(value, dict) else bool(value)

    return [value if at < last or holds(value) else none for at, value in enumerate(values)]


def moved(now: object, before: object, *, whole: bool) -> str:
    """The change against the year before in percent, between whole years alone."""
    return change(now, before) if whole else ""


def visit_keys(now: Data, before: Data, *, whole: bool) -> list[Key]:
    """Sessions and visits, of a site as of a county. `whole`: the year is over."""
    adults, past = (total([part["adults_centre"], part["adults_space"]]) for part in (now, before))
    mean = ratio(adults, now["held"])
    average = "" if mean is None else f"im Mittel {decimal(mean, 1)} je Termin"
    space = f"{number(now['adults_space'])} von {number(adults)} {inflected(adults, 'Teilnahme', 'Teilnahmen')}"
    shares = ratio(now["adults_space"], adults), ratio(before["adults_space"], past)
    points = share_key(*shares, "aus dem Sozialraum,", "ohne Kita-Platz im Haus.", space)
    held, children = (now["held"], before["held"]), (now["children"], before["children"])
    return [
        Key(held[0], "", "Termine", "haben stattgefunden.", f"{number(now['cancelled'])} ausgefallen", held[1], moved(*held, whole=whole)),
        Key(adults, "", "Teilnahmen Erwachsener", "– Besuche, nicht Personen.", average, past, moved(adults, past, whole=whole)),
        points if whole else replace(points, moved=""),
        Key(children[0], "", "Teilnahmen von Kindern", "– Besuche, nicht Kinder.", "", children[1], moved(*children, whole=whole)),
    ]


def goal_keys(snapshot: Data) -> list[Key]:
    verdicts = [judged.verdict for judged in goals.judgements(snapshot)]
    if not verdicts:
        return []
    reached, *others = (verdicts.count(word) for word in (goals.REACHED, goals.PARTLY, goals.MISSED, goals.OPEN))
    small = "{} teilweise, {} nicht, {} offen".format(*others)
    return [Key(reached, f"von {len(verdicts)}", "Indikatoren", "sind erreicht.", small)]


def hours_per_month(facilitation: Data) -> str:
    """What is agreed and what is recommended, by need or in hours; nothing of a recommendation where there is none."""
    agreed = f"je Monat {exact(facilitation['agreed_per_month'])}{NBSP}Std. vereinbart"
    if facilitation["recommended"] is not None:
        return f"{agreed}, {exact(facilitation['recommended'])}{NBSP}Std. empfohlen"
    return f"{agreed}, ein Umfang nach Bedarf empfohlen" if facilitation["edition"] else agreed


def hour_keys(snapshot: Data) -> list[Key]:
    keys = []
    if facilitation := snapshot["facilitation"]:
        given = total(facilitation["months"])
        small = hours_per_month(facilitation)
        decimals = places_of(given) if is_number(given) else 0
        keys.append(Key(given, "Std.", "Prozessbegleitung", "wurde erbracht.", small, decimals=decimals))
    if snapshot["coordinator_fte"] is not None:
        share = snapshot["coordinator_fte"]
        keys.append(Key(share, "VZÄ", "Koordination", "im Jahresmittel.", "Vollzeitäquivalente", decimals=2 if share % 1 else 0))
    return keys


def not_reached(snapshot: Data) -> Text:
    """The fixed paragraph of the summary: what was not achieved is said without being asked for."""
    judged = goals.judgements(snapshot)
    missed = [item for item in judged if item.verdict in (goals.MISSED, goals.PARTLY, goals.OPEN)]
    if not judged:
        said = "Für diesen Zeitraum wurde kein Indikator festgelegt; ob Ziele erreicht sind, lässt sich nicht messen."
    elif not missed:
        said = "Alle bewerteten Indikatoren haben ihren Sollwert erreicht."
    else:
        items = "; ".join(f"{item.no} {item.title}: Soll {item.texts[1]}, Ist {item.texts[2]} ({item.verdict})" for item in missed)
        said = f"Nicht oder nicht ganz erreicht sind {items}."
    return Text([said], "Nicht erreicht")
