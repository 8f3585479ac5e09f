"""The form of a need."""

from django import forms

from planning.forms.assessments import themes
from planning.models import Assessment, Need
from sites.core.access import rows
from sites.core.forms import ModelForm

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
