"""The form of a table on its way in: what it holds, and the file."""

from django import forms

from planning.models import ImportRun, Term
from planning.rules.imports.columns import COLUMNS, Kind
from planning.rules.imports.grid import MOST_BYTES, column_name
from planning.rules.imports.heads import LEFT_OUT, WIDE, Head
from sites.core.forms import Form


class ImportForm(Form):
    """A spreadsheet of the county; what is wrong with the file as a whole stands at the file."""

    kind = forms.ChoiceField(label="Was steht in der Tabelle?", choices=ImportRun.Kind, widget=forms.RadioSelect)
    upload = forms.FileField(
        label="Datei",
        max_length=200,
        help_text="Excel (.xlsx), OpenDocument (.ods) oder CSV mit höchstens 20.000 Zeilen.",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.ods,.csv,.txt", "data-max": MOST_BYTES}),
    )
    AUDIENCE = {
        "upload": "Die Datei selbst wird nicht aufbewahrt, ihre Zellen nur bis zum Übernehmen oder Verwerfen. Sichtbar für die Sozialplanung."
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["upload"].error_messages["empty"] = "Die Datei ist leer. Bitte wählen Sie die Datei noch einmal."


class ColumnsForm(Form):
    """What each column of a table holds; for figures also what holds for all rows."""

    BEGIN, OMIT = "column_", "-"
    FIXED = "fixed_"

    def __init__(self, *args, run: ImportRun, head: Head, **kwargs):
        super().__init__(*args, **kwargs)
        choices = [(self.OMIT, "nicht lesen"), *((column.name, column.label) for column in COLUMNS[run.kind])]
        if run.kind == Kind.FIGURES:
            choices.append((WIDE, "Zahlen; Jahr oder Kennzahl steht in der Überschrift"))
            self._add_fixed(run)
        for at in range(max(len(row.cells) for row in (head.last, *head.body))):
            texts = [row.cells[at] for row in head.body if at < len(row.cells) and row.cells[at]]
            title = f"Spalte {column_name(at)}"
            label = f"{head.texts[at][:80]} ({title})" if at < len(head.texts) and head.texts[at] else title
            examples = ", ".join(f"„{text[:30]}“" for text in list(dict.fromkeys(texts))[:3])
            self.fields[f"{self.BEGIN}{at}"] = forms.ChoiceField(
                label=label,
                choices=choices,
                initial=head.columns.get(at) or self.OMIT,
                help_text=f"Zum Beispiel {examples}" if examples else "",
            )

    def _add_fixed(self, run: ImportRun) -> None:
        terms = Term.objects.on(self.request.access.today).filter(catalogue=Term.Catalogue.SOCIAL_INDICATOR)
        indicators = [("", "steht in der Tabelle"), *((term.label, term.label) for term in terms)]
        only = "Nur, wenn es in der Tabelle nicht steht."
        self.fields["fixed_indicator"] = forms.ChoiceField(label="Kennzahl für alle Zeilen", choices=indicators, required=False)
        self.fields["fixed_day"] = forms.CharField(label="Stichtag für alle Zeilen", max_length=40, required=False, help_text=only)
        self.fields["fixed_source"] = forms.CharField(label="Quelle für alle Zeilen", max_length=200, required=False, help_text=only)
        for name, text in run.fixed.items():
            self.fields[f"{self.FIXED}{name}"].initial = text

    def clean(self):
        data = super().clean()
        chosen: dict[str, str] = {}
        for name, column in list(data.items()):  # an error takes its field away
            if not name.startswith(self.BEGIN) or column in {self.OMIT, WIDE}:
                continue
            if column in chosen:
                self.add_error(name, "Das haben Sie schon für eine andere Spalte gewählt. Bitte wählen Sie es nur einmal.")
            chosen[column] = name
        return data

    def said(self) -> dict[str, dict]:
        """What the service needs: the columns by position, and what holds for all rows."""
        data = self.cleaned_data
        chosen = {int(name.removeprefix(self.BEGIN)): column for name, column in data.items() if name.startswith(self.BEGIN)}
        columns = {at: LEFT_OUT if column == self.OMIT else column for at, column in chosen.items()}
        return {"columns": columns, "fixed": {name.removeprefix(self.FIXED): text for name, text in data.items() if name.startswith(self.FIXED)}}
