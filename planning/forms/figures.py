"""The form of a figure of the social space, the filter of their list, and the choice of indicators of their table."""

from collections.abc import Iterable
from typing import Any

from django import forms

from planning.models import SocialFigure, Term
from planning.rules.figures import faults
from sites.core.access import rows
from sites.core.forms import Form, ModelForm, Part
from sites.models import Area, Municipality


class FigureForm(ModelForm):
    """A figure with its source and day; a share keeps its whole, so over 100 % cannot be."""

    HELP = {"indicator": "care-rate", "planning_area": "planning-areas"}
    PAST = PLAUSIBLE = ("day",)
    LAYOUT = (
        Part(("indicator", "municipality", "planning_area", "day")),
        Part(("value", "value_of"), pair=True),
    )

    class Meta:
        model = SocialFigure
        fields = ["indicator", "municipality", "planning_area", "day", "value", "value_of", "source"]
        localized_fields = "__all__"
        help_texts = {
            "municipality": "Leer lassen, wenn die Zahl für das ganze Gebiet oder für einen Planungsraum gilt.",
            "value_of": "Leer lassen, wenn es kein Anteil ist. Kennen Sie nur die Prozentzahl, tragen Sie 100 ein.",
            "source": "Zum Beispiel: Thüringer Landesamt für Statistik, Tabelle KT001505.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        county = self.instance.place_id
        for name in ("value", "value_of"):  # 25690 and 95,8 as they were entered, not 25690,00 and 95,80
            if (number := self.initial.get(name)) is not None:
                self.initial[name] = int(number) if number == int(number) else number.normalize()
        known = Term.objects.filter(catalogue=Term.Catalogue.SOCIAL_INDICATOR)
        self.fields["indicator"].queryset = known.on(self.request.access.today) | known.filter(pk=self.instance.indicator_id)
        self.fields["indicator"].empty_label = "Bitte wählen"
        self.fields["municipality"].queryset = rows(self.request, Municipality).filter(county=county)
        self.fields["municipality"].empty_label = "das ganze Gebiet"
        self.fields["planning_area"].queryset = rows(self.request, Area).filter(county=county)
        self.fields["planning_area"].empty_label = "keiner"

    def clean(self):
        super().clean()
        data = self.cleaned_data
        if "value_of" not in self.errors:
            for name, sentence in list(faults(data.get("indicator"), data.get("value"), data.get("value_of"))):
                self.add_error(name, sentence)
        return data


class FigureFilter(Form):
    """What narrows the figures of a county."""

    indicator = forms.TypedChoiceField(label="Kennzahl", required=False, coerce=int, empty_value=None)
    where = forms.ChoiceField(label="Wo", required=False)

    def __init__(self, *args, county: int, **kwargs):
        super().__init__(*args, **kwargs)
        known = Term.objects.filter(catalogue=Term.Catalogue.SOCIAL_INDICATOR)
        self.fields["indicator"].choices = [("", "alle"), *known.values_list("pk", "label")]
        towns = [(f"town-{pk}", name) for pk, name in Municipality.objects.filter(county=county).values_list("pk", "name")]
        areas = [(f"area-{pk}", name) for pk, name in Area.objects.filter(county=county).values_list("pk", "name")]
        groups = [(label, places) for label, places in (("Gemeinden", towns), ("Planungs- und Sozialräume", areas)) if places]
        self.fields["where"].choices = [("", "überall"), ("county", "das ganze Gebiet"), *groups]

    def chosen(self) -> dict[str, Any]:
        """The filters as lookups; what is unknown narrows nothing."""
        data = self.cleaned_data if self.is_valid() else {}
        chosen = {"indicator": data["indicator"]} if data.get("indicator") else {}
        kind, _, pk = (data.get("where") or "").partition("-")
        if kind == "county":
            return {**chosen, "municipality": None, "planning_area": None}
        return {**chosen, **({"municipality" if kind == "town" else "planning_area": int(pk)} if pk else {})}


class FigureChoice(Form):
    """Which indicators stand side by side."""

    indicator = forms.TypedMultipleChoiceField(label="Kennzahlen", required=False, coerce=int, widget=forms.CheckboxSelectMultiple)

    def __init__(self, data, *, indicators: Iterable[Term], **kwargs):
        super().__init__(data if "indicator" in data else None, **kwargs)
        self.fields["indicator"].choices = [(indicator.pk, indicator.label) for indicator in indicators]

    def chosen(self) -> set[int]:
        """What is unknown chooses nothing."""
        return set(self.cleaned_data["indicator"]) if self.is_bound and self.is_valid() else set()
