"""What changes the register of municipalities."""

from django.db import transaction

from sites.core.access import Access
from sites.core.journal import record
from sites.models import Municipality
from sites.services.fields import save_fields
from sites.services.names import keep_name


@transaction.atomic
def save_municipality(*, access: Access, municipality: Municipality, name: str, ags: str) -> Municipality:
    """A municipality of the county, new or changed; a new name keeps the old one (R011, R321)."""
    is_new = municipality.pk is None
    changes = save_fields(municipality, name=name, ags=ags)
    if "name" in changes:
        keep_name(access=access, row=municipality, old=changes["name"][0], place=municipality.county_id)
    text = f"Gemeinde „{name}“ {'angelegt' if is_new else 'geändert'}"
    record(access, municipality, "registered" if is_new else "changed", text=text)
    return municipality
