"""The fields that say how families get in: registration, cost, languages, childcare, barriers, and the way without internet (R230, R260, R284)."""

from decimal import Decimal
from typing import Any

from django import forms

from offers.models import Offer
from offers.rules.concerned import over_capacity, what_closing_means
from offers.rules.languages import LANGUAGES

#: In the order of the form; the model says the rest.
ACCESS = (
    "registration", "capacity", "waiting_list", "fee", "fee_consent_on", "languages", "childcare", "accessibility", "digital", "analogue_way",
)  # fmt: skip
HELPS = {
    "registration": "Ohne Anmeldung ist es offen: einfach kommen.",
    "capacity": "Nur mit Anmeldung nötig.",
    "fee": "0 heißt: kostet nichts.",
    "fee_consent_on": "Nur bei einem Beitrag: der Tag, an dem der Elternbeirat zugestimmt hat.",
    "childcare": "Zum Beispiel: Geschwister werden nebenan betreut.",
    "accessibility": "Zum Beispiel: eine Stufe am Eingang, WC rollstuhlgerecht.",
    "analogue_way": "Zum Beispiel: Die Unterlagen liegen auch gedruckt aus; wir rufen zurück.",
}
CONSENT_FIRST = "Für einen Beitrag braucht es die Zustimmung des Elternbeirats. Bitte tragen Sie ein, wann er zugestimmt hat."


class AccessFields(forms.Form):
    """Costs nothing and needs no registration unless somebody says so; a fee needs the recorded consent of the parents' council."""

    PAST: tuple[str, ...] = ("fee_consent_on",)
    languages = forms.MultipleChoiceField(
        label="Sprachen, die hier gesprochen werden", choices=list(LANGUAGES.items()), required=False, widget=forms.CheckboxSelectMultiple
    )
    instance: Any

    def start_access(self) -> None:
        """A fee that is left empty is none; a language that is on no list any more stays choosable."""
        self.fields["fee"].required = False
        old = [code for code in self.instance.languages if code not in LANGUAGES]
        self.fields["languages"].choices = [*LANGUAGES.items(), *((code, code) for code in old)]

    def clean_fee(self) -> Decimal:
        """Nothing is 0."""
        return self.cleaned_data.get("fee") or Decimal(0)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("fee") and not data.get("fee_consent_on") and "fee_consent_on" not in self.errors:
            self.add_error("fee_consent_on", CONSENT_FIRST)
        if not data.get("fee"):
            data["fee_consent_on"] = None
        if self.instance.pk:
            self._ask_about_families(data)
        return data

    def _ask_about_families(self, data: dict[str, Any]) -> None:
        """Before it is saved: who has signed up already."""
        offer, today, none = self.instance, self.request.access.today, Offer.Registration.NONE
        open_to_all = data.get("registration") == none != offer.registration
        found = [what_closing_means(offer, open_to_all=open_to_all, hidden=False, today=today)]
        if data.get("capacity") and data.get("registration") != none and "capacity" in self.changed_data:
            found.append(over_capacity(offer, data["capacity"], today))
        if said := " ".join(filter(None, found)):
            self.ask(said, "Ja, so ist es gemeint.")
