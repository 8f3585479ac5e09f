"""The only place for the data of the component gallery: every component in every state."""

from dataclasses import dataclass
from datetime import date

from django import forms

from sites.core.charts import TILES
from sites.core.forms import Form
from sites.core.lists import Page
from sites.models import Passage

TODAY = date(2026, 11, 17)


class Everything(Form):
    """One field of every kind."""

    AUDIENCE = {"note": "Sichtbar für Team und Leitung."}
    LOOK = {"types": "chips", "children": "counter"}

    title = forms.CharField(label="Bezeichnung", max_length=40, help_text="So steht sie im Aushang.")
    held_on = forms.DateField(label="Tag", localize=True)
    email = forms.EmailField(label="E-Mail-Adresse", required=False, widget=forms.EmailInput(attrs={"autocomplete": "email"}))
    hours = forms.DecimalField(label="Stunden", required=False, localize=True)
    children = forms.IntegerField(label="Kinder", min_value=0, max_value=200, initial=11, help_text="zuletzt 11, meist 8–15")
    note = forms.CharField(label="Wie war es?", required=False, widget=forms.Textarea(attrs={"rows": 3}), help_text="Bitte keine Namen.")
    kind = forms.ChoiceField(label="Form", choices=[("", "Bitte wählen"), ("gallery", "Galerie"), ("roof", "Unter einem Dach")])
    answer = forms.ChoiceField(label="Ihre Entscheidung", choices=[("yes", "Fortführen"), ("no", "Beenden")], widget=forms.RadioSelect)
    parts = forms.MultipleChoiceField(label="Bestandteile", choices=[("a", "Beratung"), ("b", "Bildung")], widget=forms.CheckboxSelectMultiple)
    types = forms.MultipleChoiceField(
        label="Art", required=False, choices=[("c", "Begegnung"), ("d", "Begleitung")], widget=forms.CheckboxSelectMultiple, initial=["c"]
    )
    several = forms.MultipleChoiceField(label="Mehrere", required=False, choices=[("x", "Eins"), ("y", "Zwei")])
    agreed = forms.BooleanField(label="Der Elternbeirat ist angehört", help_text="Mit Datum im Protokoll.")
    upload = forms.FileField(label="Niederschrift", required=False, widget=forms.FileInput(attrs={"data-max": 20 * 1024 * 1024}))
    token = forms.CharField(widget=forms.HiddenInput, initial="verborgen")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        said = "„Grundlage für die Entwicklung sind die Bedarfe der Familien.“"
        self.fields["title"].recommendation = Passage(name="ground", paragraph="3.1", text=said)


class Filters(forms.Form):
    q = forms.CharField(label="Name oder Ort", required=False)
    phase = forms.ChoiceField(label="Phase", required=False, choices=[("", "Alle"), ("t", "ThEKiZ")])


@dataclass
class Job:
    pk: int
    state: str
    title: str = "Landesbericht LSZ"
    stage: str = "Schritt 1 von 3: Zahlen werden gezählt."
    done: int = 3
    total: int = 22
    finished: None = None

    @property
    def is_over(self) -> bool:
        return self.state in {"done", "failed", "parked"}


def context() -> dict:
    counties = [
        {
            "ags": ags,
            "short": ags[-3:],
            "value": "7,9",
            "class": f"q{index % 5}",
            "title": f"Kreis {ags}: 7,9",
            **({"url": "#"} if index == 3 else {}),
        }
        for index, ags in enumerate(TILES)
    ]
    return {
        "crumbs": [("Heute", "/"), ("Bausteine", "")],
        "fresh": Everything(prefix="f"),
        "refused": Everything({"r-title": "x" * 41, "r-held_on": "31.2.2026", "r-children": "300", "r-note": "<script>"}, prefix="r"),
        "filters": Filters({"q": "Ilmenau"}),
        "active": [("Jahr 2026", "?"), ("ohne beendete", "?")],
        "page": Page([1] * 50, "?after=x", False),
        "jobs": [Job(1, "queued"), Job(2, "running"), Job(3, "done"), Job(4, "failed"), Job(5, "parked")],
        "readiness": [
            {"kind": "given", "title": "Träger", "text": "Beschluss 3. September"},
            {"kind": "required", "title": "Gemeinde", "text": "Zustimmung fehlt noch"},
            {"kind": "none", "title": "Mietvertrag", "text": "nicht nötig, eigene Räume"},
        ],
        "history": [
            {"title": "Liegt bei Ihnen", "when": "seit 8. November", "now": True},
            {"title": "Das Jugendamt hat geprüft", "when": "8. November", "note": "Fachlich stimmig.", "audience": "Sichtbar für das Jugendamt"},
        ],
        "facts": [("Frist", "30. November, in 13 Tagen"), ("Liegt bei", "Ihnen")],
        "remaining": [
            "Zustimmung der Gemeinde fehlt",
            {"text": "Kapitel 5 schreiben", "url": "#", "who": "Ines Brandt"},
            {"text": "Gelesen", "done": True},
        ],
        "average": 7.84,
        "sessions": 44535,
        "day": date(2026, 11, 30),
        "today": TODAY,
        "series": [1, 4, 2, 6],
        "counties": counties,
        "legend": [("q1", "unter 7"), ("q2", "7 bis unter 8"), ("q3", "8 bis unter 10"), ("q4", "10 und mehr"), ("q0", "ausgeblendet")],
        "keys": ["auf dem Weg", "ThEKiZ", "Konsultation"],
        "phases": [(str(year), [22 + year % 7, 18 + 3 * (year - 2019), 3]) for year in range(2019, 2027)],
        "drawings": ["phone", "place", "letter"],
    }
