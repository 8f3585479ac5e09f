"""What belongs to a saved commission: its houses and its paper."""

from collections.abc import Iterable
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from planning.models import Commission, CommissionSite
from planning.services.plans import attach
from sites.core.access import Access
from sites.models import Site


@transaction.atomic
def complete_commission(*, access: Access, commission: Commission, sites: Iterable[Site], upload: "UploadedFile[Any] | None") -> None:
    """The houses as they shall be, and the paper where one came along."""
    chosen = {site.pk for site in sites}
    CommissionSite.objects.filter(commission=commission).exclude(site__in=chosen).delete()
    known = set(CommissionSite.objects.filter(commission=commission).values_list("site_id", flat=True))
    CommissionSite.objects.bulk_create(
        CommissionSite(place_id=commission.place_id, commission=commission, site_id=pk) for pk in sorted(chosen - known)
    )
    attach(access=access, row=commission, upload=upload, title=f"Auftrag für Beratung, {commission.holder_words}")
