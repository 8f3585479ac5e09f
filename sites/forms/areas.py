"""Forms of the parts of a county: planning areas and soziale Zentren."""

from django import forms

from sites.core.access import rows
from sites.core.forms import Form, ModelForm
from sites.models import Area, Site, SocialCentre


def _sites_field(**options) -> forms.ModelMultipleChoiceField:
    return forms.ModelMultipleChoiceField(Site.objects.none(), required=False, widget=forms.CheckboxSelectMultiple, **options)


class AreaForm(ModelForm):
    """A planning area with its sites."""

    sites = _sites_field(label="Standorte in diesem Raum", help_text="Ein Standort liegt in höchstens einem Raum; er wechselt mit dem Häkchen.")
    HELP = {"kind": "cooperation", "text": "space"}
    AUDIENCE = {"text": "Sichtbar für alle, die einen Standort des Landkreises sehen dürfen."}

    class Meta:
        model = Area
        fields = ("kind", "name", "text")
        widgets = {"kind": forms.RadioSelect, "text": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        offer_sites(self, Site.objects.filter(planning_area=self.instance.pk) if self.instance.pk else Site.objects.none(), self.instance.county_id)

    def clean_name(self):
        same = Area.objects.filter(county=self.instance.county_id, name__iexact=self.cleaned_data["name"]).exclude(pk=self.instance.pk)
        if same.exists():
            raise forms.ValidationError("Diesen Raum gibt es schon. Bitte geben Sie einen Namen an, der ihn unterscheidet.")
        return self.cleaned_data["name"]


class CentreForm(Form):
    """A soziales Zentrum with its ThEKiZ."""

    name = forms.CharField(label="Name", max_length=120)
    sites = _sites_field(label="ThEKiZ, die dazugehören", help_text="Jeder Standort bleibt für sich; gemeinsam haben sie die Prozessbegleitung.")
    HELP = {"sites": "centre"}

    def __init__(self, *args, county, centre: SocialCentre | None, **kwargs):
        super().__init__(*args, edits=centre, **kwargs)
        self.county, self.centre = county, centre
        if centre:
            self.initial.setdefault("name", centre.name)
        offer_sites(self, Site.objects.filter(social_centre=centre) if centre else Site.objects.none(), county.pk)

    def clean_name(self):
        same = SocialCentre.objects.filter(county=self.county, name__iexact=self.cleaned_data["name"])
        if same.exclude(pk=self.centre.pk if self.centre else None).exists():
            raise forms.ValidationError("Dieses soziale Zentrum gibt es schon.")
        return self.cleaned_data["name"]


def offer_sites(form, chosen, county: int) -> None:
    """All sites of the county within reach as choices, with their town."""
    field = form.fields["sites"]
    field.queryset = rows(form.request, Site).filter(county=county).select_related("municipality")
    field.label_from_instance = lambda site: f"{site.name}, {site.municipality.name}"
    form.initial.setdefault("sites", list(chosen.values_list("pk", flat=True)))
