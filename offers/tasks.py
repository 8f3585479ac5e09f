"""Jobs of this app: write the family page of a site anew after its master data or phase have changed elsewhere."""

from django.db import transaction
from django.utils import timezone

from offers.services.publishing import publish
from sites.core.jobs import Run, handler


@handler("offers.publish")
def publish_page(run: Run) -> None:
    """queue("offers.publish", place=site.pk, title="Familienseite"): `sites` and `planning` ask for it by this name."""
    with transaction.atomic():
        run.wall()
        publish(site=run.place, today=timezone.localdate())
        run.finish("done")
