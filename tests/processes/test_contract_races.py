"""A contract is ended while its facilitator writes hours: whoever comes second is told, and no line lies after the last day."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from processes.models import Contract, FacilitationSession
from processes.services.book import log_hours
from processes.services.contracts import end_facilitation
from sites.core.access import Access
from tests import factories as make
from tests.conftest import as_owner, make_world
from tests.races import second_of_two

TODAY = timezone.localdate()
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.guard("end-lock")
@pytest.mark.parametrize("ends_first", [True, False])
def test_hours_and_the_end_of_their_contract_at_once(ends_first):
    world = make_world()
    with as_owner():
        contract = make.make_contract(world.own, make.make_user("Petra Lang"), starts=TODAY - timedelta(days=90), ends=TODAY + timedelta(days=90))

    def end():
        return end_facilitation(access=Access(world.people["social_planner"]), contract=contract, ends=TODAY - timedelta(days=1))

    def write():
        line = {"held_on": TODAY, "hours": Decimal(2), "kind": "advice", "topic": "Team"}
        return log_hours(access=Access(contract.facilitator), contract=contract, **line)

    over = ("Die Vereinbarung ist inzwischen beendet.", "Die Vereinbarung gilt vom")
    both, words = ((end, write), over) if ends_first else ((write, end), ("sind noch Stunden eingetragen",))
    answer = second_of_two(*both, person=world.people["social_planner"].pk)
    assert isinstance(answer, ValidationError) and any(said in " ".join(answer.messages) for said in words)
    with as_owner():
        lines, kept = FacilitationSession.objects.count(), Contract.objects.get(pk=contract.pk)
    assert (lines, kept.ends) == ((0, TODAY - timedelta(days=1)) if ends_first else (1, contract.ends))
