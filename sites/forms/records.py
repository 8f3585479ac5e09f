"""The only place for the forms of what is put down beside the work: documents, comments, feedback."""

from typing import Any

from django import forms

from sites.core.forms import Form, ModelForm
from sites.models import Comment, Document
from sites.services.records import DOCUMENT_BYTES, paper_type


class PaperField(forms.FileField):
    """A paper to be kept as a document; what we do not take is said at the field."""

    def __init__(self, *, help_text: str = "PDF, PNG oder JPEG.", **kwargs: Any):
        widget = forms.FileInput(attrs={"accept": ".pdf,.png,.jpg,.jpeg", "data-max": DOCUMENT_BYTES})
        super().__init__(max_length=160, widget=widget, help_text=help_text, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> Any:
        upload = super().clean(data, initial)
        if upload:
            paper_type(upload)
        return upload


class DocumentForm(Form):
    title = forms.CharField(label="Bezeichnung", max_length=120, help_text="Zum Beispiel: Beschluss des Jugendhilfeausschusses vom 12. November.")
    upload = PaperField(label="Datei")


class DocumentTitleForm(ModelForm):
    """The name of a file that stands; another file is another document."""

    class Meta:
        model = Document
        fields = ["title"]


class CommentEditForm(ModelForm):
    """The own words of a remark; who reads it stays."""

    class Meta:
        model = Comment
        fields = ["text"]


class CommentForm(Form):
    """A remark; who may read it is chosen with its place (the site or its county) and printed under the field."""

    CASE, OFFICES = "case", "offices"
    EVERYBODY = "alle am Antrag Beteiligten: Ämter, Träger, Leitung und Koordination"
    text = forms.CharField(label="Kommentar", max_length=4000, widget=forms.Textarea(attrs={"rows": 3}))
    audience = forms.ChoiceField(label="Wer liest mit?", widget=forms.RadioSelect, initial=CASE)
    AUDIENCE = {"text": "Sichtbar für die, die Sie darunter wählen. Bitte keine Namen von Familien oder Kindern."}

    def __init__(self, *args, offices: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        if offices:
            self.fields["audience"].choices = [
                (self.CASE, self.EVERYBODY),
                (self.OFFICES, "nur Ämter: Sozialplanung, Jugendamt und Kita-Fachberatung"),
            ]
        else:
            del self.fields["audience"]
            self.fields["text"].audience = f"Sichtbar für {self.EVERYBODY}. Bitte keine Namen von Familien oder Kindern."

    def place_of(self, site) -> int:
        """Where the comment lies: its place is its audience."""
        return site.county_id if self.cleaned_data.get("audience") == self.OFFICES else site.pk


class FeedbackForm(Form):
    """Feedback without an account; `website` is left empty by people."""

    UNGUARDED = ("contact", "page")
    refused = "Das ist noch nicht gesendet"
    page = forms.CharField(label="Um welche Seite geht es?", max_length=300, required=False)
    message = forms.CharField(label="Was möchten Sie uns sagen?", max_length=5000, widget=forms.Textarea(attrs={"rows": 6}))
    contact = forms.CharField(
        label="Wie erreichen wir Sie?", max_length=200, required=False, help_text="E-Mail-Adresse oder Telefon, wenn Sie eine Antwort möchten."
    )
    website = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, office: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["message"].audience = f"Sichtbar für die {office}, die diese Anwendung betreut."


class AnswerForm(Form):
    note = forms.CharField(label="Was wurde getan?", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2}))
