"""The forms of the lists: an entry and its successor, an edition, an official link, and what a site says to a criterion."""

from typing import Any

from django import forms

from planning.models import ActionField, CriterionNote, Edition, LegalBasis, Link, Term
from planning.rules.catalogues import ACTION_FIELDS, LEGAL_BASES
from sites.core.forms import Form, ModelForm

SAME_NAME = "Die Bezeichnung ist dieselbe wie bisher. Bitte ändern Sie sie, oder lassen Sie diesen Tag leer."
NO_DAY = "Die Bezeichnung ist neu. Bitte geben Sie an, ab welchem Tag sie gilt; bis dahin bleibt der Eintrag, wie er ist."
NO_ADDRESS = "Bitte als ganze Adresse eingeben, zum Beispiel https://www.thekiz.de/."


class DayForm(Form):
    on = forms.DateField(label="Was gilt am", required=False, localize=True)


class EntryForm(ModelForm):
    """An entry of a list. Its name never changes: another name begins on a day, and the old entry ends the day before (R320)."""

    NAME = "label"
    NEEDED = {"since": "für eine neue Bezeichnung nötig"}
    since = forms.DateField(
        label="Neue Bezeichnung gilt ab",
        required=False,
        localize=True,
        help_text="Nur wenn Sie die Bezeichnung ändern. Der alte Eintrag endet am Tag davor und bleibt in allem stehen, was mit ihm "
        "geschrieben wurde.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["starts"]
        else:
            del self.fields["since"]
            self.initial["starts"] = self.request.access.today

    def clean(self):
        data = super().clean() or {}
        if not self.instance.pk or self.errors:
            return data
        renamed, since, known = self.NAME in self.changed_data, data["since"], self.initial
        if renamed and not since:
            self.add_error("since", NO_DAY)
        elif since and not renamed:
            self.add_error("since", SAME_NAME)
        elif since and since <= self.instance.starts:
            self.add_error("since", f"Der Eintrag gilt erst seit dem {self.instance.starts:%d.%m.%Y}. Bitte wählen Sie einen späteren Tag.")
        elif since and known["ends"] and since > known["ends"]:
            self.add_error("since", f"Der Eintrag endet schon am {known['ends']:%d.%m.%Y}. Bitte legen Sie einen neuen an.")
        return data


class TermForm(EntryForm):
    class Meta:
        model = Term
        fields = ["label", "text", "paragraph", "starts", "since", "ends"]
        widgets: dict[str, Any] = {"label": forms.Textarea(attrs={"rows": 2})}
        help_texts = {"paragraph": "Abschnitt der Fachlichen Empfehlungen, zum Beispiel 1.2. Leer, wenn der Eintrag nicht aus ihnen stammt."}


class IndicatorForm(TermForm):
    """An indicator says once whether its figures are counted, shares or measured; those that are entered then keep to it."""

    UNSPOKEN = ("figure_kind",)

    class Meta(TermForm.Meta):
        fields = ["label", "figure_kind", "text", "paragraph", "starts", "since", "ends"]
        widgets = TermForm.Meta.widgets | {"figure_kind": forms.RadioSelect}
        help_texts = {
            **TermForm.Meta.help_texts,
            "figure_kind": "Gezählt: eine ganze Zahl, auch „412 von 2.650“. Anteil: in Prozent. Gemessen: auch mit Komma, nie in Prozent, zum "
            "Beispiel Minuten.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["figure_kind"]
        else:
            self.instance.catalogue = Term.Catalogue.SOCIAL_INDICATOR
            self.fields["figure_kind"].required = True
            self.fields["figure_kind"].choices = Term.FigureKind.choices


class LegalBasisForm(EntryForm):
    NAME = "citation"

    class Meta:
        model = LegalBasis
        fields = ["citation", "content", "needs_commission", "starts", "since", "ends"]


class ActionFieldForm(EntryForm):
    NAME = "name"

    class Meta:
        model = ActionField
        fields = ["name", "starts", "since", "ends"]


def entry_form(catalogue: str) -> type[EntryForm]:
    """The form of an entry of a list."""
    forms_of = {LEGAL_BASES: LegalBasisForm, ACTION_FIELDS: ActionFieldForm, Term.Catalogue.SOCIAL_INDICATOR: IndicatorForm}
    return forms_of.get(catalogue, TermForm)


class EditionForm(ModelForm):
    """A new edition of the recommendations; the one before ends the day before."""

    HELP = {"starts": "edition-starts"}

    class Meta:
        model = Edition
        fields = ["title", "code", "published", "starts"]
        help_texts = {"code": "Kurz, zum Beispiel 2027."}

    def clean_starts(self):
        starts, newest = self.cleaned_data["starts"], Edition.objects.order_by("-starts").first()
        if newest and starts <= newest.starts:
            raise forms.ValidationError(f"Die jetzige Fassung gilt seit dem {newest.starts:%d.%m.%Y}. Eine neue beginnt später.")
        return starts


class LinkForm(ModelForm):
    """An official link with what replaces it when it is gone (R322)."""

    class Meta:
        model = Link
        fields = ["title", "url", "paragraph", "ordinance", "gone", "replacement", "note"]
        widgets = {"url": forms.URLInput, "replacement": forms.URLInput}
        error_messages = {name: {"invalid": NO_ADDRESS} for name in ("url", "replacement")}
        help_texts = {
            "paragraph": "Wo die Fachlichen Empfehlungen die Seite nennen, zum Beispiel: 2.1, Fußnote 6.",
            "ordinance": "Kann bei einer Krisenzeit gewählt werden und steht in der Liste der Verordnungen.",
        }

    def clean(self):
        data = super().clean() or {}
        if data.get("replacement") and data["replacement"] == data.get("url"):
            self.add_error("replacement", "Der Ersatz ist dieselbe Adresse. Bitte geben Sie die neue an, oder lassen Sie das Feld leer.")
        return data


class CriterionForm(ModelForm):
    """How a site stands to a sentence of the recommendations, in words; never points (R063, R111)."""

    HELP = {"standing": "criterion-standing"}
    AUDIENCE = {"how": "Sichtbar für Team, Träger, Prozessbegleitung und die Ämter des Landkreises. Bitte keine Namen von Familien."}
    PAST = ("noted_on",)

    class Meta:
        model = CriterionNote
        fields = ["standing", "how", "noted_on"]
        widgets = {"standing": forms.RadioSelect, "how": forms.Textarea(attrs={"rows": 4})}
        help_texts = {"how": "Was würde jemand sehen oder hören, der einen Tag lang zu Besuch ist?"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["standing"].choices = CriterionNote.Standing.choices
        self.initial["noted_on"] = self.request.access.today
