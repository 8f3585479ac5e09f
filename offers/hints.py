"""The only place for what the recommendations remark about an offer: hints with their source, never refusals."""


def hints(offer, needs, bases) -> list[str]:
    """What is missing at an offer, in sentences that end with the paragraph (R041, R048, R087)."""
    found = []
    if not needs:
        found.append(
            "Noch kein Bedarf verknüpft. Angebote entstehen „in Reaktion auf die zuvor erhobenen Bedarfe“ (Fachliche Empfehlungen 2021, 1.2)."
        )
    if not bases:
        found.append(
            "Noch keine gesetzliche Grundlage gewählt; zusätzliche Angebote stützen sich meist auf § 16 SGB VIII (Fachliche Empfehlungen 2021, 1.6)."
        )
    if not offer.text.strip():
        found.append("Der Text für Familien fehlt. Daran erkennen sie, ob das Angebot für sie ist (Fachliche Empfehlungen 2021, 1.2).")
    return found
