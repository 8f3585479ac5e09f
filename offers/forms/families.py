"""The forms that families fill in without an account: the search of the directory, and a place at a date in three fields."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from offers.models import Offer
from sites.core.forms import Form
from sites.core.strangers import StrangerForm, contact_of

#: Whom an offer is for, in the languages of the public pages.
AUDIENCES = {
    Offer.Audience.ADULTS: _("Erwachsene"),
    Offer.Audience.CHILDREN: _("Kinder"),
    Offer.Audience.FAMILIES: _("Familien gemeinsam"),
    Offer.Audience.GENERATIONS: _("mehrere Generationen"),
}


class DirectoryForm(Form):
    """What the directory is narrowed by."""

    NEEDED = dict.fromkeys(("q", "theme", "audience", "day"), "")
    q = forms.CharField(label=_("Ort oder Name"), required=False, widget=forms.TextInput(attrs={"type": "search", "maxlength": 100}))
    theme = forms.ChoiceField(label=_("Thema"), required=False)
    audience = forms.ChoiceField(label=_("Für wen"), required=False)
    day = forms.ChoiceField(label=_("Tag"), required=False)

    def __init__(self, *, themes: dict[str, str], days: dict[str, str], **kwargs: Any) -> None:
        super().__init__(auto_id="filter_%s", **kwargs)
        everything: Sequence[tuple[str, Any]] = [("", gettext("alle"))]
        self.fields["theme"].choices = [*everything, *themes.items()]
        self.fields["audience"].choices = [*everything, *AUDIENCES.items()]
        self.fields["day"].choices = [("", gettext("jeder Tag")), *days.items()]


class SignUpForm(StrangerForm):
    """Day, first name, and one way to be reached."""

    session = forms.TypedChoiceField(label=_("Welcher Tag?"), coerce=int, widget=forms.RadioSelect)
    name = forms.CharField(
        label=_("Wie heißen Sie?"), max_length=60, help_text=_("Der Vorname reicht."),
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )  # fmt: skip
    contact = forms.CharField(
        label=_("E-Mail oder Telefon"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "email"}),
        help_text=_("Nur falls sich etwas ändert. 14 Tage nach dem Termin löschen wir alles."),
    )  # fmt: skip
    shown = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, days: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["session"].choices = days
        self.fields["session"].error_messages["required"] = gettext("Bitte wählen Sie einen Tag.")
        self.fields["session"].error_messages["invalid_choice"] = gettext("Diesen Tag gibt es nicht mehr. Bitte wählen Sie einen anderen.")
        self.fields["name"].error_messages["required"] = gettext("Bitte schreiben Sie Ihren Vornamen.")
        self.fields["contact"].error_messages["required"] = gettext("Bitte schreiben Sie eine E-Mail-Adresse oder eine Telefonnummer.")

    def clean_contact(self) -> tuple[str, str]:
        """Address and number, one of them empty."""
        return contact_of(self.cleaned_data["contact"])

    def shown_at(self) -> datetime | None:
        """When the chosen date was on the page that somebody has read; None where it does not say."""
        known = dict(pair.partition("=")[::2] for pair in self.cleaned_data["shown"].split())
        try:
            return datetime.fromisoformat(known.get(str(self.cleaned_data["session"]), "")).replace(tzinfo=None)
        except ValueError:
            return None


class TakenByPhoneForm(Form):
    """A family that has called: the house writes it down."""

    name = forms.CharField(label="Vorname", max_length=60)
    contact = forms.CharField(
        label="E-Mail oder Telefon", max_length=120, required=False,
        help_text="Damit die Familie erfährt, wenn sich etwas ändert. 14 Tage nach dem Termin wird beides gelöscht.",
    )  # fmt: skip
    AUDIENCE = {"name": "Sichtbar für das Team des Hauses."}

    def clean_contact(self) -> tuple[str, str]:
        return contact_of(self.cleaned_data["contact"]) if self.cleaned_data["contact"].strip() else ("", "")
