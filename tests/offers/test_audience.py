"""What a field says of its readers is what the rights table says."""

import pkgutil
import re
from importlib import import_module

import pytest

import offers.forms
from sites.core.forms import Speaking
from sites.core.rights import ACTIONS
from sites.core.roles import ADMINISTRATION, CASE, HOUSE, Role
from tests import factories as make
from tests.conftest import as_owner
from tests.offers.test_sessions import held, offer

__all__ = ["offer"]

NAMED = {
    "Team": HOUSE, "das Team des Hauses": HOUSE, "Leitung": {Role.HEAD}, "Koordination": {Role.COORDINATOR}, "Träger": {Role.PROVIDER},
    "Prozessbegleitung": {Role.FACILITATOR}, "Elternvertretung": {Role.PARENT_REPRESENTATIVE}, "Ämter": ADMINISTRATION | CASE - {Role.HEAD},
}  # fmt: skip
#: Who reads it: by the file of the form.
AREAS = {
    "offers": "offers.view", "lifecycle": "offers.view", "sessions": "sessions.log", "device": "sessions.log", "outreach": "outreach.view",
    "families": "signups.view", "lists": "namedlists.view", "evidence": "documents.view", "crisis": "crisis.view", "classification": "offers.view",
    "planning": "offers.view",
}  # fmt: skip

#: What others read than the rest of its file.
ELSEWHERE = {"CancelForm.words": "sessions.view"}


def texts():
    for module in pkgutil.iter_modules(offers.forms.__path__):
        found = vars(import_module(f"offers.forms.{module.name}"))
        for name, form in found.items():
            if isinstance(form, type) and issubclass(form, Speaking) and form.__module__ == f"offers.forms.{module.name}":
                for field, text in form.AUDIENCE.items():
                    if str(text).startswith("Sichtbar für") and "für alle" not in str(text):
                        where = f"{name}.{field}"
                        yield pytest.param(ELSEWHERE.get(where, AREAS[module.name]), str(text), id=where)


@pytest.mark.parametrize(("action", "text"), list(texts()))
def test_the_readers_of_a_field_are_those_of_the_rights_table(action, text):
    people = re.sub(r"^Sichtbar für (nur für )?", "", text.split(".")[0].replace("Sichtbar nur für", "Sichtbar für")).split(", wie ")[0]
    named = [NAMED[one] for one in re.split(r", | und ", people)]
    assert set().union(*named) == set(ACTIONS[action].roles)


@pytest.mark.guard("session-notes")
@pytest.mark.parametrize("role", ["coordinator", "head", "professional", "parent_representative", "provider", "facilitator"])
def test_the_sentence_of_a_date_is_read_by_the_team_alone(world, client_of, offer, role):
    held(offer, 1, figures=(7, 4, 11), note="Sehr voll, zweiter Raum war nötig")
    with as_owner():
        make.make_need(world.own)
    page = client_of(role).get(offer.get_absolute_url())
    assert page.status_code == 200
    assert ("Sehr voll" in page.content.decode()) is (role in {"coordinator", "head", "professional"})
