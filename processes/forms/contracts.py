"""The forms of contracts."""

from datetime import timedelta

from django import forms

from processes.models import Contract
from sites.core.forms import Form, ModelForm, Part


class SearchForm(Form):
    """A word in the name of a site or person."""

    q = forms.CharField(label="Standort oder Person", required=False, max_length=100, widget=forms.TextInput(attrs={"type": "search"}))


class ContractForm(ModelForm):
    """A contract with a facilitator who has an account. Less than recommended is never refused; a reason is asked for."""

    HELP = {"hours_per_month": "hours-help"}
    ANY_YEAR = ("ends",)  # ten years after its beginning, says the contract
    AUDIENCE = {"reason": "Sichtbar für Sozialplanung, Jugendamt, Träger, Leitung, Koordination und die Prozessbegleitung."}
    email = forms.EmailField(label="E-Mail-Adresse der Prozessbegleiter*in", max_length=254, help_text="Die Person braucht schon ein Konto.")
    LAYOUT = (Part(("email", "client", "hours_per_month", "reason")), Part(("starts", "ends"), pair=True))
    field_order = ["email", "client", "hours_per_month", "reason", "starts", "ends"]

    class Meta:
        model = Contract
        fields = ["client", "hours_per_month", "reason", "starts", "ends"]
        localized_fields = "__all__"

    def clean(self):
        data = super().clean() or {}
        starts, ends = data.get("starts"), data.get("ends")
        if starts and ends and ends - starts > timedelta(days=3660):
            self.add_error("ends", "Eine Vereinbarung gilt höchstens zehn Jahre. Bitte prüfen Sie das Jahr.")
        return data
