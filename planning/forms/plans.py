"""Forms of the county's planning: strategy with targets, plan with goals and entries, resolution, representative, deadlines."""

from django import forms
from django.core.exceptions import ValidationError

from planning.models import ActionField, Deadline, Edition, Plan, PlanEntry, PlanGoal, Representative, Resolution, Strategy, StrategyTarget
from sites.core.access import rows
from sites.core.forms import Form, ModelForm
from sites.forms.records import PaperField
from sites.models import Site

PUBLIC = "Sichtbar für Ämter und Land; auf dem Blatt des Standorts auch für das Haus."
OFFICES = "Sichtbar für Sozialplanung, Jugendamt, Kita-Fachberatung, Ministerium und Landesstelle."
TARGET_LINES = 8


class PaperForm(ModelForm):
    """A row with a paper: PDF or picture, stored as a document of the place."""

    upload = PaperField(label="Unterlage", required=False)


class _Resolved(PaperForm):
    """What rests on a resolution of the same county."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["resolution"].queryset = rows(self.request, Resolution).filter(place=self.instance.place_id).select_related("body")
        self.fields["resolution"].empty_label = "noch kein Beschluss"


# Strategy ---------------------------------------------------------------------------------------------------------


class StrategyForm(_Resolved):
    """The strategy with its target of each year: `target_year_0`, `target_sites_0`, `target_consultation_0` and so on; empty lines do not count."""

    HELP = {"goals": "strategy"}
    AUDIENCE = {"goals": OFFICES}
    PERIOD = ("year_from", "year_until")

    class Meta:
        model = Strategy
        fields = ["title", "year_from", "year_until", "goals", "steps", "resolution"]
        widgets = {"goals": forms.Textarea(attrs={"rows": 5}), "steps": forms.Textarea(attrs={"rows": 4})}
        help_texts = {"title": "Zum Beispiel: ThEKiZ-Strategie Ilm-Kreis.", "steps": "Was geschieht bis wann, und wer kümmert sich?"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        known = list(self.instance.targets.all()) if self.instance.pk else []
        first = self.request.access.today.year
        for number in range(TARGET_LINES):
            target = known[number] if number < len(known) else None
            self._line(number, "year", "Jahr", target.year if target else None if known or number > 4 else first + number, 2010, 2100)
            self._line(number, "sites", "Standorte am Jahresende", target.sites if target else None, 0, 500)
            self._line(number, "consultation", "davon Konsultation", target.consultation_sites if target else None, 0, 500)

    def _line(self, number: int, name: str, label: str, initial: int | None, least: int, most: int) -> None:
        field = forms.IntegerField(label=f"{label}, Zeile {number + 1}", required=False, min_value=least, max_value=most, initial=initial)
        field.widget = forms.NumberInput(attrs={"class": "kern-form-input__input"})
        field.error_messages["invalid"] = "Bitte als ganze Zahl eingeben, zum Beispiel 12."
        field.stored_words = ""  # what stands there once somebody else has changed the line
        self.fields[f"target_{name}_{number}"] = field

    def lines(self):
        """The fields of each line, for the table of the page."""
        return [[self[f"target_{name}_{number}"] for name in ("year", "sites", "consultation")] for number in range(TARGET_LINES)]

    def clean(self):
        super().clean()
        data, seen = self.cleaned_data, set()
        for number in range(TARGET_LINES):
            year, sites, consultation = (data.get(f"target_{name}_{number}") for name in ("year", "sites", "consultation"))
            at = f"target_year_{number}"
            if sites is None and consultation is None:
                continue
            if year is None:
                if at not in self.errors:
                    self.add_error(at, f"In Zeile {number + 1} fehlt das Jahr.")
                continue
            if sites is None:
                self.add_error(f"target_sites_{number}", f"Für {year} fehlt, wie viele Standorte es am Jahresende sein sollen.")
            elif (consultation or 0) > sites:
                self.add_error(f"target_consultation_{number}", f"{year}: Es können nicht mehr Konsultationseinrichtungen sein als Standorte.")
            if year in seen:
                self.add_error(at, f"{year} steht zweimal in der Liste. Bitte behalten Sie eine Zeile.")
            elif data.get("year_from") and data.get("year_until") and not data["year_from"] <= year <= data["year_until"]:
                self.add_error(at, f"{year} liegt außerhalb der Strategie ({data['year_from']} bis {data['year_until']}).")
            seen.add(year)
        return data

    def targets(self) -> list[StrategyTarget]:
        """The filled lines as rows."""
        data, targets = self.cleaned_data, []
        for number in range(TARGET_LINES):
            year, sites, consultation = (data.get(f"target_{name}_{number}") for name in ("year", "sites", "consultation"))
            if year is not None and sites is not None:
                targets.append(StrategyTarget(year=year, sites=sites, consultation_sites=consultation or 0))
        return targets


# Plans ------------------------------------------------------------------------------------------------------------


class PlanForm(_Resolved):
    """A version of a plan with its validity and the resolution it rests on."""

    HELP = {"kind": "updated"}
    PERIOD = ("starts", "ends")

    class Meta:
        model = Plan
        fields = ["kind", "title", "version", "starts", "ends", "resolution"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["kind"]


class PlanRenewForm(_Resolved):
    """The next version of a plan; that the one before has ended is the service's work, so it also checks the days."""

    HELP = {"starts": "updated"}
    PERIOD = ("starts", "ends")

    class Meta:
        model = Plan
        fields = ["title", "version", "starts", "ends", "resolution"]

    def validate_constraints(self):
        """After the old version has its end: see services.renew_plan."""


class PlanGoalForm(ModelForm):
    class Meta:
        model = PlanGoal
        fields = ["number", "title", "action_field"]
        help_texts = {"number": "Wie im Plan, zum Beispiel 3.2.", "title": "Was soll sich im Landkreis ändern?"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        fields = ActionField.objects.on(self.request.access.today) | ActionField.objects.filter(pk=self.instance.action_field_id or 0)
        self.fields["action_field"].queryset = fields.distinct()
        self.fields["action_field"].empty_label = "keinem zugeordnet"


class PlanEntryForm(ModelForm):
    """Where a site stands in a plan, for which goal, and whether its money stands there, too."""

    HELP = {"funded": "updated"}
    AUDIENCE = {"note": PUBLIC}

    class Meta:
        model = PlanEntry
        fields = ["site", "goal", "section", "funded", "note"]
        help_texts = {"section": "Zum Beispiel: S. 41 oder Abschnitt 2.8."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        entry = self.instance
        self.fields["goal"].queryset = rows(self.request, PlanGoal).filter(plan=entry.plan_id)
        self.fields["goal"].empty_label = "noch keins"
        if entry.pk:
            del self.fields["site"]
        else:
            others = rows(self.request, Site).filter(county=entry.place_id).exclude(plan_entries__plan=entry.plan_id)
            self.fields["site"].queryset = others
            self.fields["site"].empty_label = "Bitte wählen"


# Resolutions, representative --------------------------------------------------------------------------------------


class ResolutionForm(PaperForm):
    """A Beschluss of a body of the county; the adoption names the edition and what departs from it."""

    HELP = {"kind": "adoption"}
    NEEDED = {"edition": "für die Übernahme der Empfehlungen nötig"}
    AUDIENCE = {"subject": PUBLIC, "deviations": PUBLIC}
    PAST = ("decided_on",)

    class Meta:
        model = Resolution
        fields = ["body", "decided_on", "number", "kind", "subject", "edition", "deviations"]
        help_texts = {
            "number": "Zum Beispiel: JHA 2026/47.",
            "edition": "Nur nötig, wenn die Fachlichen Empfehlungen beschlossen wurden.",
            "deviations": "Worin weicht der Landkreis ab, und warum? Leer heißt: ohne Abweichung übernommen.",
        }

    def __init__(self, *args, bodies, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = bodies
        self.fields["body"].empty_label = self.fields["edition"].empty_label = "Bitte wählen"
        self.fields["edition"].queryset = Edition.objects.filter(starts__lte=self.request.access.today)

    def clean_number(self):
        return " ".join(self.cleaned_data["number"].split())

    def clean(self):
        super().clean()
        data = self.cleaned_data
        edition, day = data.get("edition"), data.get("decided_on")
        if data.get("kind") == Resolution.Kind.ADOPTION and edition is None and "edition" not in self.errors:
            self.add_error("edition", "Bitte wählen Sie, welche Fassung der Empfehlungen beschlossen wurde.")
        if edition and day and day < edition.published:
            self.add_error("decided_on", f"Diese Fassung gibt es erst seit dem {edition.published:%d.%m.%Y}. Bitte prüfen Sie Datum und Fassung.")
        return data


class RepresentativeForm(ModelForm):
    """Who speaks for the ThEKiZ in the steering bodies; the one before ends the day before."""

    HELP = {"function": "voice"}
    AUDIENCE = {"name": PUBLIC, "phone": PUBLIC}

    class Meta:
        model = Representative
        fields = ["name", "function", "email", "phone", "starts"]

    def validate_constraints(self):
        """After the one before has their end: see services.change_representative."""


class LastDayForm(Form):
    """The last day of something that has a validity."""

    ends = forms.DateField(label="Letzter Tag", localize=True)

    def __init__(self, *args, starts, **kwargs):
        super().__init__(*args, **kwargs)
        self.starts = starts

    def clean_ends(self):
        if self.cleaned_data["ends"] < self.starts:
            raise ValidationError(f"Das Ende liegt vor dem Beginn am {self.starts:%d.%m.%Y}. Bitte prüfen Sie den Tag.")
        return self.cleaned_data["ends"]


# Deadlines --------------------------------------------------------------------------------------------------------


class DeadlineForm(Form):
    """All deadlines of a funding year and project class at once; an empty field is no deadline."""

    def __init__(self, *args, year: int, **kwargs):
        super().__init__(*args, **kwargs)
        self.year = year
        for kind in Deadline.Kind:
            field = forms.DateField(label=kind.label, required=False, localize=True)
            field.error_messages["invalid"] = "Bitte als Datum eingeben, zum Beispiel 15.11.2026."
            field.widget.attrs["placeholder"] = "TT.MM.JJJJ"
            field.audience = ""
            self.fields[kind.value] = field

    def clean(self):
        super().clean()
        data = self.cleaned_data
        for kind in Deadline.Kind:
            due = data.get(kind.value)
            if due and abs(due.year - self.year) > 2:
                self.add_error(kind.value, f"{kind.label}: Bitte prüfen Sie das Jahr. Es geht um das Förderjahr {self.year}.")
        return data
