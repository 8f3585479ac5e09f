"""Forms of a measure's money: costs, sources, and the county's rule for the own share."""

import re

from django import forms

from planning.models import Cost, Funding, FundingRule, Term
from sites.core.forms import Form, ModelForm

LSZ = "ThEKiZ werden über das Landesprogramm „Solidarisches Zusammenleben der Generationen“ (LSZ) gefördert."


class EuroField(forms.DecimalField):
    """An amount as people write it: 33240,50 or 33.240,50."""

    def to_python(self, value):
        if isinstance(value, str) and re.fullmatch(r"\d{1,3}(\.\d{3})+(,\d*)?", value.strip()):
            value = value.replace(".", "")
        return super().to_python(value)


AMOUNTS = {"planned": EuroField, "actual": EuroField}


class _Line(ModelForm):
    AUDIENCE = {"planned": "Sichtbar für Sozialplanung, Jugendamt, Träger, Leitung und Koordination."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("planned", "actual"):
            self.fields[name].error_messages["max_digits"] = "Der Betrag ist zu groß. Möglich sind bis zu 99.999.999,99 Euro."
            self.fields[name].error_messages["max_whole_digits"] = self.fields[name].error_messages["max_digits"]
            self.fields[name].error_messages["max_decimal_places"] = "Bitte höchstens zwei Stellen nach dem Komma, zum Beispiel 1.250,50."
            self.fields[name].error_messages["min_value"] = "Ein Betrag ist nie kleiner als null."


class CostForm(_Line):
    """One cost; an investment may be entered and is marked as not eligible."""

    HELP = {"kind": "fees", "crisis": "crisis"}

    class Meta:
        model = Cost
        fields = ["kind", "title", "planned", "actual", "crisis"]
        field_classes = AMOUNTS
        localized_fields = "__all__"
        help_texts = {"kind": "Investitionen sind nicht zuwendungsfähig. Sie stehen in der Aufstellung, zählen aber nicht mit."}


class FundingForm(_Line):
    """One source of money; sources of the list valid today, and the one chosen earlier."""

    HELP = {"source": "funding-source"}

    class Meta:
        model = Funding
        fields = ["source", "planned", "actual", "own", "note"]
        field_classes = AMOUNTS
        localized_fields = "__all__"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        sources = Term.objects.filter(catalogue="funding_source")
        field = self.fields["source"]
        field.queryset = sources.on(self.request.access.today) | sources.filter(pk=self.instance.source_id or 0)
        field.empty_label = "Bitte wählen"


class FundingRuleForm(ModelForm):
    """From a day on; the rule before ends the day before."""

    class Meta:
        model = FundingRule
        fields = ["starts", "own_share", "base", "source"]
        localized_fields = "__all__"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for kind in ("min_value", "max_value"):
            self.fields["own_share"].error_messages[kind] = "Der Eigenanteil liegt zwischen 0 und 100 Prozent."

    def validate_constraints(self):
        """The service ends the rule before; what still overlaps then is refused there."""


class YearFilter(Form):
    """Which funding year a list shows."""

    year = forms.ChoiceField(label="Förderjahr")

    def __init__(self, *args, years: list[str], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [(year, year) for year in years]
