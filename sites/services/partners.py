"""What happens beside a saved cooperation or agreement: the line of a step, and the signed paper."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from sites.core.access import Access
from sites.core.journal import record
from sites.models import Agreement, Cooperation
from sites.services.records import store_document


def note_stage(*, access: Access, cooperation: Cooperation, before: str) -> None:
    """A step along the way (R178), from one stage to the next, as a line of its own in the journal."""
    old, now = Cooperation.Stage(before), Cooperation.Stage(cooperation.stage)
    record(access, cooperation, "stage", text=f"{cooperation}"[:120] + f": {old.label} → {now.label}", old=old, new=now)


@transaction.atomic
def file_agreement(*, access: Access, agreement: Agreement, upload: "UploadedFile[Any]") -> Agreement:
    """Keep the paper of an agreement (R083). A later one takes the place of the earlier, which stays among the documents."""
    partner = agreement.cooperation.partner
    title = f"Vereinbarung {partner.name}: {agreement.title}"[:120]
    agreement.document = store_document(access=access, place=agreement.site_id, title=title, upload=upload, about=partner)
    agreement.save(update_fields=["document"])
    return agreement
