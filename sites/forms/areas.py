"""The only place for the forms of the parts of a county: municipalities, planning areas, soziale Zentren, the register data of a provider."""

from django import forms

from sites.core.access import rows
from sites.core.forms import Form, ModelForm
from sites.models import Area, Municipality, Provider, Site, SocialCentre

SPACE = "„Das ThEKiZ ist somit ein Ort der Begegnung im sozialen Nahraum und leistet einen Beitrag zum Gemeinwesen.“"
COOPERATION = (
    "„Empowerment und Partizipation beschreiben die Qualität der Zusammenarbeit mit den Familien und die Kooperation aller an Bildung und "
    "Erziehung beteiligten Partner*innen im ThEKiZ in den Sozialräumen und kommunalen Planungsräumen.“"
)
CENTRE = "„Prozessbegleitung für ein soziales Zentrum (Verbund mehrerer ThEKiZ in einem Sozialraum) in Abstimmung mit der Sozialplanung im LSZ.“"


def _sites_field(**options) -> forms.ModelMultipleChoiceField:
    return forms.ModelMultipleChoiceField(Site.objects.none(), required=False, widget=forms.CheckboxSelectMultiple, **options)


class AreaForm(ModelForm):
    """A planning area with its sites."""

    sites = _sites_field(label="Standorte in diesem Raum", help_text="Ein Standort liegt in höchstens einem Raum; er wechselt mit dem Häkchen.")
    HELP = {"kind": ("3.3", COOPERATION), "text": ("3.3", SPACE)}
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


class MunicipalityForm(ModelForm):
    """A municipality; its key begins with the key of the county (R011)."""

    class Meta:
        model = Municipality
        fields = ("name", "ags")
        labels = {"ags": "Amtlicher Gemeindeschlüssel (AGS)"}
        help_texts = {"ags": "Acht Ziffern. Sie stehen im Verzeichnis des Thüringer Landesamts für Statistik."}

    def clean_ags(self):
        ags, county = self.cleaned_data["ags"], self.instance.county
        if not ags.startswith(county.ags):
            raise forms.ValidationError(f"Der Schlüssel einer Gemeinde in {county.name} beginnt mit {county.ags}. Bitte prüfen Sie die Ziffern.")
        return ags

    def clean_name(self):
        same = Municipality.objects.filter(county=self.instance.county, name__iexact=self.cleaned_data["name"]).exclude(pk=self.instance.pk)
        if same.exists():
            raise forms.ValidationError("Diese Gemeinde gibt es schon. Gleichnamige unterscheidet ein Zusatz, zum Beispiel der Ortsteil.")
        return self.cleaned_data["name"]


class CentreForm(Form):
    """A soziales Zentrum with its ThEKiZ."""

    name = forms.CharField(label="Name", max_length=120)
    sites = _sites_field(label="ThEKiZ, die dazugehören", help_text="Jeder Standort bleibt für sich; gemeinsam haben sie die Prozessbegleitung.")
    HELP = {"sites": ("2.4", CENTRE)}

    def __init__(self, *args, county, centre: SocialCentre | None, **kwargs):
        super().__init__(*args, **kwargs)
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


class ProviderEditForm(ModelForm):
    """Name and contacts of a provider."""

    AUDIENCE = {"email": "Sichtbar für die Ämter des Landkreises.", "phone": "Sichtbar für die Ämter des Landkreises."}

    class Meta:
        model = Provider
        fields = ("name", "kind", "email", "phone")
        widgets = {"kind": forms.RadioSelect}

    def clean_name(self):
        same = Provider.objects.filter(county=self.instance.county_id, name__iexact=self.cleaned_data["name"]).exclude(pk=self.instance.pk)
        if same.exists():
            raise forms.ValidationError("Diesen Träger gibt es im Landkreis schon.")
        return self.cleaned_data["name"]


class FirstPersonForm(Form):
    """The person who gets access to a provider that nobody reaches."""

    name = forms.CharField(label="Name", max_length=120, help_text="Vor- und Nachname, so wie sie im Protokoll stehen sollen.")
    email = forms.EmailField(label="E-Mail-Adresse", max_length=254, help_text="Dorthin geht die Einladung mit der Rolle „Träger“.")
