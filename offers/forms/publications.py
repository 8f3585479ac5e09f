"""The form of a publication, and what the log is narrowed by."""

from django import forms

from offers.models import Offer, Publication
from sites.core.access import rows
from sites.core.days import not_over
from sites.core.forms import ModelForm, Part


class PublicationForm(ModelForm):
    """Day, medium and what it was; where exactly and of which offer, if one likes."""

    LAYOUT = (Part(("published_on", "medium"), pair=True), Part(("title", "where", "offer")))
    PLAUSIBLE = ("published_on",)
    AHEAD = 1
    UNSPOKEN = ("medium",)

    class Meta:
        model = Publication
        fields = ["published_on", "medium", "title", "where", "offer"]
        localized_fields = "__all__"
        help_texts = {
            "title": "Zum Beispiel: Artikel über den Vätersamstag, oder: Programm Dezember.",
            "where": "Zum Beispiel: Freies Wort, Ausgabe Ilmenau; Schaukasten am Rathaus; eine Adresse im Internet.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        held = rows(self.request, Offer).filter(not_over(self.request.access.today), site=self.instance.site_id)
        known = rows(self.request, Offer).filter(pk=self.instance.offer_id)
        self.fields["offer"].queryset = (held | known).order_by("title")
        self.fields["offer"].empty_label = "das Haus als Ganzes"


class PublicationFilter(forms.Form):
    """Of which medium."""

    medium = forms.ChoiceField(label="Medium", required=False, choices=[("", "alle"), *Publication.Medium.choices])
