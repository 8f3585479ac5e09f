"""The languages that an offer can be held in, by their code (ISO 639)."""

LANGUAGES = {
    "de": "Deutsch", "en": "Englisch", "uk": "Ukrainisch", "ru": "Russisch", "ar": "Arabisch", "fa": "Farsi und Dari", "vi": "Vietnamesisch",
    "pl": "Polnisch", "ro": "Rumänisch", "bg": "Bulgarisch", "tr": "Türkisch", "ku": "Kurdisch", "fr": "Französisch", "es": "Spanisch",
}  # fmt: skip


def language_names(codes: list[str]) -> str:
    """The languages in words; a code that is on no list any more stands as it is."""
    return ", ".join(LANGUAGES.get(code, code) for code in codes)
