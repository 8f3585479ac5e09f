"""The form of an assessment with its lines of results."""

from datetime import date
from itertools import groupby
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS

from planning.forms.plans import PaperForm
from planning.models import Assessment, Term
from sites.core.forms import Form
from sites.models import Area, Place

PLANNING_AREAS = "Partner*innen des ThEKiZ finden sich „in den Sozialräumen und kommunalen Planungsräumen“."
AT_SITE = "Sichtbar für Team, Träger, Prozessbegleitung und Elternvertretung, nach der Freigabe auch für die Ämter. Bitte keine Namen von Familien."
AT_COUNTY = "Sichtbar für Sozialplanung, Jugendamt und Kita-Fachberatung. Bitte keine Namen von Familien."
PAPER = "Sichtbar auch für die Ämter, unabhängig von der Freigabe. Bitte keine ausgefüllten Fragebögen und keine Namen."
LINES, SPARE = 6, 3


def themes(day: date, *chosen: int | None) -> list:
    """Themes and burdens of families in two groups; what was chosen under an older edition stays choosable. One query."""
    lists: list[str] = [Term.Catalogue.THEME, Term.Catalogue.BURDEN]
    terms = Term.objects.filter(catalogue__in=lists)
    known = terms.on(day) | terms.filter(pk__in=[pk for pk in chosen if pk])
    in_order_of_lists = sorted(known, key=lambda term: (lists.index(term.catalogue), term.number))
    groups = groupby(in_order_of_lists, key=lambda term: term.get_catalogue_display())
    return [(label, [(term.pk, term.label) for term in group]) for label, group in groups]


class ResultForm(Form):
    """One line of results: a theme, how many named it, out of how many. An empty line is no line.

    What somebody else has changed meanwhile is shown at the line; who that was, says the form around it.
    """

    theme = forms.TypedChoiceField(label="Thema", coerce=int, required=False, empty_value=None)
    voices = forms.IntegerField(label="Nennungen", min_value=0, max_value=999_999, required=False)
    voices_of = forms.IntegerField(label="von", min_value=1, max_value=999_999, required=False)

    def __init__(self, *args, choices, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["theme"].choices = [("", "Bitte wählen"), *choices]
        self.fields["voices_of"].error_messages["min_value"] = "„von“ muss mindestens 1 sein. Lassen Sie es leer, wenn es unbekannt ist."

    def clean(self):
        data = self.cleaned_data
        theme, voices, whole = data.get("theme"), data.get("voices"), data.get("voices_of")
        if "theme" not in self.errors and theme is None and (voices is not None or whole is not None):
            self.add_error("theme", "Zu dieser Zahl fehlt das Thema. Bitte wählen Sie es aus, oder leeren Sie die Zeile.")
        if theme is not None and voices is None and "voices" not in self.errors:
            self.add_error("voices", "Wie oft wurde das Thema genannt? Bitte geben Sie eine Zahl ein, oder leeren Sie die Zeile.")
        if voices is not None and whole is not None and voices > whole:
            self.add_error("voices", f"{voices} von {whole} geht nicht: Es können nicht mehr Nennungen sein als Beteiligte.")
        return data

    def _refuse_overtaken(self) -> None:
        super()._refuse_overtaken()
        self.errors.pop(NON_FIELD_ERRORS, None)


ResultLines = forms.formset_factory(ResultForm, extra=0, max_num=60, absolute_max=60)


class AssessmentForm(PaperForm):
    """Method, days, reach, whose voice, area, and the results as sums: `lines` beside the fields, checked together with them."""

    HELP = {"title": "ground", "method": "methods", "source_group": "sources", "planning_area": "planning-areas"}
    PAST = PERIOD = ("held_from", "held_until")
    UNSPOKEN = ("source_group", "method")

    class Meta:
        model = Assessment
        fields = ["title", "method", "source_group", "held_from", "held_until", "invited", "answered", "planning_area", "summary"]
        localized_fields = "__all__"
        widgets = {"summary": forms.Textarea(attrs={"rows": 4})}
        help_texts = {
            "title": "Zum Beispiel: Elternbefragung im Frühjahr 2026.",
            "held_until": "Leer lassen, wenn es ein einzelner Tag war.",
            "invited": "Wie viele Bögen wurden verteilt, wie viele Personen angesprochen? Leer lassen, wenn es unbekannt ist.",
        }

    def __init__(self, *args, county: int, **kwargs):
        super().__init__(*args, **kwargs)
        at_county = self.instance.place.kind == Place.Kind.COUNTY
        self.fields["planning_area"].queryset = Area.objects.filter(county=county)  # a public register: the area lies at the county
        self.fields["planning_area"].empty_label = "gilt für das ganze Gebiet" if at_county else "keiner"
        self.fields["summary"].audience = AT_COUNTY if at_county else AT_SITE
        self.fields["upload"].label, self.fields["upload"].audience = "Unterlage dazu", AT_COUNTY if at_county else PAPER
        self.fields["upload"].help_text = "Zum Beispiel der leere Fragebogen oder der Bericht. PDF, PNG oder JPEG."
        given = list(self.instance.results.values("theme", "voices", "voices_of")) if self.instance.pk else []
        choices = themes(self.request.access.today, *(line["theme"] for line in given))
        empty: list[dict[str, Any]] = [{}] * max(SPARE, LINES - len(given))
        kwargs = {"initial": [*given, *empty], "prefix": "results", "form_kwargs": {"choices": choices, "request": self.request, "edits": self.edits}}
        self.lines = ResultLines(self.data if self.is_bound else None, **kwargs)

    def clean(self):
        super().clean()
        data = self.cleaned_data
        if data.get("invited") is not None and data.get("answered") is not None and data["answered"] > data["invited"]:
            self.add_error("answered", f"Eingeladen waren {data['invited']}. Es können sich nicht mehr beteiligt haben.")
        if self.lines.is_valid():
            self._compare_lines()
        if any(line.errors for line in self.lines) or self.lines.non_form_errors():
            self.add_error(None, "Bitte prüfen Sie die Ergebnisse je Thema.")
        self.is_overtaken = any(line.is_overtaken for line in self.lines)
        return self.cleaned_data

    def _compare_lines(self):
        """A theme stands once, and nobody names it more often than people took part."""
        answered, seen = self.cleaned_data.get("answered"), set()
        for line in self.lines:
            theme, voices = line.cleaned_data.get("theme"), line.cleaned_data.get("voices")
            if theme in seen:
                line.add_error("theme", "Dieses Thema steht schon in einer anderen Zeile. Bitte tragen Sie es einmal ein.")
            if answered is not None and max(voices or 0, line.cleaned_data.get("voices_of") or 0) > answered:
                line.add_error("voices", f"Beteiligt haben sich {answered}. Mehr Nennungen oder Beteiligte können es bei einem Thema nicht sein.")
            seen.add(theme) if theme else None

    def results(self) -> list[dict[str, Any]]:
        """The lines that say something, ready to be saved."""
        filled = [line.cleaned_data for line in self.lines if line.cleaned_data.get("theme")]
        return [{"theme_id": line["theme"], "voices": line["voices"], "voices_of": line["voices_of"]} for line in filled]
