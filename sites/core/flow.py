"""The only door through which a state changes: steps are data on the model, `advance` takes one."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from sites.core import journal
from sites.core.access import Access

NOTE_MISSING = "Bitte geben Sie einen Grund an."


@dataclass(frozen=True)
class Step:
    """One step of a flow. `note`: a reason is asked for; `label` is the button, `done` the line in the history."""

    name: str
    sources: frozenset[str]
    target: str
    action: str
    label: str
    done: str
    note: bool = False


class Flow:
    def __init__(self, *steps: Step):
        self.steps = {step.name: step for step in steps}

    def __getitem__(self, name: str) -> Step:
        return self.steps[name]

    def open_to(self, obj: Any, access: Access) -> list[Step]:
        """The steps that this person can take from the present state: the buttons of the page."""
        return [step for step in self.steps.values() if obj.state in step.sources and access.may(step.action, obj)]


def problems(obj: Any, name: str, access: Access) -> Iterator[str]:
    """What stands against a step: the checklist before the click and the refusal after it are the same list."""
    step = obj.flow[name]
    if obj.state not in step.sources:  # guard: one-door -> if False:
        yield f"„{step.label}“ ist im Stand „{obj.get_state_display()}“ nicht möglich. Inzwischen hat jemand anderes den Stand geändert."
    else:
        yield from getattr(obj, f"problems_before_{name}", lambda access: ())(access)  # guard: step-problems -> yield from ()


def advance(obj: Any, name: str, *, access: Access, note: str = "", **details: Any) -> Any:
    """Take a step on the locked row: right, problems, new state and one entry (with `details`), all or nothing."""
    step = obj.flow[name]
    with transaction.atomic():
        locked = type(obj).objects.select_for_update(of=("self",)).get(pk=obj.pk)  # guard: step-lock -> locked = type(obj).objects.get(pk=obj.pk)
        if not access.may(step.action, locked):  # guard: step-right -> if not access.may(step.action, obj):
            raise PermissionDenied
        found = list(problems(locked, name, access))
        if step.note and not note.strip():
            found.append(NOTE_MISSING)
        if found:
            raise ValidationError(found)
        access.doing, locked.state = step.action, step.target
        locked.save(update_fields=["state"])
        journal.record(access, locked, step.name, text=step.done, note=note, about=str(locked), **details)
    return locked
