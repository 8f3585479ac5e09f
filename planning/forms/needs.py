"""The form of a need, and what narrows the needs and gaps of a county."""

from collections.abc import Iterable
from typing import Any

from django import forms

from planning.forms.assessments import themes
from planning.models import Assessment, Need
from sites.core.access import rows
from sites.core.forms import Form, ModelForm

HOUSE = "Sichtbar für Team, Träger, Prozessbegleitung und Elternvertretung. Bitte keine Namen von Familien."


class NeedForm(ModelForm):
    """A need with its source and how many said so."""

    HELP = {"source_group": "sources", "theme": "burdens", "method": "methods"}
    PAST = ("found_on", "closed_on")
    UNSPOKEN = ("source_group", "method")
    AUDIENCE = {"text": f"{HOUSE} Nach der Freigabe auch für die Ämter."}

    class Meta:
        model = Need
        fields = ["title", "text", "source_group", "theme", "method", "assessment", "found_on", "voices", "urgent", "closed_on"]
        localized_fields = "__all__"
        widgets = {"text": forms.Textarea(attrs={"rows": 4})}
        help_texts = {
            "title": "Zum Beispiel: Familien mit Babys haben keinen Treffpunkt.",
            "theme": "Danach ordnet der Landkreis, wo Angebote fehlen.",
            "voices": "Leer lassen, wenn niemand gezählt wurde.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["theme"].choices = [("", "noch kein Thema"), *themes(self.request.access.today, self.instance.theme_id)]
        self.fields["assessment"].queryset = rows(self.request, Assessment).filter(place=self.instance.site_id)
        self.fields["assessment"].empty_label = "keine"

    def clean(self):
        super().clean()
        data = self.cleaned_data
        if data.get("closed_on") and data.get("found_on") and data["closed_on"] < data["found_on"]:
            self.add_error("closed_on", "Der Bedarf kann nicht erledigt sein, bevor er festgestellt wurde. Bitte prüfen Sie die Tage.")
        return data


class NeedFilter(Form):
    """What narrows needs and gaps: choices are what there is."""

    WITHOUT = "none"
    town = forms.TypedChoiceField(label="Gemeinde", required=False, coerce=int, empty_value=None)
    theme = forms.ChoiceField(label="Thema", required=False)
    urgency = forms.ChoiceField(
        label="Dringlichkeit", required=False, choices=[("", "alle"), ("urgent", "dringend"), ("other", "nicht als dringend gekennzeichnet")]
    )
    show = forms.CharField(required=False, widget=forms.HiddenInput)
    by = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, towns: Iterable[tuple[int, str]] = (), themes: Iterable[tuple[int | None, str]], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["town"].choices = [("", "alle"), *towns]
        self.fields["theme"].choices = [("", "alle"), *((pk or self.WITHOUT, label) for pk, label in themes)]
        if not towns:
            del self.fields["town"]

    def chosen(self) -> dict[str, Any]:
        """The filters by name; what is unknown narrows nothing. `theme`: the key, or None for needs without one."""
        self.full_clean()
        data = {name: value for name, value in self.cleaned_data.items() if value and name in {"town", "theme", "urgency"}}
        if "theme" in data:
            data["theme"] = None if data["theme"] == self.WITHOUT else int(data["theme"])
        if "urgency" in data:
            data["urgency"] = data["urgency"] == "urgent"
        return data
