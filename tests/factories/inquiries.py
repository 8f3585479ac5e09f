"""Rows for tests: inquiries between sites and offices."""

from planning.models import Inquiry, InquiryMessage
from sites.models import State
from tests.factories.base import make_user


def make_inquiry(site, *, to_state=False, title="Wer hilft beim Aufbau eines Steuerungsteams?", **fields):
    """An open inquiry to the county, or to the state office, with its first message."""
    office = State.objects.get().place_id if to_state else site.county_id
    name = f"{site.name}, {site.county.name}"
    inquiry = Inquiry.objects.create(site=site, office_id=office, site_name=name, title=title, **fields)
    InquiryMessage.objects.create(
        inquiry=inquiry, site=site, office_id=office, text="Wir beginnen im Herbst.", person=make_user("Jana Seidel"), person_label="Jana Seidel"
    )
    return inquiry
