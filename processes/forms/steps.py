"""The form of a step: what is to be done, who takes it on, until when, and what came of it."""

from django.db.models import Q

from planning.models import Goal, Term
from processes.models import ActionStep, Finding
from sites.core.access import rows
from sites.core.forms import ModelForm, Part

CLOSED = ("closed_on", "result", "dropped")


class ActionStepForm(ModelForm):
    """A step; how it ended is asked once it stands. Releasing it to the parents is the house's alone."""

    UNGUARDED = ("owner",)
    PLAUSIBLE = ("due",)
    PAST = ("closed_on",)
    AHEAD = 5
    NEEDED = {"result": "nötig, wenn nichts daraus wird"}
    AUDIENCE = {
        "for_parents": "Zum Beispiel, was Eltern vorgeschlagen haben. Sie können es jederzeit zurücknehmen.",
        "result": "Bitte keine Namen von Familien.",
    }
    LAYOUT = (
        Part(("title", "goal", "finding")),
        Part(("owner", "due"), pair=True),
        Part(("closed_on", "result", "dropped"), "Wie es ausging"),
        Part(("for_parents",)),
        Part(("field", "task"), "Leistungsfeld und Aufgabe der Koordination", folded=True),
    )

    class Meta:
        model = ActionStep
        fields = ["title", "goal", "finding", "owner", "due", "closed_on", "result", "dropped", "for_parents", "field", "task"]
        help_texts = {
            "title": "Zum Beispiel: Leseraum in der Bibliothek für acht Donnerstage zusagen lassen.",
            "owner": "Wer im Team, im Steuerungsteam oder bei Partner*innen.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        step, access = self.instance, self.request.access
        if step._state.adding:
            for name in CLOSED:
                del self.fields[name]
        self.fields["goal"].queryset = rows(self.request, Goal).filter(site=step.site_id)
        self.fields["goal"].empty_label = "für kein Ziel"
        findings = rows(self.request, Finding).filter(site=step.site_id).order_by("-part__round__number", "pk")
        self.fields["finding"].queryset = findings
        self.fields["finding"].empty_label = "aus keiner Feststellung"
        valid = Q(pk__in=Term.objects.on(access.today)) | Q(pk=step.task_id)
        self.fields["task"].queryset = Term.objects.filter(valid, catalogue=Term.Catalogue.COORDINATION)
        self.fields["task"].empty_label = "keine Angabe"
        self.fields["field"].queryset = Term.objects.filter(
            Q(pk__in=Term.objects.on(access.today)) | Q(pk=step.field_id), catalogue=Term.Catalogue.SERVICE_FIELD
        )
        self.fields["field"].empty_label = "keine Angabe"
        self.quote("field", "fields-of-service")
        if step.site_id not in access.reach("steps.release").places:  # guard: step-release -> if False:
            del self.fields["for_parents"]

    def clean(self):
        data = super().clean()
        if data.get("dropped") and not data.get("result") and "result" not in self.errors:
            self.add_error("result", "Warum wird nichts daraus? Bitte schreiben Sie es auf.")
        if (data.get("dropped") or data.get("result")) and not data.get("closed_on") and "closed_on" not in self.errors:
            self.add_error("closed_on", "Seit wann ist der Schritt erledigt? Bitte geben Sie den Tag an.")
        return data
