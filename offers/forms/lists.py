"""The form of a list of names: the rule that demands it stands first."""

from django import forms

from offers.models import NamedList
from sites.core.forms import ModelForm, Part

GONE = "Nach diesem Tag wird die Liste gelöscht, ohne dass jemand etwas tun muss."
WHO = "Sichtbar nur für Koordination und Leitung."


class NamedListForm(ModelForm):
    """Only with the rule of a funder and a last day; counts are enough everywhere else (R255)."""

    UNGUARDED = ("names", "rule")
    PLAUSIBLE = ("ends",)
    AUDIENCE = {"names": WHO}
    LAYOUT = (Part(("rule", "ends", "names")),)

    class Meta:
        model = NamedList
        fields = ["rule", "ends", "names"]
        localized_fields = "__all__"
        widgets = {"names": forms.Textarea(attrs={"rows": 8, "autocomplete": "off"}), "rule": forms.Textarea(attrs={"rows": 2})}
        help_texts = {
            "rule": "Zum Beispiel: Stiftung Nord, Bescheid vom 3.2.2026, Nr. 4.",
            "ends": GONE,
            "names": "Nur die Namen, nichts weiter: keine Adresse, kein Geburtstag, keine Notiz.",
        }
