"""Fields that choose entries of the lists: one group of checkboxes per list, one query for all of them."""

from django import forms

from planning.models import Term
from sites.core.forms import ModelForm

List = Term.Catalogue


class TermField(forms.TypedMultipleChoiceField):
    """Entries of one list; what was chosen under an older wording stays choosable."""

    def __init__(self, label: str, catalogue: Term.Catalogue, **kwargs):
        super().__init__(label=label, required=False, coerce=int, widget=forms.CheckboxSelectMultiple, **kwargs)
        self.catalogue = catalogue
        self.error_messages["invalid_choice"] = "Diese Auswahl gibt es nicht (mehr). Bitte wählen Sie neu."


class TermGroups(ModelForm):
    """For a form of a row with `terms`: fills its TermFields with what applies today, and saves them together."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.groups = {name: field for name, field in self.fields.items() if isinstance(field, TermField)}
        catalogues = [field.catalogue for field in self.groups.values()]
        chosen = list(self.instance.terms.all()) if self.instance.pk else []
        known = list(Term.objects.on(self.request.access.today).filter(catalogue__in=catalogues))
        known += [term for term in chosen if term not in known and term.catalogue in catalogues]
        self.other_terms = [term.pk for term in chosen if term.catalogue not in catalogues]
        for name, field in self.groups.items():
            of_list = [term for term in known if term.catalogue == field.catalogue]
            field.choices = [(term.pk, str(term)) for term in sorted(of_list, key=lambda term: (term.number, term.pk))]
            self.initial.setdefault(name, [term.pk for term in chosen if term.catalogue == field.catalogue])

    def _save_m2m(self):
        super()._save_m2m()  # type: ignore[misc]  # the stubs do not know what `save()` calls
        picked = [pk for name in self.groups for pk in self.cleaned_data[name]]
        self.instance.terms.set([*self.other_terms, *picked])


class GoalTerms(TermGroups):
    """What a goal pays into: the fields that the form of a goal has beside its own."""

    LOOK = dict.fromkeys(("service_fields", "settings", "cross_cutting", "themes"), "chips")
    TERM_HELP = {
        "specific_goals": "specific", "general_goals": "general", "service_fields": "partnership",
        "settings": "life-world", "themes": "healthy",
    }  # fmt: skip
    specific_goals = TermField("Auf welche der besonderen Ziele zahlt es ein?", List.SPECIFIC_GOAL)
    general_goals = TermField("Grundlegende Ziele", List.GENERAL_GOAL)
    service_fields = TermField("Leistungsfeld", List.SERVICE_FIELD)
    settings = TermField("Lebensbereiche, die besser werden", List.SETTING)
    cross_cutting = TermField("Querschnittsanforderungen", List.CROSS_CUTTING)
    themes = TermField("Themen", List.THEME)
    coordination = TermField("Aufgaben der Koordination (Anhang 2)", List.COORDINATION)
