"""Forms of a municipality."""

from django import forms

from sites.core.forms import Form, ModelForm
from sites.models import Municipality
from sites.rules.thuringia import common_name


class MunicipalityForm(ModelForm):
    """A municipality; its key begins with the key of the county (R011)."""

    PLAUSIBLE = ("starts",)

    class Meta:
        model = Municipality
        fields = ("name", "ags", "starts")
        labels = {"ags": "Amtlicher Gemeindeschlüssel (AGS)", "starts": "Gibt es seit"}
        help_texts = {
            "name": "Ein amtlicher Zusatz darf mit dabei sein: „Ilmenau, Stadt“ ist dieselbe Gemeinde wie „Ilmenau“.",
            "ags": "Acht Ziffern. Sie stehen im Verzeichnis des Thüringer Landesamts für Statistik.",
            "starts": "Nur, wenn sie nach 2021 neu gebildet wurde.",
        }

    def clean_ags(self):
        ags, county = self.cleaned_data["ags"], self.instance.county
        if not ags.startswith(county.ags):
            raise forms.ValidationError(f"Der Schlüssel einer Gemeinde in {county.name} beginnt mit {county.ags}. Bitte prüfen Sie die Ziffern.")
        return ags

    def clean_name(self):
        common = common_name(self.cleaned_data["name"])
        same = Municipality.objects.on(self.request.access.today).filter(county=self.instance.county, name__iexact=common)
        if same.exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError("Diese Gemeinde gibt es schon. Gleichnamige unterscheidet ein Zusatz, zum Beispiel der Ortsteil.")
        return self.cleaned_data["name"]


class MergerForm(Form):
    """Of which other municipality of the county it is a part now, and since when."""

    into = forms.ModelChoiceField(Municipality.objects.none(), label="Gehört jetzt zu", empty_label="Bitte wählen")
    day = forms.DateField(label="Seit wann?", help_text="Der erste Tag, an dem sie zur anderen Gemeinde gehört.")
    PAST = PLAUSIBLE = ("day",)

    def __init__(self, *args, municipality, **kwargs):
        super().__init__(*args, **kwargs)
        others = Municipality.objects.on(self.request.access.today).filter(county=municipality.county_id)
        self.fields["into"].queryset = others.exclude(pk=municipality.pk)
