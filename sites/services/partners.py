"""What saves a step of a cooperation and a signed agreement, each with its entry."""

from django.core.exceptions import ValidationError
from django.db import transaction

from sites.core.access import Access
from sites.core.journal import record
from sites.models import Agreement, Cooperation
from sites.services.entries import note_saved
from sites.services.records import store_document


@transaction.atomic
def save_cooperation(*, access: Access, form) -> Cooperation:
    """Save a cooperation; a step along the way (R178) is a line of its own in the log."""
    row, created = form.instance, form.instance.pk is None
    before = Cooperation.Stage(form.initial.get("stage") or Cooperation.Stage.IDENTIFIED)
    form.save()
    if not created and "stage" in form.changed_data:
        record(access, row, "stage", text=f"{row}"[:120] + f": {before.label} → {row.get_stage_display()}", old=before, new=row.stage)
    if created or set(form.changed_data) - {"stage"}:
        note_saved(access=access, form=form, row=row, created=created, text=f"Kooperation „{row}“")
    return row


@transaction.atomic
def save_agreement(*, access: Access, form) -> Agreement:
    """Save an agreement with its paper (R083). A later paper takes the place of the earlier one, which stays among the documents."""
    row, created, upload = form.instance, form.instance.pk is None, form.cleaned_data["upload"]
    form.save()
    if upload:
        title = f"Vereinbarung {row.cooperation.partner.name}: {row.title}"[:120]
        try:
            row.document = store_document(access=access, place=row.site_id, title=title, upload=upload, about=row.cooperation.partner)
        except ValidationError as error:
            raise ValidationError({"upload": error.messages}) from None
        row.save(update_fields=["document"])
    note_saved(access=access, form=form, row=row, created=created, text=f"Vereinbarung „{row.title}“")
    return row
