"""The forms of contracts."""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import Q

from processes.models import Contract, Fee
from processes.rules.fees import fees_of
from processes.rules.shares import split
from sites.core.forms import Form, ModelForm, Part
from sites.core.numbers import exact, in_hours
from sites.forms.records import PaperField
from sites.models import Site

WHO = "Sichtbar für Sozialplanung, Jugendamt, Träger, Leitung, Koordination und die Prozessbegleitung."
MONEY = ("funding", "fee", "rate", "budget")
LONGEST = timedelta(days=3660)


class SearchForm(Form):
    """A word in the name of a site or person."""

    q = forms.CharField(label="Standort oder Person", required=False, max_length=100, widget=forms.TextInput(attrs={"type": "search"}))


class _ContractForm(ModelForm):
    """What is written of a contract in any of its forms: the money after the fee table, the days, the paper."""

    ANY_YEAR = ("ends",)  # ten years after its beginning, says the contract
    AUDIENCE = {"reason": WHO, "mandate": WHO}
    UNSPOKEN = ("funding",)
    upload = PaperField(label="Vereinbarung als Datei", required=False)

    def __init__(self, *args, county: int, **kwargs):
        super().__init__(*args, **kwargs)
        fees = Fee.objects.filter(Q(pk__in=fees_of(county, self.request.access.today).values("pk")) | Q(pk=self.instance.fee_id))
        self.fields["fee"].queryset = fees.order_by("euros", "step")
        self.fields["fee"].label_from_instance = lambda fee: f"{fee.step}: {fee.euros:.2f} Euro".replace(".", ",")
        self.fields["rate"].help_text = "Ohne Angabe gilt der Satz der Stufe."
        self.fields["budget"].help_text = "Ohne Angabe rechnet die Anwendung Stunden mal Satz."

    def clean(self):
        data = super().clean() or {}
        starts, ends = data.get("starts") or self.instance.starts, data.get("ends")
        if starts and ends and ends - starts > LONGEST and (self.edits is None or "ends" in self.changed_data):
            self.add_error("ends", "Eine Vereinbarung gilt höchstens zehn Jahre. Bitte prüfen Sie das Jahr.")
        if data.get("fee") and data.get("rate") is None and "rate" not in self.errors:
            data["rate"] = data["fee"].euros
        return data


class ContractForm(_ContractForm):
    """A contract with a facilitator who has an account. Less than recommended is never refused; a reason is asked for."""

    HELP = {"hours_per_month": "hours-help"}
    email = forms.EmailField(label="E-Mail-Adresse der Prozessbegleiter*in", max_length=254, help_text="Die Person braucht schon ein Konto.")
    LAYOUT = (
        Part(("email", "client", "hours_per_month", "reason")),
        Part(("starts", "ends"), pair=True),
        Part(MONEY, title="Geld"),
        Part(("mandate", "model_reason", "upload"), title="Auftrag und Modell"),
    )

    class Meta:
        model = Contract
        fields = ["client", "hours_per_month", "reason", "starts", "ends", *MONEY, "mandate", "model_reason"]
        localized_fields = "__all__"


class CentreContractForm(_ContractForm):
    """One agreement for the sites of a soziales Zentrum: hours in all, and the share of each, `share_12` and so on; empty is an equal part."""

    sites: Sequence[Site] = ()
    PAST = ("agreed_on",)
    email = forms.EmailField(label="E-Mail-Adresse der Prozessbegleiter*in", max_length=254, help_text="Die Person braucht schon ein Konto.")
    model_reason = forms.CharField(label="Warum dieses Modell?", max_length=300)
    agreed_on = forms.DateField(label="Mit der Sozialplanung abgestimmt am")

    class Meta:
        model = Contract
        fields = ["client", "hours_per_month", "reason", "starts", "ends", *MONEY, "mandate"]
        localized_fields = "__all__"
        labels = {"hours_per_month": "Vereinbarte Stunden im Monat insgesamt", "reason": "Begründung, wenn an einem Standort weniger als empfohlen"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.order_fields(["email", "client", "hours_per_month", *map(share_of, self.sites), "reason", "starts", "ends"])

    def clean(self):
        data = super().clean()
        total = data.get("hours_per_month")
        given = {site.pk: data.get(share_of(site)) for site in self.sites}
        if total is None or any(share_of(site) in self.errors for site in self.sites):
            return data
        shares = split(total, given)
        if any(share < Decimal("0.5") for share in shares.values()) or sum(shares.values()) != total:
            words = " + ".join(exact(one) for one in given.values() if one is not None)
            self.add_error("hours_per_month", f"Die Anteile{f' ({words})' if words else ''} passen nicht zu {in_hours(total)} insgesamt.")
        data["shares"] = shares
        return data


def centre_form(sites: Sequence[Site]) -> type[CentreContractForm]:
    """The form for these sites: with a share for each of them."""
    number: dict[str, Any] = {
        "max_digits": 4,
        "decimal_places": 1,
        "min_value": Decimal("0.5"),
        "max_value": Decimal(80),
        "required": False,
        "localize": True,
    }
    shares = {share_of(site): forms.DecimalField(label=f"davon {site.name}", **number) for site in sites}
    return type(
        "CentreContractForm", (CentreContractForm,), {"__module__": __name__, "__doc__": CentreContractForm.__doc__, "sites": sites, **shares}
    )


def centre_terms(data: dict[str, Any], sites: Sequence[Site]) -> dict[str, Any]:
    """What was typed, without the hours in all and the fields of the shares: they stand in `shares`."""
    return {name: value for name, value in data.items() if name not in {"hours_per_month", *map(share_of, sites)}}


def share_of(site: Site) -> str:
    """The name of the field for the hours of a site."""
    return f"share_{site.pk}"


class ContractEditForm(_ContractForm):
    """What may change while it runs: its last day, the money, the mandate. Other hours are a new contract."""

    LAYOUT = (Part(("client", "ends")), Part(MONEY, title="Geld"), Part(("mandate", "model_reason", "upload"), title="Auftrag und Modell"))

    class Meta:
        model = Contract
        fields = ["client", "ends", *MONEY, "mandate", "model_reason"]
        localized_fields = "__all__"


class ReasonForm(Form):
    """Why less is agreed than recommended, from a month on."""

    AUDIENCE = {"text": WHO}
    text = forms.CharField(label="Begründung des Umfangs", max_length=300, widget=forms.Textarea(attrs={"rows": 3}))
