"""Rights of handovers: who may end a role hands its work over; the new person reads."""

from django.utils import timezone

from reporting.models import Handover
from tests import factories as make
from tests.rights import EDITORS, R, Route, at_site

READERS = EDITORS | {R.PROVIDER}
CHANGERS = {R.HEAD, R.PROVIDER}
ROUTES: dict[str, Route] = {
    "reporting:handover_list": at_site("site", READERS),
    "reporting:handover_create": at_site("site", CHANGERS, CHANGERS),
    "reporting:handover_again": at_site("handover", None, CHANGERS),
    "reporting:handover_done": at_site("handover", None, READERS),
}


def at_sites(site):
    today = timezone.localdate()
    people = [make.make_user(f"{who} {site.pk}", f"{who}{site.pk}@wechsel.example") for who in ("geht", "kommt")]
    return {
        "handover": Handover.objects.create(
            site=site, role="coordinator", leaver=people[0], successor=people[1], leaves_on=today, passed_on=today, passed=["Schritt: Leseraum"]
        )
    }
