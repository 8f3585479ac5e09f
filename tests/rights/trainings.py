"""Rights of trainings and of the places at them. A published training is read by everybody with an account (tests/processes/test_trainings.py)."""

from datetime import timedelta

from django.utils import timezone

from sites.core.roles import Role
from tests import factories as make
from tests.rights import COUNTIES, R, Route

KEEPS = {R.STATE_OFFICE, R.SOCIAL_PLANNER, R.YOUTH_WELFARE_OFFICE}
READERS = set(Role) - {R.PARENT_REPRESENTATIVE, R.PARENT}
ANYWHERE = (*COUNTIES, "state")


def at_keeper(row, get, post=None, *extra):
    """At the own place alone: the state office those of the Land, a county its own."""
    return Route(row, get, post, ANYWHERE, extra, own_place=True)


ROUTES: dict[str, Route] = {
    "processes:training_list": Route(None, READERS),
    "processes:training_counties": Route(None, READERS, extra=(2026,)),
    "processes:training_create": at_keeper("keeper", KEEPS, KEEPS),
    "processes:training_edit": at_keeper("draft_training", KEEPS, KEEPS),
    "processes:training_cancel": at_keeper("training", KEEPS, KEEPS),
    "processes:training_step": at_keeper("draft_training", None, KEEPS, "open"),
    "processes:training_day_create": at_keeper("draft_training", KEEPS, KEEPS),
    "processes:training_day_edit": at_keeper("training_day", KEEPS, KEEPS),
    "processes:training_attendance": at_keeper("past_training", KEEPS, KEEPS),
    "processes:registration_list": at_keeper("training", KEEPS),
    "processes:registration_create": at_keeper("training", KEEPS, KEEPS),
    "processes:registration_strike": at_keeper("registration", None, KEEPS),
}


def _at(place) -> dict[str, object]:
    draft, training = make.make_training(place, "Entwurf", state="draft", days=2), make.make_training(place)
    return {
        "keeper": place,
        "draft_training": draft,
        "training": training,
        "past_training": make.make_training(place, "Vorbei", first=timezone.localdate() - timedelta(days=3)),
        "training_day": draft.days.first(),
        "registration": make.make_registration(training),
    }


def at_counties(county, town) -> dict[str, object]:
    return _at(county)


def at_state(state) -> dict[str, object]:
    return _at(state)
