"""The only place for what the recommendations remark about an offer: hints with their source, never refusals."""

from collections.abc import Collection

from offers.models import Offer
from planning.models import Need, Term


def hints(offer: Offer, needs: Collection[Need], bases: Collection[Term]) -> list[str]:
    """What is missing at an offer, in sentences that end with the paragraph (R048, R087)."""
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
    if offer.registration == offer.Registration.REQUIRED:
        found.append(
            "Nur mit Termin oder Anmeldung: Das hält manche Familien ab. Angebote sollen „niedrigschwellig“ sein (Fachliche Empfehlungen 2021, 1.2)."
        )
    return found + marks(offer) + helpers(offer)


def marks(offer: Offer) -> list[str]:
    """Which of the four marks of an additional offer nobody has described yet (R041)."""
    names = ("low_threshold", "family_orientation", "closeness", "special_needs")
    labels = {field.name: str(field.verbose_name).removesuffix(": wie?") for field in offer._meta.fields}
    blank = [labels[name] for name in names if not getattr(offer, name).strip()]
    if not offer.additional or not blank:
        return []
    return [f"Noch nicht beschrieben: {', '.join(blank)}. Daran erkennt man ein zusätzliches Angebot (Fachliche Empfehlungen 2021, 1.2)."]


def helpers(offer: Offer) -> list[str]:
    """Who carries it out, and what belongs to that (R020, R021, R023)."""
    found, by = [], offer.executor
    if (offer.volunteers or by == offer.Executor.VOLUNTEER) and not offer.volunteers_suitable:
        found.append("Ob die Ehrenamtlichen „geeignet“ sind, ist noch nicht geklärt (Fachliche Empfehlungen 2021, 3.3).")
    if by == offer.Executor.FREELANCER and not offer.freelance_contract.strip():
        found.append("Für die Honorarkraft fehlt der Vertrag (Nummer, Datum). Honorarkräfte nennt Abschnitt 3.3 der Fachlichen Empfehlungen 2021.")
    if by == offer.Executor.PARTNER and not offer.partner_id:
        found.append("Die Kooperationspartner*in ist noch nicht aus der Partnerliste gewählt (Fachliche Empfehlungen 2021, 1.2).")
    return found
