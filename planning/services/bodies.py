"""Which houses share a steering team."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction

from planning.models import Body, BodySite
from planning.rules.shared import other_houses
from sites.core.access import Access
from sites.core.journal import record
from sites.core.numbers import with_noun


@transaction.atomic
def share_body(*, access: Access, body: Body, sites: Iterable[str]) -> Body:
    """The houses that share a steering team from now on, all of the same county; what was before stands in the journal."""
    known, wanted = dict(other_houses(body.place_id)), {int(pk) for pk in sites}
    if not wanted <= set(known):  # guard: shared-county -> if False:
        raise ValidationError("Dieses Haus gehört nicht zum selben Landkreis.")
    before = set(BodySite.objects.filter(body=body).values_list("site", flat=True))
    BodySite.objects.filter(body=body, site__in=before - wanted).delete()
    BodySite.objects.bulk_create(BodySite(body=body, place_id=body.place_id, site_id=site) for site in sorted(wanted - before))
    if before != wanted:
        names = ", ".join(known[site] for site in sorted(wanted))
        text = f"{body.name} gemeinsam mit {with_noun(len(wanted), 'Haus', 'Häusern')}" if wanted else f"{body.name} nicht mehr gemeinsam"
        record(access, body, "changed", text=text, note=names)
    return body
