"""What follows when a step of a house is released to its parents."""

from processes.models import ActionStep
from sites.core.access import Access
from sites.core.journal import record


def tell_parents(*, access: Access, step: ActionStep) -> None:
    """The parents' representatives read on their start page that a step is theirs to read: never which, because it may be taken back."""
    record(access, step, "released", text="Handlungsschritt für die Elternvertretung freigegeben")
