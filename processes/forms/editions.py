"""The forms of editions of the rules about hours, and of the fee table."""

from datetime import timedelta
from typing import Any

from django import forms

from processes.models import Fee, HoursEdition, HoursRule
from processes.rules.recommended import NUMBERS
from sites.core.days import date_figures
from sites.core.forms import ModelForm, Part

DAY = timedelta(days=1)
OPEN = "Sichtbar für Ämter und Land; die Regel mit ihrer Fassung steht bei jeder Vereinbarung."
WHENS = sorted(HoursRule.When, key=lambda when: NUMBERS[when])
FIELDS = ("hours", "up_to", "at_least", "paragraph")


def named(when: str, name: str) -> str:
    """The name of a field of one of the four rules."""
    return f"{when}_{name}"


class EditionForm(ModelForm):
    """An edition with its four rules. A rule without hours is one by need; a gap beside the neighbouring editions is asked about."""

    AUDIENCE = {"name": OPEN}
    PERIOD = ("starts", "ends")
    ANY_YEAR = ("starts", "ends")
    LAYOUT = (
        Part(("name", "source")),
        Part(("starts", "ends"), pair=True),
        *(Part(tuple(named(when, name) for name in FIELDS), title=f"({NUMBERS[when]}) {when.label}") for when in WHENS),
    )

    class Meta:
        model = HoursEdition
        fields = ["name", "source", "starts", "ends"]
        help_texts = {
            "name": "Zum Beispiel: Regeln des Ilm-Kreises 2027.",
            "source": "Zum Beispiel: Beschluss JHA 2026/47.",
            "starts": "Es gilt die Fassung, die am ersten Tag eines Monats gilt.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for rule in self.instance.rules.all() if self.instance.pk else ():
            self.initial |= {named(rule.when, name): getattr(rule, name) for name in FIELDS}

    def rules(self) -> list[HoursRule]:
        """The four rules as they were typed, at the place of the edition."""
        data = self.cleaned_data
        return [HoursRule(place_id=self.instance.place_id, when=when, **{name: data[named(when, name)] for name in FIELDS}) for when in WHENS]

    def clean(self):
        data = super().clean()
        for when in WHENS:
            hours, up_to, least = (data.get(named(when, name)) for name in ("hours", "up_to", "at_least"))
            if hours is None:
                data[named(when, "at_least")] = False  # by need has no least number
            if hours is None and up_to is not None and named(when, "hours") not in self.errors:
                self.add_error(named(when, "hours"), "Bitte geben Sie Stunden ein, oder lassen Sie die ganze Regel leer: nach Bedarf.")
            elif up_to is not None and hours is not None and up_to <= hours:
                self.add_error(named(when, "up_to"), "„bis zu“ liegt über der ersten Zahl.")
            elif up_to is not None and least:
                self.add_error(named(when, "at_least"), "„mindestens“ und „bis zu“ passen nicht zusammen.")
        gap = self._gap(data["starts"], data["ends"]) if not self.errors else ""
        if gap:
            self.ask(f"{gap} In dieser Zeit gelten die Regeln darüber. Ist das so gewollt?", "Ja, die Lücke ist gewollt.")
        return data

    def _gap(self, starts: Any, ends: Any) -> str:
        """The days between this edition and its neighbours at the same place, in words; empty when they join."""
        others = HoursEdition.objects.filter(place=self.instance.place_id).exclude(pk=self.instance.pk)
        before = others.filter(ends__lt=starts).order_by("-ends").first()
        if before and before.ends and before.ends + DAY < starts:
            return f"Zwischen „{before}“ und dieser Fassung liegt eine Lücke vom {date_figures(before.ends + DAY)} bis {date_figures(starts - DAY)}."
        after = others.filter(starts__gt=ends).order_by("starts").first() if ends else None
        if after and ends and ends + DAY < after.starts:
            return f"Zwischen dieser Fassung und „{after}“ liegt eine Lücke vom {date_figures(ends + DAY)} bis {date_figures(after.starts - DAY)}."
        return ""


def rule_fields(when: HoursRule.When) -> dict[str, forms.Field]:
    """The fields of one of the four rules, by their names."""
    number = NUMBERS[when]
    hours: dict[str, Any] = {"max_digits": 4, "decimal_places": 1, "min_value": 0, "max_value": 80, "required": False, "localize": True}
    return {
        named(when, "hours"): forms.DecimalField(label=f"Stunden im Monat, Regel {number}", help_text="Leer heißt: nach Bedarf.", **hours),
        named(when, "up_to"): forms.DecimalField(label=f"bis zu, Regel {number}", **hours),
        named(when, "at_least"): forms.BooleanField(label=f"mindestens so viele, Regel {number}", required=False),
        named(when, "paragraph"): forms.CharField(label=f"Abschnitt, Regel {number}", max_length=20, required=False),
    }


for each in WHENS:
    EditionForm.base_fields.update(rule_fields(each))


class FeeForm(ModelForm):
    """A step of the fee table with its euros an hour."""

    AUDIENCE = {"step": "Sichtbar für Ämter und Land."}
    PERIOD = ("starts", "ends")
    LAYOUT = (Part(("step", "euros", "source")), Part(("starts", "ends"), pair=True))

    class Meta:
        model = Fee
        fields = ["step", "euros", "source", "starts", "ends"]
        localized_fields = "__all__"
        help_texts = {"step": "Zum Beispiel: mit Hochschulabschluss.", "source": "Zum Beispiel: Honorartabelle des Ministeriums, Stand 2026."}
