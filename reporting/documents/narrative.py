"""The only place that says in words what the data of a chapter say: the facts beside the text, and a first text where none is written."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from reporting.documents import goals as judging
from reporting.documents.source import Source
from reporting.documents.summary import hours_per_month
from reporting.rules.referrals import HIDDEN_BECAUSE
from reporting.rules.sums import FIGURES
from sites.core.days import date_figures
from sites.core.numbers import HIDDEN, NBSP, exact, fte, in_hours, inflected, number, percent, ratio


@dataclass(frozen=True)
class Fact:
    """A live figure: value, what it counts, a small line with comparison and n."""

    value: str
    label: str
    small: str = ""


#: What belongs into each chapter, in one sentence.
HINTS = {
    "summary": "Das Wichtigste des Jahres in wenigen Sätzen: was gelungen ist, was nicht, was daraus folgt.",
    "needs": "Wie ist die Lage im Sozialraum, welche Bedarfe haben Sie wie festgestellt?",
    "goals": "Was wollten Sie erreichen, woran erkennen Sie es, und wie weit sind Sie gekommen?",
    "offers": "Welche Bedarfe haben Ihre Angebote aufgegriffen, und was hat sich dadurch geändert?",
    "participation": "Wie wurden Familien, Elternbeirat und Kinder beteiligt, was haben sie zurückgemeldet?",
    "network": "Mit wem haben Sie zusammengearbeitet, was ist daraus geworden?",
    "steering": "Wie wurde das Zentrum gesteuert, begleitet und koordiniert?",
    "trainings": "Welche Fortbildungen und Veranstaltungen gab es für Team und Beteiligte?",
    "public_relations": "Wie haben Familien und Öffentlichkeit von Ihnen erfahren?",
    "deviations": "Was lief anders als geplant, warum, und was lernen Sie daraus?",
    "outlook": "Was nehmen Sie sich für das nächste Jahr vor?",
}


def many(count: int, one: str, more: str) -> str:
    """A figure with its noun, kept in one line of the running text."""
    return f"{number(count)}{NBSP}{inflected(count, one, more)}"


# Facts ----------------------------------------------------------------------------------------------------------------


def facts(key: str, source: Source) -> list[Fact]:
    """The live figures of a chapter; none for the chapters that only people can tell."""
    made = FACTS.get(key)
    return made(source) if made else []


def _figures(source: Source) -> list[Fact]:
    return figures(source.year, source.totals, source.previous)


def figures(year: int, now: dict[str, int], before: dict[str, int] | None) -> list[Fact]:
    """Sessions and Teilnahmen of a year beside those of the year before."""

    def past(value: str) -> str:
        return f" · {year - 1}: {value}" if before else ""

    then = before or now
    adults, adults_then = (part["adults_centre"] + part["adults_space"] for part in (now, then))
    n = f"n = {many(now['held'], 'Termin', 'Termine')}"
    found = [
        Fact(number(now["held"]), inflected(now["held"], "Termin", "Termine"), f"{number(now['cancelled'])} ausgefallen{past(number(then['held']))}"),
        Fact(number(adults), "Teilnahmen Erwachsener", f"{n}{past(number(adults_then))}"),
        Fact(number(now["children"]), "Teilnahmen von Kindern", f"{n}{past(number(then['children']))}"),
    ]
    if adults:
        small = f"n = {many(adults, 'Teilnahme', 'Teilnahmen')}{past(percent(ratio(then['adults_space'], adults_then)))}"
        found.insert(2, Fact(percent(ratio(now["adults_space"], adults)), "aus dem Sozialraum", small))
    return found


def frozen_facts(data: dict[str, Any]) -> list[Fact]:
    """The same figures from a frozen version."""
    totals = {name: sum(month[name] for month in data["months"]) for name in FIGURES}
    return figures(data["measure"]["funding_year"], totals, data["previous"])


def _needs(source: Source) -> list[Fact]:
    answered = [need for need in source.needs if need["offers"]]
    return [
        Fact(
            number(len(source.needs)),
            inflected(len(source.needs), "Bedarf", "Bedarfe"),
            f"{len([need for need in source.needs if need['urgency'] == 'dringend'])} davon dringend",
        ),
        Fact(number(len(answered)), "mit einem Angebot", f"von {many(len(source.needs), 'Bedarf', 'Bedarfen')}"),
    ]


def _goals(source: Source) -> list[Fact]:
    judged = judging.judgements({"goals": source.goals})
    found = [Fact(number(len(source.goals)), inflected(len(source.goals), "Ziel", "Ziele"), many(len(judged), "Indikator", "Indikatoren"))]
    return found + [Fact(item.texts[2], item.title, f"Ausgang {item.texts[0]}, Soll {item.texts[1]} · {item.verdict}") for item in judged]


def _offers(source: Source) -> list[Fact]:
    held = sorted((offer for offer in source.offers if offer["sessions_held"]), key=lambda offer: -offer["sessions_held"])
    found = [Fact(number(len(held)), inflected(len(held), "Angebot", "Angebote"), "mit mindestens einem Termin"), *_figures(source)]
    return found + [
        Fact(
            number(offer["sessions_held"]),
            f"{inflected(offer['sessions_held'], 'Termin', 'Termine')} „{offer['title']}“",
            f"{many(offer['adults_centre'] + offer['adults_space'], 'Teilnahme', 'Teilnahmen')} Erwachsener",
        )
        for offer in held[:5]
    ]


def _network(source: Source) -> list[Fact]:
    """What the chapter prints in its tables."""
    kept, year = source.network, f"im Jahr {source.year}"
    running, agreed = len(kept["cooperations"]), len(kept["agreements"])
    found = [Fact(number(running), inflected(running, "Kooperation", "Kooperationen"), year)] if running else []
    if agreed:
        found.append(Fact(number(agreed), inflected(agreed, "Vereinbarung", "Vereinbarungen"), year))
    if kept["referrals"]:
        referred = kept["referred"]
        small = HIDDEN_BECAUSE if referred == HIDDEN else "nicht Familien, in den Monaten, die vorbei sind"
        found.append(Fact(number(referred), inflected(referred, "Weitervermittlung", "Weitervermittlungen"), small))
    return found


def _steering(source: Source) -> list[Fact]:
    found, given = [], source.facilitation
    if given:
        found.append(Fact(f"{exact(sum(given['months']))}{NBSP}Std.", "Prozessbegleitung", hours_per_month(given)))
    if source.coordination is not None:
        found.append(Fact(fte(source.coordination), "VZÄ Koordination"))
    return found


def _deviations(source: Source) -> list[Fact]:
    count = len(source.departures)
    return [Fact(number(count), inflected(count, "Abweichung", "Abweichungen"), "von den Fachlichen Empfehlungen")] if count else []


FACTS: dict[str, Callable[[Source], list[Fact]]] = {
    "summary": _figures,
    "needs": _needs,
    "goals": _goals,
    "offers": _offers,
    "network": _network,
    "steering": _steering,
    "deviations": _deviations,
}


# A first text -----------------------------------------------------------------------------------------------------------


def suggestion(key: str, source: Source) -> str:
    """What could stand here, in plain sentences from the data; empty where the data say nothing."""
    made = TEXTS.get(key)
    return made(source) if made else ""


def _tell_figures(source: Source) -> str:
    now = source.totals
    if not now["held"]:
        return ""
    adults = now["adults_centre"] + now["adults_space"]
    told = f"Im Jahr {source.year} {_took_place(now['held'])} statt. Gezählt wurden {many(adults, 'Teilnahme', 'Teilnahmen')} von Erwachsenen"
    told += f" und {number(now['children'])} von Kindern."
    if adults:
        told += f" {percent(ratio(now['adults_space'], adults))} der Teilnahmen Erwachsener kamen aus dem Sozialraum."
    if now["cancelled"]:
        told += f" {_fell_through(now['cancelled'])} aus."
    if source.previous:
        told += f" Im Jahr {source.year - 1} waren es {many(source.previous['held'], 'Termin', 'Termine')}."
    return told


def _took_place(count: int) -> str:
    return "fand ein Termin zusätzlicher Angebote" if count == 1 else f"fanden {number(count)} Termine zusätzlicher Angebote"


def _fell_through(count: int) -> str:
    return "Ein Termin fiel" if count == 1 else f"{number(count)} Termine fielen"


def _tell_needs(source: Source) -> str:
    if not source.needs:
        return ""
    items = [f"- {need['title']} ({need['source']}, {date_figures(need['held_on'])}{_of(need['n'])})" for need in source.needs]
    without = [need["title"] for need in source.needs if not need["offers"]]
    left = f"\n\nNoch ohne Angebot: {'; '.join(without)}." if without else ""
    return "Diese Bedarfe liegen der Arbeit zugrunde:\n" + "\n".join(items) + left


def _of(n: int | None) -> str:
    return "" if n is None else f", n = {n}"


def _tell_goals(source: Source) -> str:
    judged = judging.judgements({"goals": source.goals})
    parts = []
    for goal in source.goals:
        items = [item for item in judged if item.no.rpartition(".")[0] == str(goal["no"])]
        lines = [f"- {item.title}: Ausgang {item.texts[0]}, Soll {item.texts[1]}, Ist {item.texts[2]}, {item.verdict}." for item in items]
        parts.append("\n".join([f"Ziel {goal['no']}: {goal['title']} (bis {date_figures(goal['due'])})", *lines]))
    return "\n\n".join(parts)


def _tell_offers(source: Source) -> str:
    held = [offer for offer in source.offers if offer["sessions_held"]]
    if not held:
        return ""
    items = [f"- {offer['title']} ({', '.join(offer['types'])}): {many(offer['sessions_held'], 'Termin', 'Termine')}" for offer in held]
    return f"{_tell_figures(source)}\n\nDiese Angebote haben das Jahr getragen:\n" + "\n".join(items)


def _tell_steering(source: Source) -> str:
    given, told = source.facilitation, []
    if given:
        done, agreed = sum(given["months"]), given["agreed_per_month"]
        told.append(
            f"Die Prozessbegleitung hat {in_hours(done)} geleistet; vereinbart {inflected(agreed, 'war', 'waren')} {in_hours(agreed)} im Monat."
        )
    if source.coordination is not None:
        told.append(f"Für die Koordination standen {fte(source.coordination)} Vollzeitäquivalente zur Verfügung.")
    return " ".join(told)


def _tell_deviations(source: Source) -> str:
    items = [f"- {item['warning'].rstrip('.')}. Grund: {item['reason'] or 'noch nicht angegeben'}" for item in source.departures]
    return "Von den Fachlichen Empfehlungen weicht ab:\n" + "\n".join(items) if items else ""


def _tell_outlook(source: Source) -> str:
    coming = [goal["title"] for goal in source.goals if goal["due"] > source.ends.isoformat()]
    return f"Im Jahr {source.year + 1} arbeiten wir weiter an:\n" + "\n".join(f"- {title}" for title in coming) if coming else ""


TEXTS: dict[str, Callable[[Source], str]] = {
    "summary": _tell_figures,
    "needs": _tell_needs,
    "goals": _tell_goals,
    "offers": _tell_offers,
    "steering": _tell_steering,
    "deviations": _tell_deviations,
    "outlook": _tell_outlook,
}
