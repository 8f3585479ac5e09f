"""The forms of the facilitator's book: a line of hours with its note behind a door, its correction, the closing of a month, the state of a task."""

from decimal import Decimal

from django import forms

from planning.models import Assessment, Goal
from processes.models import FacilitationNote, FacilitationSession, FacilitationTask
from processes.models.book import MOST_IN_A_LINE
from processes.rules.book import last_day, month_of
from processes.rules.profile import PEER_CONSULTATION, at_hand, profile, short
from sites.core.access import rows
from sites.core.days import date_long, month_long
from sites.core.forms import Form, ModelForm, Part
from sites.core.personal import names_somebody, personal

Door = FacilitationNote.Door
NO_CASE = (
    "Aus der kollegialen Fallberatung wird kein Fall aufgeschrieben. Bitte lassen Sie das Feld leer oder schreiben Sie so, "
    "dass niemand zu erkennen ist: ohne Namen, Nummern und Diagnosen."
)
NO_AGREEMENT = "Aus der kollegialen Fallberatung wird nichts aufgeschrieben, auch keine Vereinbarung. Bitte lassen Sie das Feld leer."
NEEDS_TOPIC = "Bitte füllen Sie „Worum ging es?“ aus."
QUARTERS = "Bitte in Viertelstunden eingeben, zum Beispiel 1,25 oder 2,5."
WHO_READS = {Door.PRIVATE: "Nur Sie, in keinem Bericht.", Door.SITE: "Leitung, Koordination und Träger.", Door.COUNTY: "Auch die Ämter und das Land."}


def _quarters(hours: Decimal | None) -> Decimal | None:
    if hours is not None and hours % Decimal("0.25"):
        raise forms.ValidationError(QUARTERS)
    return hours


class HoursForm(ModelForm):
    """A line: when, how long, what about, which tasks, who reads the note. 2,5 and 2.5 are the same.

    `contracts`: the own ones to choose from, where the page is not that of one contract. `used`: tasks that were used last.
    """

    LOOK = {"tasks": "chips", "participants": "chips"}
    LAYOUT = (
        Part(("held_on", "hours"), pair=True),
        Part(("topic", "tasks", "door", "kind")),
        Part(("participants", "agreements", "goal", "assessment"), "Wer dabei war, was vereinbart wurde, worauf es beruht", folded=True),
    )
    AUDIENCE = {
        "tasks": "Stunden und Aufgaben sehen Landkreis, Träger, Leitung und Koordination immer.",
        "agreements": "Sichtbar wie die Notiz; Ämter und Land lesen die Vereinbarungen nie.",
    }
    NEEDED = {"topic": "", "tasks": "Anhang 1"}
    PAST = ("held_on",)
    topic = forms.CharField(label="Worum ging es?", max_length=160, required=False)
    tasks = forms.TypedMultipleChoiceField(label="Aufgaben aus dem Profil", coerce=int, required=False, widget=forms.CheckboxSelectMultiple)
    door = forms.ChoiceField(label="Wer liest die Notiz?", choices=Door, initial=Door.SITE, widget=forms.RadioSelect)
    agreements = forms.CharField(label="Was wurde vereinbart?", max_length=2000, required=False, widget=forms.Textarea)
    participants = forms.MultipleChoiceField(
        label="Wer war dabei?",
        choices=FacilitationSession.Function,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Funktionen, keine Namen.",
    )

    class Meta:
        model = FacilitationSession
        fields = ["held_on", "hours", "kind", "participants", "goal", "assessment"]
        localized_fields = "__all__"

    def __init__(self, *args, contracts=None, used=(), **kwargs):
        line = kwargs["instance"]
        note = FacilitationNote.objects.filter(session=line).first() if line.pk else None
        stored = {"topic": note.topic, "door": note.door, "agreements": note.agreements} if note else {}
        chosen = [term.pk for term in line.tasks.all()] if line.pk else []
        super().__init__(*args, **{**kwargs, "initial": {**stored, "tasks": chosen, **(kwargs.get("initial") or {})}})
        self.terms = {term.pk: term for term in [*profile(self.request.access.today), *(line.tasks.all() if line.pk else ())]}
        self.used = list(used)
        self.fields["tasks"].choices = [(pk, short(term)) for pk, term in self.terms.items()]
        self.fields["tasks"].error_messages["invalid_choice"] = "Diese Aufgabe gibt es nicht (mehr). Bitte wählen Sie neu."
        self.fields["door"].choices = [(door, f"{door.label}: {WHO_READS[door]}") for door in Door]
        self.fields["hours"].widget.attrs.update(inputmode="decimal", autocomplete="off")
        if contracts is None:
            self.fields["hours"].help_text = "zum Beispiel 2,5"
            self._at(line.site_id)
        else:
            self._choose(contracts)

    def _at(self, site: int) -> None:
        """What of the house a line may rest on."""
        self.fields["goal"].queryset = rows(self.request, Goal).filter(site=site)
        self.fields["assessment"].queryset = rows(self.request, Assessment).filter(place=site)

    def _choose(self, contracts) -> None:
        """The line of the start page: of which contract; what needs more room stands on the page of the line."""
        for name in ("goal", "assessment", "agreements", "participants", "kind"):
            del self.fields[name]
        known = {str(contract.pk): contract for contract in contracts}
        choices = [(pk, contract.site.name) for pk, contract in known.items()]
        self.fields["contract"] = forms.TypedChoiceField(label="Standort", choices=choices, coerce=known.__getitem__)
        self.fields["contract"].error_messages["invalid_choice"] = "Diese Vereinbarung läuft nicht (mehr). Bitte wählen Sie einen anderen Standort."
        for field in self.fields.values():  # the page says it beside the line
            field.audience, field.recommendation = "", None

    @property
    def near_tasks(self):
        """The chips that stand open: those used last, and whatever is chosen."""
        options, near = self._task_options(), [str(term.pk) for term in at_hand(self.terms.values(), self.used)]
        return [options[value] for value in near] + [one for value, one in options.items() if one["selected"] and value not in near]

    @property
    def other_tasks(self):
        """The chips that are folded away."""
        shown = {one["value"] for one in self.near_tasks}
        return [one for value, one in self._task_options().items() if value not in shown]

    def _task_options(self):
        shown = [option.data for option in self["tasks"].subwidgets]
        return {str(data["value"]): {**data, "value": str(data["value"])} for data in shown}

    @property
    def doors(self):
        """The three doors, each with who reads behind it."""
        return [
            {**option.data, "title": Door(option.data["value"]).label, "who": WHO_READS[option.data["value"]]} for option in self["door"].subwidgets
        ]

    def clean_hours(self):
        return _quarters(self.cleaned_data["hours"])

    def clean_tasks(self):
        return [self.terms[pk] for pk in self.cleaned_data["tasks"]]

    def clean(self):
        data = super().clean()
        if any(term.code == PEER_CONSULTATION for term in data.get("tasks", ())):
            self._refuse_case(data)
        elif not data.get("topic") and "topic" not in self.errors:
            self.add_error("topic", NEEDS_TOPIC)
        return data

    def _refuse_case(self, data) -> None:
        """Peer case consultation stores no case: no agreement at all, and a topic that tells of nobody (R151)."""
        topic = data.get("topic", "")
        # guard: no-case -> if False:
        if personal(topic) or names_somebody(topic):
            self.add_error("topic", NO_CASE)
        if data.get("agreements"):  # guard: no-case-agreement -> if False:
            self.add_error("agreements", NO_AGREEMENT)
        if not topic and "topic" not in self.errors:
            data["topic"] = short(next(term for term in data["tasks"] if term.code == PEER_CONSULTATION))


class CorrectionForm(Form):
    """What is right instead; a closed month stays, the difference is accounted later."""

    hours = forms.DecimalField(
        label="Richtig sind (Stunden)", min_value=Decimal(0), max_value=MOST_IN_A_LINE, max_digits=4, decimal_places=2, localize=True
    )
    door = forms.ChoiceField(label="Wer liest die Notiz?", widget=forms.RadioSelect)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["hours"].widget.attrs.update(inputmode="decimal", autocomplete="off")
        self.fields["door"].choices = [(door, f"{door.label}: {WHO_READS[door]}") for door in Door]

    def clean_hours(self):
        return _quarters(self.cleaned_data["hours"])


class MonthForm(Form):
    """Which month is closed. One that still runs is asked about once: what comes after is accounted with the next one."""

    month = forms.DateField(widget=forms.HiddenInput, input_formats=["%Y-%m-%d"])

    def clean_month(self):
        return month_of(self.cleaned_data["month"])

    def clean(self):
        data = super().clean()
        month, today = data.get("month"), self.request.access.today
        if month and month <= today < last_day(month):
            rest = f"Der {month_long(month)} läuft noch bis zum {date_long(last_day(month))}."
            self.ask(f"{rest} Was danach kommt, wird mit dem nächsten Monat abgerechnet.", "Trotzdem jetzt abschließen")
        return data


class TaskForm(ModelForm):
    """Since when a task is worked on, and when it was done."""

    PAST = ("begun_on", "done_on")
    NEEDED = {"done_on": "leer, solange sie läuft"}
    LAYOUT = (Part(("begun_on", "done_on"), pair=True),)

    class Meta:
        model = FacilitationTask
        fields = ["begun_on", "done_on"]
        localized_fields = "__all__"
