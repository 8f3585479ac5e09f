"""What writes the learning log: its words never stand in the journal, which nobody can take back."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from processes.models import LearningNote
from sites.core.access import Access
from sites.core.journal import record
from sites.core.removal import Removal

Door = LearningNote.Door


@dataclass(frozen=True)
class QuietRemoval(Removal):
    """Takes a private entry away without a word: not even the journal has known of it."""

    explained = "Der Eintrag verschwindet ganz. Niemand außer Ihnen hat von ihm gewusst."

    @transaction.atomic
    def take(self, access: Any) -> str:
        self.row.delete()
        return "Ihr Eintrag ist weg."


def removal_of(note: LearningNote) -> Removal:
    """How an entry is taken away: what others have read leaves a line in the journal."""
    return QuietRemoval(note) if note.door == Door.PRIVATE else Removal(note)


@transaction.atomic
def save_note(*, access: Access, note: LearningNote) -> LearningNote:
    """Keep what somebody writes. Of what is private not even the journal knows, because the house reads that."""
    created = note._state.adding
    note.save()
    if note.door != Door.PRIVATE:  # guard: silent-note -> if True:
        kind, done = ("created", "geschrieben") if created else ("changed", "geändert")
        record(access, note, kind, text=f"{note} im Lerntagebuch {done}")
    return note


@transaction.atomic
def open_door(*, access: Access, note: LearningNote, released: bool) -> LearningNote:
    """Release an entry that the house reads, or take it back into the house; what is private is its writer's alone."""
    if note.door == Door.PRIVATE:
        raise ValidationError("Diesen Eintrag liest nur, wer ihn geschrieben hat.")
    note.door = Door.RELEASED if released else Door.HOUSE
    note.save(update_fields=["door"])
    kind, what = ("released", "freigegeben") if released else ("withdrawn", "aus der Freigabe zurückgenommen")
    record(access, note, kind, text=f"{note} im Lerntagebuch {what}")
    return note
