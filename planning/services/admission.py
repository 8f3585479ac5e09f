"""Several Kitas are taken up under one resolution: one decision per case, all of them or none."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from planning.models import Application, Decision
from planning.services.decisions import decide, one_of_many
from sites.core.access import Access
from sites.models import County, Site


@transaction.atomic
def admit_sites(*, access: Access, county: County, paper: Decision, cases: set[int]) -> list[Decision]:
    """Decide the cases with what each has applied for, all under body, date and number of `paper`.

    Refused as a whole when somebody has acted on one of them meanwhile, or when one departs and `paper` gives no reason.
    """
    list(Site.objects.select_for_update(of=("self",)).filter(applications__in=cases, county=county).order_by("pk"))  # sites before their cases
    found = list(Application.objects.filter(pk__in=cases, site__county=county).select_related("site").order_by("pk").select_for_update(of=("self",)))
    if len(found) != len(cases):  # guard: mixed-county -> if False:
        raise PermissionDenied
    overtaken = [case.site.name for case in found if case.state != Application.State.SUBMITTED]
    if overtaken:
        raise ValidationError(f"Diese Anträge liegen nicht mehr zur Entscheidung vor: {', '.join(overtaken)}. Nichts ist gespeichert.")
    return [_admit(access, case, paper) for case in found]


def _admit(access: Access, case: Application, paper: Decision) -> Decision:
    decision = one_of_many(paper)
    decision.kind = Decision.Kind.ESTABLISH
    try:
        decision.forms, decision.coordinator_fte = case.forms, case.coordinator_fte
        return decide(access=access, application=case, decision=decision)
    except ValidationError as error:
        if hasattr(error, "error_dict") and "departure_reason" in error.error_dict:
            raise
        raise ValidationError([f"{case.site.name}: {text}" for text in error.messages]) from None
