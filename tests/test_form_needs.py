"""Required is required: what a form calls "freiwillig" may stay empty, what a later step asks for says so, and no answer is given for anybody."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django import forms
from django.db.models import Model

from sites.core.access import Access
from sites.core.forms import Speaking
from sites.models import User
from tests.forms import EDITS, FORMS
from tests.standing import standing
from tests.test_forms import before_a_form, change_of, client_for, errors_of, opened, send, typed_into

__all__ = ["standing"]
OPTIONAL = r'<span class="kern-label__optional">freiwillig</span>'
LABEL = re.compile(rf'<label class="kern-label" for="([^"]+)">[^<]*{OPTIONAL}')
LEGEND = re.compile(rf'<legend class="legend">[^<]*{OPTIONAL}</legend>.*?name="([^"]+)"', re.DOTALL)
#: Choices that begin with the usual answer: a fact anybody can see, never what somebody thinks, has said or has decided.
USUAL = {
    "AreaForm.kind", "ClassificationForm.origin", "ClassificationForm.registration", "OfferPlanForm.executor", "OfferPlanForm.registration",
    "OfferPlanForm.where", "SurveyForm.kind", "WishAnswerForm.outcome", "WishForm.kind",
    "CentreContractForm.client", "CommentForm.audience", "ContractForm.client", "CooperationForm.nature", "CooperationForm.stage",
    "FundingRuleForm.base", "HoursForm.kind", "InquiryForm.kind", "MeasureForm.project_class", "OfferForm.executor", "OfferForm.where",
    "AdviceForm.channel", "ContractEditForm.client", "VisitForm.channel",  # the way it mostly is, as anybody in the room can see
    "HoursForm.door",  # behind which door a note mostly lies: the house, and never wider than that
    "LearningNoteForm.door",  # the narrowest: nobody else reads it until its writer opens the door (R250)
    "AdvanceForm.body", "IndicatorForm.kind", "IndicatorForm.direction", "ProviderEditForm.kind",
    "AdmissionForm.body", "ContinuationForm.body", "CorrectionForm.body", "DecisionForm.body", "PhaseForm.body", "ResolvedForm.body",
}  # fmt: skip


def kinds_of(kind: type[Speaking] = Speaking) -> Iterator[type[Any]]:
    for sub in kind.__subclasses__():
        yield from {one for one in (sub, *kinds_of(sub)) if not one.__module__.startswith("tests.")}


def called_optional(page: str) -> set[str]:
    """The names of the fields beside whose label stands "freiwillig"."""
    ids = LABEL.findall(page)
    return {re.search(rf'name="([^"]+)"[^>]*\bid="{re.escape(one)}"', page)[1] for one in ids} | set(LEGEND.findall(page))


#: Each field may stay empty, and not all of them.
TOGETHER = {
    "offers:week_log": "a row of a week has its three figures or none",
    "offers:survey_create": "one question at least of five",
    "offers:survey_edit": "one question at least of five",
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(set(FORMS) - set(TOGETHER)))
def test_what_is_called_optional_may_stay_empty(standing, name):
    world, rows = standing
    client, case = before_a_form(world, rows, name), FORMS[name]
    url, typed = typed_into(client, world, rows, name)
    form = opened(client, world, rows, name)[1]
    empty = called_optional(client.get(url).content.decode()) & set(form.controls)
    empty -= {change_of(form, case)[0]} if name in EDITS else set()  # what this person came to change
    data = {field: value for field, value in typed.items() if field not in empty}
    data |= {field: "" for field in empty if form.controls[field].kind not in {"radio", "checkbox", "multiple"}}
    answer = send(client, url, data, case)
    assert answer.status_code == 302, f"{name}: {answer.status_code} {errors_of(answer)}"


def with_flow() -> Iterator[type[Any]]:
    """Forms of rows with a flow; one that shows nothing of what a step asks for is none of its pages."""
    found = (kind for kind in kinds_of() if issubclass(kind, forms.ModelForm) and hasattr(kind._meta.model, "flow"))
    return (kind for kind in found if len(kind.base_fields) > 1)


def problems_of(row: Any, access: Access) -> list[str]:
    """What stands against the steps from where a new row begins."""
    steps = [step.name for step in row.flow.steps.values() if row.state in step.sources]
    return [text for name in steps for text in getattr(row, f"problems_before_{name}", lambda access: ())(access)]


def something(model: type[Model], name: str) -> Any:
    return ["x"] if isinstance(model._meta.get_field(name).get_default(), list) else "x"


def test_what_a_step_asks_for_says_so_in_every_form(db):
    """Each field that may stay empty in the form is emptied alone; whatever the flow then misses is said beside it, and nothing else is."""
    access, seen = Access(User()), 0
    for kind in with_flow():
        model = kind._meta.model
        soft = [name for name, field in kind.base_fields.items() if not field.required and name in {one.name for one in model._meta.fields}]
        texts = [name for name in soft if isinstance(model._meta.get_field(name).get_default(), str | list)]
        held = {one.name for one in model._meta.fields} & {name for name, field in kind.base_fields.items() if field.required}
        days = {name: access.today for name in held if isinstance(kind.base_fields[name], forms.DateField)}
        full = {**days, **{name: something(model, name) for name in texts}}
        assert problems_of(model(**full), access) == [], kind
        missed = {name for name in texts if problems_of(model(**{**full, name: type(full[name])()}), access)}
        assert missed == {name for name, words in kind.NEEDED.items() if "Einreichen" in words}, kind
        seen += len(missed)
    assert seen >= 3


def test_words_of_need_stand_at_fields_that_exist():
    for kind in kinds_of():
        known = set(kind.base_fields) | {name for sub in kinds_of(kind) for name in sub.base_fields}
        assert set(kind.NEEDED) <= known and set(kind.UNSPOKEN) <= known, kind
        assert not any("freiwillig" in words for words in kind.NEEDED.values()), kind


def test_no_answer_is_given_for_anybody():
    """A choice with a proposal is either left open by its form or stands in the list of usual facts, which is written by hand."""
    preset = set()
    for kind in kinds_of():
        for name, field in kind.base_fields.items():
            is_preset = isinstance(field, forms.ChoiceField) and field.initial not in (None, "", [])
            if is_preset and name not in kind.UNSPOKEN and not kind.__name__.startswith("_"):
                preset.add(f"{kind.__name__}.{name}")
    assert preset == USUAL


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("planning:statement_edit", "stance"),
        ("planning:need_create", "source_group"),
        ("planning:need_create", "method"),
        ("planning:assessment_create", "source_group"),
    ],
)
def test_what_somebody_says_is_not_chosen_beforehand(standing, name, field):
    world, rows = standing
    form = opened(client_for(world, name, FORMS[name]), world, rows, name)[1]
    assert not any(form.controls[field].chosen)
