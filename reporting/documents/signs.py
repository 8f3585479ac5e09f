"""The only place for what paper cannot print as it was typed: signs beyond the print font get a name, addresses of the web their places to break.

Signs are named in our own words: Python knows their names in English alone, and a table of all 3,700 pictures in German would be data that nobody
here keeps. The pictures people type most have their word; any other is called what it is, a picture or a script. The file that travels inside
the document holds every sign unchanged.
"""

import re
from itertools import groupby
from unicodedata import category, name, normalize

SAME = {"\u2010": "-", "\u2011": "-", "\u2043": "-", "●": "•", "\u202f": "\u00a0"}
PICTURE, SIGN, FLAG, FAMILY, SCRIPT = "Bildzeichen", "Zeichen", "Flagge", "Familie", "fremde Schrift"
NAMES = {
    "lachendes Gesicht": "😀😃😄😁😆😅😂🤣😊☺🙂😸😹",
    "zwinkerndes Gesicht": "😉😜🤪",
    "trauriges Gesicht": "😢😭😞😔☹🙁😟🥺😿",
    "verliebtes Gesicht": "😍🥰😘😻",
    "nachdenkliches Gesicht": "🤔🧐😐😕",
    "wütendes Gesicht": "😠😡🤬",
    "Herz": "❤♥💙💚💛💜🧡🖤🤍🤎💕💖💗💓💞💘♡",
    "Daumen hoch": "👍",
    "Daumen runter": "👎",
    "Applaus": "👏",
    "gefaltete Hände": "🙏",
    "winkende Hand": "👋",
    "Händedruck": "🤝",
    "Muskel": "💪",
    "Zeigefinger": "👉👈👆👇☝",
    "Häkchen": "✓✔✅☑",
    "Kreuz": "✗✘❌✖☒",
    "leeres Kästchen": "☐⬜",
    "Ausrufezeichen": "❗❕‼",
    "Fragezeichen": "❓❔",
    "Warnung": "⚠🚨⛔🚫",
    "Stern": "⭐🌟★☆✨💫",
    "Sonne": "☀🌞🌅",
    "Wolke": "☁🌧🌦",
    "Regenbogen": "🌈",
    "Schnee": "❄⛄☃",
    "Feuer": "🔥",
    "Blume": "🌸🌺🌻🌷🌹🌼💐✿",
    "Baum": "🌳🌲🎄",
    "Kaffee oder Tee": "☕🍵",
    "Kuchen": "🍰🎂🧁",
    "Essen": "🍽🍎🍕🥗🥪🍞🥐",
    "Feier": "🎉🎊🥳🎈",
    "Geschenk": "🎁",
    "Musik": "🎵🎶♪♫🎼",
    "Spiel": "🎲🧩🎮⚽🏀",
    "Buch": "📚📖📕📗📘📙",
    "Stift": "✏✍📝🖍🖊",
    "Kalender": "📅📆🗓",
    "Uhr": "⏰🕐🕒⌚🕘",
    "Telefon": "📞☎📱",
    "Brief": "✉📧📩📨💌",
    "Ort": "📍📌",
    "Haus": "🏠🏡🏘🏫🏢",
    "Auto": "🚗🚙",
    "Bus": "🚌🚍",
    "Baby": "👶🍼",
    "Kind": "🧒👦👧",
    "Frau": "👩👵",
    "Mann": "👨👴",
    "Person": "🧑👤",
    "Familie": "👪👫👭👬",
    "Idee": "💡",
    "Pfeil": "→←↑↓➡⬅⬆⬇↗↘➜➔",
}
WORD = {sign: word for word, signs in NAMES.items() for sign in signs}
SCRIPTS = {
    "ARABIC": "arabische Schrift",
    "CJK": "chinesische Schrift",
    "HIRAGANA": "japanische Schrift",
    "KATAKANA": "japanische Schrift",
    "HANGUL": "koreanische Schrift",
    "HEBREW": "hebräische Schrift",
    "CYRILLIC": "kyrillische Schrift",
    "GREEK": "griechische Schrift",
    "ETHIOPIC": "äthiopische Schrift",
    "ARMENIAN": "armenische Schrift",
    "GEORGIAN": "georgische Schrift",
    "DEVANAGARI": "indische Schrift",
    "THAI": "thailändische Schrift",
}
#: Whatever is not Latin as it stands; what follows tells it apart.
BEYOND = re.compile("[^\\n\\t\\x20-\\x7e\\xa0-\\xff]+")
#: Several signs that draw one picture: two letters of a flag, another skin, joined ones.
PICTURES = "[\u2190-\u2bff\U0001f000-\U0001faff]"
ONE = re.compile(
    f"[\U0001f1e6-\U0001f1ff]{{2}}|{PICTURES}[\ufe0f\U0001f3fb-\U0001f3ff]*(?:\u200d{PICTURES}[\ufe0f\U0001f3fb-\U0001f3ff]*)*|.", re.DOTALL
)
TWICE = re.compile(r"(\[[^\]]* Schrift\])(?:\s+\1)+")
#: Addresses of the web and of mails; a full stop or a bracket behind them is none of theirs.
ADDRESS = re.compile(
    r"(?:https?://|www\.)(?:[^\s<&]|&amp;)*[\w/=-]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\b(?:[\w-]+\.)+(?:de|com|org|net|eu|info)\b(?:/(?:[^\s<&]|&amp;)*[\w/=-])?"
)
PLACE, BREAK = re.compile("[/._=?@-]+(?=[^/._=?@-])"), "\\g<0>\u200b"
TAG = re.compile(r"(<(?:style|title|svg)\b.*?</(?:style|title|svg)>|<[^>]*>)", re.DOTALL)


def printable(text: str, known: frozenset[int]) -> str:
    """Text in the characters the print font knows: what controls or turns text goes, what it cannot draw is named, „[Herz]“."""
    plain = normalize("NFC", text)
    return TWICE.sub(r"\1", BEYOND.sub(lambda run: _instead(run, known), plain))


def _instead(run: re.Match[str], known: frozenset[int]) -> str:
    """A stretch of signs beyond Latin, drawn or named, apart from the words around it."""
    made = ""
    for word, signs in groupby(ONE.findall(run[0]), lambda sign: named(sign, known)):
        many = list(signs)
        if word is None:
            made += "".join(drawn(sign, known) or "" for sign in many)
        else:
            made += f"{_gap(made or run.string[: run.start()][-1:])}[{f'{len(many)} × ' if len(many) > 1 and 'Schrift' not in word else ''}{word}]"
    return made + (_gap(run.string[run.end() : run.end() + 1]) if made.endswith("]") else "")


def _gap(beside: str) -> str:
    return " " if beside[-1:].isalnum() or beside.endswith("]") else ""


def drawn(sign: str, known: frozenset[int]) -> str | None:
    """The sign, or the same in another shape, where the font has it; nothing for what only controls; None where it has none."""
    sign = SAME.get(sign, sign)
    if category(sign[0]) in {"Cc", "Cf", "Cs", "Me"} or "\ufe00" <= sign[0] <= "\ufe0f":
        return ""
    if ord(sign[0]) in known:
        return sign[0]
    if category(sign[0]) == "Zs":
        return "\u00a0"
    folded = normalize("NFKC", sign)
    return folded if folded.isalnum() and all(ord(one) in known for one in folded) else None


def named(sign: str, known: frozenset[int]) -> str | None:
    """What the print font cannot draw, in a word; None for what it can, and for what only controls."""
    if drawn(sign, known) is not None:
        return None
    if "\U0001f1e6" <= sign[0] <= "\U0001f1ff":
        return FLAG
    if "\u200d" in sign and any(WORD.get(part) in {"Kind", "Baby"} for part in sign[1:]):
        return FAMILY
    kind = category(sign[0])
    if kind[0] in "LM":
        return SCRIPTS.get(name(sign[0], "").partition(" ")[0], SCRIPT)
    return WORD.get(sign[0], PICTURE if kind == "So" else SIGN)


def with_places_to_break(html: str) -> str:
    """Addresses of the web break behind / . - and the like, with no sign inserted that would belong to them.

    What is a link already gets the places alone: an element within it would take the link from the reading of the page (PDF/UA).
    """
    found, in_link = [], False
    for at, part in enumerate(TAG.split(html)):
        if at % 2:
            in_link = part.startswith("<a ") or (in_link and part != "</a>")
            found.append(part)
        else:
            found.append(ADDRESS.sub(_places if in_link else _address, part))
    return "".join(found)


def _places(found: re.Match[str]) -> str:
    return PLACE.sub(BREAK, found[0])


def _address(found: re.Match[str]) -> str:
    return f'<span class="web">{_places(found)}</span>'
