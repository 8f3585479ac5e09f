"""The only place that sets the Sachbericht's chapters with tables and charts: needs, goals, offers, steering, deviations."""

from typing import Any

from reporting.documents import goals
from reporting.documents.parts import Block, Cell, Column, Figure, Heading, Table, Text, group_row, row
from reporting.documents.summary import FIGURES, begun
from sites.core.charts import bars, hours, meter
from sites.core.days import MONTHS, NARROW_MONTHS, date_figures
from sites.core.numbers import MISSING, NBSP, decimal, exact, fte, number, ratio, total, with_noun

type Data = dict[str, Any]

MONTH = 5  # signs that a figure may have to stand under its month
TYPES = ("Begegnung", "Beratung", "Bildung", "Begleitung")
NEEDS = (
    Column("Nr.", 9),
    Column("Bedarf", 49),
    Column("Verfahren", 30),
    Column("Erhoben am", 20),
    Column("n", 9, 0),
    Column("Dringlich", 21, css="after"),
    Column("Angebote", 30),
)


def needs(snapshot: Data, told: list[Block]) -> list[Block]:
    rows = [
        row(
            NEEDS,
            [
                need["no"],
                need["title"],
                need["source"],
                Cell(date_figures(need["held_on"]) or MISSING, own=True),
                need["n"],
                need["urgency"],
                ", ".join(need["offers"]) or MISSING,
            ],
        )
        for need in snapshot["needs"]
    ]
    return (
        [
            *told,
            Table("Festgestellte Bedarfe und ihre Angebote", NEEDS, rows, "n = Zahl der Antworten oder Nennungen, auf die sich der Bedarf stützt."),
        ]
        if rows
        else told
    )


GOALS = (Column("Nr.", 9), Column("Ziel", 75), Column("Stufe", 12, css="mid"), Column("bis", 22), Column("Angebote", 50))


def goals_and_indicators(snapshot: Data, told: list[Block]) -> list[Block]:
    if not snapshot["goals"]:
        return told
    year = snapshot["measure"]["funding_year"]
    rows = [
        row(
            GOALS,
            [
                str(goal["no"]),
                goal["title"],
                Cell(str(goal["step"]), own=True),
                Cell(date_figures(goal["due"]) or MISSING, own=True),
                ", ".join(goal["offers"]) or MISSING,
            ],
        )
        for goal in snapshot["goals"]
    ]
    society = (
        " Stufe 7, der Wandel in der Gesellschaft, lässt sich für ein einzelnes Haus nicht messen und wird nicht bewertet."
        if any(goal["step"] == goals.SOCIETY for goal in snapshot["goals"])
        else ""
    )
    note = f"Stufen der Wirkungstreppe: 1 bis 3 beschreiben Leistungen, ab 4 verändert sich etwas für die Familien.{society}"
    return [*told, Table("Ziele und die Angebote dazu", GOALS, rows, note), indicator_table(snapshot, year)]


def indicator_table(snapshot: Data, year: int) -> Table:
    columns = (
        Column("Nr.", 9),
        Column("Indikator", 52),
        Column("Stufe", 11, css="mid"),
        Column("Ausgang", 15, css="num"),
        Column("Soll", 12, css="num"),
        Column("Ist", 12, css="num"),
        Column("Ist gemessen am Soll", 33),
        Column("Bewertung", 24),
    )
    judged = goals.judgements(snapshot)
    rows = []
    for goal in snapshot["goals"]:
        rows.append(group_row(columns, f"Ziel {goal['no']} – {goal['title']}"))
        mine = [item for item in judged if item.no.rpartition(".")[0] == str(goal["no"])]
        if not mine:
            rows.append(row(columns, ["", Cell("kein Indikator festgelegt", css="quiet", own=True), *[""] * 6]))
        for item in mine:
            levels = (level - item.bottom if level is not None else None for level in (item.value, item.target, item.baseline))
            chart = Cell(chart=meter(*levels, title=item.alt))
            texts = [Cell(text, bold=index == 2, own=True) for index, text in enumerate(item.texts)]
            rows.append(
                row(
                    columns,
                    [
                        item.no,
                        item.title,
                        Cell(str(item.step), own=True),
                        *texts,
                        chart,
                        Cell(item.verdict, mark=goals.MARKS[item.verdict], own=True),
                    ],
                )
            )
    return Table(f"Indikatoren {year}", columns, rows, indicator_note(judged))


def indicator_note(judged: list[goals.Judged]) -> str:
    sizes = " · ".join(
        f"{item.no}: {number(item.sizes[0])}; {number(item.sizes[1])}" for item in judged if any(size is not None for size in item.sizes)
    )
    chance = ", ".join(item.no for item in judged if item.by_chance)
    parts = ["Balken: Ist, am Soll ausgerichtet. Senkrechter Strich: Soll. Kreis: Ausgangswert."]
    if sizes:
        parts.append(f"Grundmengen n (Ausgang; Ist): {sizes}.")
    if chance:
        parts.append(f"Bei {chance} kann der Unterschied zum Ausgangswert Zufall sein.")
    return " ".join(parts)


OFFERS = (
    Column("Nr.", 9),
    Column("Angebot", 50),
    Column("Termine erfolgt", 17, 0),
    Column("Termine ausgefallen", 21, 0),
    Column("Teilnahmen Erwachsene", 21, 0),
    Column("davon Sozialraum", 20, 0),
    Column("Ø je Termin", 13, 1),
    Column("Teilnahmen Kinder", 17, 0),
)
GROUNDS = (
    Column("Nr.", 9),
    Column("Angebot", 41),
    Column("Handlungsfeld", 36),
    Column("Rechtsgrundlage", 32),
    Column("Ort", 25),
    Column("Durchführung", 25),
)


def by_month(title: str, lines: list[tuple[str, list[Any]]], decimals: int, note: str = "") -> Table:
    """Months side by side under their picture; below each other where a figure is broader than a month."""
    filled = [(name, [*values, total(values)]) for name, values in lines]
    columns = (Column("", 44), *(Column(month, 9.4, decimals) for month in NARROW_MONTHS), Column("Jahr", 11.2, decimals))
    if max(len(decimal(value, decimals)) for _, values in filled for value in values[:-1]) <= MONTH:
        return Table(title, columns, [row(columns, [name, *values]) for name, values in filled], note, look="months")
    turned = (Column("Monat", 168 - 30 * len(lines)), *(Column(name, 30, decimals) for name, _ in filled))
    heads = (*MONTHS, "Jahr")
    rows = [row(turned, [head, *(values[at] for _, values in filled)], "" if head in MONTHS else "sum") for at, head in enumerate(heads)]
    return Table(title, turned, rows, note)


def offers(snapshot: Data, told: list[Block]) -> list[Block]:
    year = snapshot["measure"]["funding_year"]
    if not snapshot["offers"] and not total(month["held"] for month in snapshot["months"]):
        return told
    names = ("Stattgefunden", "Ausgefallen", "Erwachsene aus Kita-Familien", "Erwachsene aus dem Sozialraum", "Kinder")
    months = begun(snapshot["months"], year, snapshot["frozen_at"], dict.fromkeys(FIGURES))
    counted = [(name, [month[key] for month in months]) for name, key in zip(names, FIGURES, strict=True)]
    monthly = by_month(f"Termine und Teilnahmen je Monat {year}", counted, 0)
    if not snapshot["offers"]:
        return [*told, monthly]
    grounds = [
        row(
            GROUNDS,
            [str(offer["no"]), offer["title"], offer["action_field"], ", ".join(offer["legal_bases"]) or MISSING, offer["place"], offer["executor"]],
        )
        for offer in snapshot["offers"]
    ]
    tables = [offers_table(snapshot, year), Table("Einordnung der Angebote", GROUNDS, grounds)]
    return [*told, type_figure(snapshot, year), monthly, *tables]


def by_type(snapshot: Data) -> dict[str, list[Data]]:
    """Offers under their first type, in the order of the recommendations."""
    found = {(offer["types"] or ["Ohne Typ"])[0] for offer in snapshot["offers"]}
    order = [name for name in TYPES if name in found] + sorted(found - set(TYPES))
    return {name: [offer for offer in snapshot["offers"] if (offer["types"] or ["Ohne Typ"])[0] == name] for name in order}


def sums(items: list[Data]) -> list[object]:
    held, cancelled, centre, space, children = (
        total(item[key] for item in items) for key in ("sessions_held", "sessions_cancelled", "adults_centre", "adults_space", "children")
    )
    adults = total([centre, space])
    return [held, cancelled, adults, space, ratio(adults, held), children]


def type_figure(snapshot: Data, year: int) -> Figure:
    lines = []
    for name, items in by_type(snapshot).items():
        held, _, _, space, mean, _ = sums(items)
        lines.append((name, f"{with_noun(held, 'Termin', 'Termine')}, Ø {decimal(mean, 1)}", total(item["adults_centre"] for item in items), space))
    adults = total([part for *_, centre, space in lines for part in (centre, space)])
    said = "; ".join(f"{name} {number(total([centre, space]))}, davon {number(space)} aus dem Sozialraum" for name, _, centre, space in lines)
    keys = ("Familien mit Kita-Platz im Haus", "Familien aus dem Sozialraum ohne Kita-Platz")
    chart = bars(
        f"Teilnahmen Erwachsener nach Angebotstyp {year}: {said}.",
        "Gestapelte waagerechte Balken; die Zahlen stehen auch in der Tabelle der Angebote.",
        keys,
        lines,
    )
    return Figure(f"Teilnahmen Erwachsener nach Angebotstyp {year}, n = {number(adults)}", chart)


def offers_table(snapshot: Data, year: int) -> Table:
    rows = []
    for name, items in by_type(snapshot).items():
        rows.append(group_row(OFFERS, name))
        for offer in items:
            also = f"auch {', '.join(offer['types'][1:])}" if offer["types"][1:] else ""
            rows.append(row(OFFERS, [str(offer["no"]), Cell(offer["title"], small=also), *sums([offer])]))
        if len(items) > 1:
            rows.append(row(OFFERS, ["", Cell(f"{name} gesamt"), *sums(items)], "sum"))
    rows.append(row(OFFERS, ["", Cell("Alle Angebote", own=True), *sums(snapshot["offers"])], "sum"))
    note = "Sozialraum: Erwachsene aus Familien ohne Kita-Platz im Haus. Angebote mit mehreren Typen zählen einmal, beim ersten Typ."
    return Table(f"Angebote, Termine und Teilnahmen {year}", OFFERS, rows, note)


def steering(snapshot: Data, told: list[Block]) -> list[Block]:
    blocks, year = list(told), snapshot["measure"]["funding_year"]
    if facilitation := snapshot["facilitation"]:
        agreed, recommended, edition = facilitation["agreed_per_month"], facilitation["recommended"], facilitation["edition"]
        given = begun(facilitation["months"], year, snapshot["frozen_at"], None)
        said = "; ".join(f"{month} {decimal(value, 1)}" for month, value in zip(NARROW_MONTHS, given, strict=True))
        advised = "" if recommended is None else f", empfohlen {exact(recommended)}"
        title = f"Prozessbegleitung {year} in Stunden je Monat: vereinbart {exact(agreed)}{advised}; erbracht {said}."
        chart = hours(title, agreed, recommended, given)
        lines = [("Vereinbart", [agreed] * 12), ("Erbracht", given)]
        note = f"Empfohlen ist ein Umfang nach Bedarf. Quelle der Empfehlung: {edition}." if edition else ""
        if recommended is not None:
            lines.insert(0, ("Empfohlen", [recommended] * 12))
            note = f"Quelle der Empfehlung: {edition}."
        blocks += [
            Heading("Prozessbegleitung"),
            Figure(f"Stunden der Prozessbegleitung je Monat {year}", chart),
            by_month("Prozessbegleitung in Stunden", lines, 1, note),
        ]
    if snapshot["coordinator_fte"] is not None:
        blocks += [
            Heading("Koordination"),
            Text([f"Die Koordination war im Jahresmittel mit {fte(snapshot['coordinator_fte'])}{NBSP}Vollzeitäquivalenten (VZÄ) besetzt."]),
        ]
    return blocks


DEPARTURES = (Column("Abweichung von den Fachlichen Empfehlungen", 62), Column("Begründung", 70), Column("Fundstelle", 36))


def deviations(snapshot: Data, told: list[Block]) -> list[Block]:
    rows = [row(DEPARTURES, [item["warning"], item["reason"] or "ohne Begründung", item["source"]]) for item in snapshot["departures"]]
    return [*told, Table("Abweichungen von den Fachlichen Empfehlungen und ihre Gründe", DEPARTURES, rows)] if rows else told
