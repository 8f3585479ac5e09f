"""The forms of surveys: what is asked, when it ends, what follows from it; and the sheet that families fill in."""

import json
from collections.abc import Sequence
from datetime import date
from hashlib import blake2s
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext, gettext_lazy, gettext_noop

from offers.rules.surveys import labels_of
from planning.models import Survey, SurveyQuestion
from planning.models.surveys import MOST_OPTIONS, MOST_QUESTIONS
from sites.core.forms import Form, ModelForm, Part

#: Families read it in their language.
ASKED_OTHERWISE = gettext_noop(
    "Die Fragen haben sich inzwischen geändert. Ihre Antworten stehen noch da; bitte lesen Sie die Fragen noch einmal und senden Sie dann."
)
HOUSE = "Alle Familien lesen das. Bitte keine Namen."
FIXED = "Es sind schon Bögen da: Fragen und Beginn stehen fest, damit alle dasselbe gefragt wurden. Ändern lässt sich nur noch das Ende."
ANSWERED = (
    "Inzwischen hat jemand geantwortet: Fragen und Beginn stehen fest, damit alle dasselbe gefragt werden. Ihre Eingaben stehen noch in den Feldern. "
    "Das Ende können Sie noch ändern; öffnen Sie dafür diese Seite neu."
)
Kind = SurveyQuestion.Kind


class QuestionForm(Form):
    """One question. An empty line is no question."""

    kind = forms.ChoiceField(label="Art der Antwort", choices=[("", "keine Frage"), *Kind.choices], required=False)
    text = forms.CharField(label="Frage", max_length=160, required=False)
    options = forms.CharField(
        label="Antworten zur Auswahl, eine je Zeile", required=False, max_length=700, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Nur bei einer oder mehreren Antworten.",
    )  # fmt: skip
    highest = forms.IntegerField(label="Skala bis", required=False, min_value=2, max_value=10)

    def clean_options(self) -> list[str]:
        found = [line.strip() for line in self.cleaned_data["options"].splitlines() if line.strip()]
        if any(len(option) > 60 for option in found):
            raise ValidationError("Eine Antwort hat höchstens 60 Zeichen. Bitte kürzen Sie sie.")
        return list(dict.fromkeys(found))

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        kind, text, options = data.get("kind"), data.get("text"), data.get("options") or []
        if text and not kind and "kind" not in self.errors:
            self.add_error("kind", "Bitte wählen Sie, wie geantwortet wird.")
        if kind and not text and "text" not in self.errors:
            self.add_error("text", "Hier fehlt die Frage. Oder wählen Sie „keine Frage“.")
        if kind in (Kind.ONE, Kind.SEVERAL) and not 2 <= len(options) <= MOST_OPTIONS and "options" not in self.errors:
            self.add_error("options", "Bitte geben Sie zwei bis zehn Antworten zur Auswahl an, eine je Zeile.")
        return data

    def _refuse_overtaken(self) -> None:
        super()._refuse_overtaken()
        self.errors.pop(NON_FIELD_ERRORS, None)

    def question(self) -> dict[str, Any] | None:
        """The question ready to be saved; None for an empty line."""
        data = self.cleaned_data
        if not data.get("kind"):
            return None
        options = data["options"] if data["kind"] in (Kind.ONE, Kind.SEVERAL) else []
        return {"kind": data["kind"], "text": data["text"], "options": options, "highest": data.get("highest") or 5}


Questions = forms.formset_factory(QuestionForm, extra=0, max_num=MOST_QUESTIONS, absolute_max=MOST_QUESTIONS)


class SurveyForm(ModelForm):
    """What is asked and when, with its questions beside: `lines`, checked together with it."""

    PERIOD = PLAUSIBLE = ("opens", "closes")
    AHEAD = 2
    LAYOUT = (Part(("kind", "title", "intro")), Part(("opens", "closes"), pair=True), Part(("paper", "asked")))
    AUDIENCE = {"intro": HOUSE}

    class Meta:
        model = Survey
        fields = ["kind", "title", "intro", "opens", "closes", "paper", "asked"]
        localized_fields = "__all__"
        help_texts = {
            "intro": "Ein Satz. Danach steht auf der Seite das Versprechen: anonym, Ergebnisse ab fünf Antworten.",
            "paper": "Zum Beispiel: Der Bogen und ein Briefkasten stehen im Familienraum.",
            "asked": "Ungefähr. Leer lassen, wenn es unbekannt ist.",
            "closes": "An diesem Tag noch offen. Danach schließt sie von selbst.",
        }

    def __init__(self, *args: Any, questions: list[dict[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        empty: list[dict[str, Any]] = [{}] * (MOST_QUESTIONS - len(questions))
        self.lines = Questions(
            self.data if self.is_bound else None, initial=[*questions, *empty], prefix="questions",
            form_kwargs={"request": self.request, "edits": self.edits},
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        super().clean()
        if not self.lines.is_valid():
            self.add_error(None, "Bitte prüfen Sie die Fragen.")
        elif not self.questions():
            self.add_error(None, "Bitte stellen Sie mindestens eine Frage.")
        self.is_overtaken = any(line.is_overtaken for line in self.lines)
        return self.cleaned_data

    def questions(self) -> list[dict[str, Any]]:
        return [question for line in self.lines if (question := line.question())]


class SurveyEndForm(ModelForm):
    """A survey that has answers: the one thing that may change."""

    PLAUSIBLE = ("closes",)
    AHEAD = 2

    class Meta:
        model = Survey
        fields = ["closes"]
        localized_fields = "__all__"
        labels = {"closes": "offen bis"}
        help_texts = {"closes": FIXED}

    def __init__(self, *args: Any, last: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.last = last

    def clean_closes(self) -> date:
        day: date = self.cleaned_data["closes"]
        if day < self.last:
            raise ValidationError(f"Am {self.last:%d.%m.%Y} kam noch ein Bogen an. Früher kann sie nicht geschlossen sein.")
        return day


class ConclusionForm(Form):
    """Who asks owes an answer: two sentences, and whether families may read it with the figures."""

    AUDIENCE = {"doing": "Nach dem Veröffentlichen lesen es alle Familien. Bitte keine Namen."}
    heard = forms.CharField(label="Das haben wir gehört", max_length=1000, widget=forms.Textarea)
    doing = forms.CharField(
        label="Das machen wir", max_length=1000, widget=forms.Textarea,
        help_text="Was folgt daraus? Auch ein „jetzt nicht“ mit Grund ist eine Antwort.",
    )  # fmt: skip
    publish = forms.BooleanField(
        label="Ergebnis und Antwort veröffentlichen", required=False,
        help_text="Veröffentlicht werden Zahlen ab fünf und Ihr Text, nie die Sätze der Familien. Die Zahlen bleiben dann, wie sie sind.",
    )  # fmt: skip

    def __init__(self, *args: Any, may_publish: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_publish:  # guard: publish-after-the-end -> if False:
            del self.fields["publish"]


class SheetForm(Form):
    """A sheet of a survey as families fill it in: a field for each question, all of them voluntary; `website` is left empty by people.

    `read` tells which questions were read: an answer counts for no other one.
    """

    refused = gettext_lazy("Das ist noch nicht gesendet")
    website = forms.CharField(required=False, widget=forms.HiddenInput)
    sheet = forms.CharField(required=False, widget=forms.HiddenInput)
    read = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, questions: list[dict[str, Any]], **kwargs: Any) -> None:
        self.questions, self.digest = questions, _digest_of(questions)
        vars(self).update(base_fields={**self.base_fields, **{f"q{question['number']}": _field_of(question) for question in questions}})
        super().__init__(*args, **kwargs)
        self.initial["read"] = self.digest

    def clean(self) -> dict[str, Any]:
        super().clean()
        if self.cleaned_data.get("read", "") not in ("", self.digest):  # guard: asked-otherwise -> if False:
            sent: Any = self.data.copy()  # the page that comes back asks these questions
            sent["read"] = self.digest
            self.data = sent
            self.add_error(None, gettext(ASKED_OTHERWISE))
        if not self.errors and not self.answers():
            self.add_error(None, gettext("Noch ist nichts angekreuzt. Jede Frage dürfen Sie auslassen, nur nicht alle."))
        return self.cleaned_data

    def answers(self) -> list[dict[str, Any]]:
        """What was answered, by the numbers of the questions' rows."""
        found = []
        for question in self.questions:
            given = self.cleaned_data.get(f"q{question['number']}")
            if question["kind"] == Kind.LINE:
                found += [{"question": question["id"], "choices": [], "words": given}] if given else []
            elif given:
                chosen = [int(one) for one in ([given] if isinstance(given, str) else given)]
                found.append({"question": question["id"], "choices": chosen, "words": ""})
        return found


def _digest_of(questions: Sequence[dict[str, Any]]) -> str:
    read = [[question[name] for name in ("id", "kind", "text", "options", "highest")] for question in questions]
    return blake2s(json.dumps(read).encode(), digest_size=8).hexdigest()


def _field_of(question: dict[str, Any]) -> forms.Field:
    text, kind = question["text"], question["kind"]
    if kind == Kind.LINE:
        return forms.CharField(label=text, max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 3}))
    choices = [(str(number), label) for number, label in enumerate(labels_of(kind, question["options"], question["highest"]), 1)]
    if kind == Kind.SEVERAL:
        return forms.MultipleChoiceField(label=text, choices=choices, required=False, widget=forms.CheckboxSelectMultiple)
    return forms.ChoiceField(label=text, choices=choices, required=False, widget=forms.RadioSelect)


LINES: forms.Widget = forms.Textarea(attrs={"rows": 4, "dir": "auto"})
ONE_LINE: forms.Widget = forms.TextInput(attrs={"dir": "auto"})


class TranslationForm(Form):
    """The texts of a survey in another language, typed by the house; what is left empty stays German and is marked so."""

    def __init__(self, *args: Any, survey: Survey, questions: list[SurveyQuestion], code: str, **kwargs: Any) -> None:
        self.rows: dict[str, tuple[Survey | SurveyQuestion, str]] = {}
        fields: dict[str, forms.Field] = {}
        for name, row, text, german in self._texts(survey, questions):
            now = row.translations.get(code, {}).get(text, "")
            if text == "options":
                words, widget = f"Frage {row.number}, Antworten je Zeile", LINES
                german, now = ", ".join(german), "\n".join(now)
            else:
                words = survey._meta.get_field(text).verbose_name if row is survey else f"Frage {row.number}"
                widget = ONE_LINE
            fields[name] = forms.CharField(
                label=words, required=False, max_length=700 if text == "options" else 300, help_text=f"Deutsch: {german}", initial=now, widget=widget
            )
            self.rows[name] = row, text
        vars(self).update(base_fields={**self.base_fields, **fields})
        super().__init__(*args, edits=survey, **kwargs)

    @staticmethod
    def _texts(survey: Survey, questions: list[SurveyQuestion]) -> list[tuple[str, Any, str, Any]]:
        own = [(name, survey, name, getattr(survey, name)) for name in ("title", "intro", "paper")]
        asked = [(f"{text}{one.number}", one, text, getattr(one, text)) for one in questions for text in ("text", "options")]
        return [one for one in [*own, *asked] if one[3]]

    def clean(self) -> dict[str, Any]:
        super().clean()
        for name, (row, text) in self.rows.items():
            given = self.lines_of(name)
            if text == "options" and given and len(given) != len(row.options):  # type: ignore[union-attr]  # a question: a survey has none
                self.add_error(name, f"Bitte so viele wie im Deutschen, also {len(row.options)}, in derselben Reihenfolge.")  # type: ignore[union-attr]  # as above
        return self.cleaned_data

    def lines_of(self, name: str) -> list[str]:
        return [line.strip() for line in self.cleaned_data.get(name, "").splitlines() if line.strip()]

    def texts(self) -> list[tuple[Survey | SurveyQuestion, str, Any]]:
        """Row, name of the text, and what was typed."""
        return [(row, text, self.lines_of(name) if text == "options" else self.cleaned_data[name]) for name, (row, text) in self.rows.items()]
