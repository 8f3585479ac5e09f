"""Form of a municipality."""

from django import forms

from sites.core.forms import ModelForm
from sites.models import Municipality


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
