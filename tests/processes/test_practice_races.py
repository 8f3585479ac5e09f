"""A practice example is written on while somebody submits it: what is reviewed is what stands there."""

import pytest

from processes.models import PracticeExample
from processes.services.practice import submit_example
from sites.core.access import Access
from tests import factories as make
from tests.conftest import as_owner, make_world
from tests.races import second_of_two

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.guard("practice-submit-lock")
def test_what_is_submitted_is_what_was_written_last():
    world = make_world()
    head = world.people["head"]
    with as_owner():
        example = make.make_example(world.own, action_field=make.action_field())

    def write():
        kept = PracticeExample.objects.select_for_update(of=("self",)).get(pk=example.pk)
        kept.why = "Väter bringen freitags."
        kept.save(update_fields=["why"])

    submitted = second_of_two(write, lambda: submit_example(access=Access(head), example=example), person=head.pk)
    assert submitted.state == "submitted" and submitted.content["why"] == "Väter bringen freitags."
