"""The form of a table on its way in: what it holds, and the file."""

from django import forms

from planning.models import ImportRun
from planning.rules.imports.reading import MOST_BYTES
from sites.core.forms import Form


class ImportForm(Form):
    """A spreadsheet of the county; what is wrong with the file as a whole stands at the file."""

    kind = forms.ChoiceField(label="Was steht in der Tabelle?", choices=ImportRun.Kind, widget=forms.RadioSelect)
    upload = forms.FileField(
        label="Datei",
        max_length=200,
        help_text="Excel (.xlsx), OpenDocument (.ods) oder CSV, höchstens 10 MB und 20.000 Zeilen.",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.ods,.csv,.txt", "data-max": MOST_BYTES}),
    )
    AUDIENCE = {"upload": "Die Datei selbst wird nicht aufbewahrt. Was in ihr steht, sieht die Sozialplanung des Landkreises."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["upload"].error_messages["empty"] = "Die Datei ist leer. Bitte wählen Sie die Datei noch einmal."
