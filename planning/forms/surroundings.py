"""The forms of what surrounds a house: an entry of the social space, and where the house was seen."""

from typing import Any

from django import forms

from planning.models import EventVisit, SocialResource
from sites.core.access import rows
from sites.core.forms import ModelForm, Part
from sites.models import Partner

FUNCTION = "Eine Funktion, kein Name: zum Beispiel Koordination."


class ResourceForm(ModelForm):
    """A place, service, body or resource, and what the house uses it for."""

    UNGUARDED = ("contact", "where")
    UNSPOKEN = ("kind",)
    PAST = ("seen_on",)
    LAYOUT = (Part(("kind", "name", "where", "contact", "used_for", "partner", "seen_on")),)

    class Meta:
        model = SocialResource
        fields = ["kind", "name", "where", "contact", "used_for", "partner", "seen_on"]
        localized_fields = "__all__"
        widgets = {"kind": forms.RadioSelect}
        help_texts = {
            "name": "Zum Beispiel: Bolzplatz am Anger, Stadtteilbibliothek, Arbeitskreis Frühe Hilfen.",
            "contact": "Stelle, Telefon oder Adresse im Internet; keine privaten Nummern.",
            "used_for": "Zum Beispiel: Treffpunkt im Sommer, Vorlesetage, Weitervermittlung.",
        }

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = SocialResource.Kind.choices
        self.fields["partner"].queryset = rows(self.request, Partner).filter(site=self.instance.site_id)
        self.fields["partner"].empty_label = "steht nicht im Verzeichnis"


class VisitForm(ModelForm):
    """Which event it was, who was there by function, and in which role."""

    UNSPOKEN = ("kind", "role")
    PLAUSIBLE = ("held_on",)
    LAYOUT = (Part(("kind", "title", "held_on", "function", "role", "resource", "result")),)

    class Meta:
        model = EventVisit
        fields = ["kind", "title", "held_on", "function", "role", "resource", "result"]
        localized_fields = "__all__"
        widgets = {"kind": forms.RadioSelect, "role": forms.RadioSelect}
        help_texts = {"function": FUNCTION, "result": "Ein Satz genügt."}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices, self.fields["role"].choices = EventVisit.Kind.choices, EventVisit.Role.choices
        self.fields["resource"].queryset = rows(self.request, SocialResource).filter(site=self.instance.site_id)
        self.fields["resource"].empty_label = "keiner"
