"""Which item of an agenda an address names, so that what was typed at the meeting is not typed again with the decision."""

from planning.models import AgendaItem, Decision
from sites.core.access import Request, rows
from sites.core.lists import number_in


def asked_item(request: Request, county: int, site: int | None = None) -> AgendaItem | None:
    """The item `?item=` of a meeting of a deciding body of this county that was already; about `site`, when one is asked for.

    It is looked up as the reader may read meetings; another one is nothing.
    """
    pk = number_in(request, "item")
    if pk is None:
        return None
    # guard: asked-item -> found = AgendaItem.objects.filter(pk=pk)
    found = rows(request, AgendaItem).filter(pk=pk, place=county, meeting__body__kind__in=Decision.Body.values)
    found = found.filter(meeting__held_on__lte=request.access.today)
    return (found.filter(site=site) if site else found).select_related("meeting__body").first()
