"""What a device sends of a session that was logged without network."""

from datetime import datetime, timedelta

from django import forms
from django.utils import timezone

from offers.forms.sessions import FiguresForm
from sites.core.forms import SURE


class DeviceForm(FiguresForm):
    """The figures of the log page with the number that the device made, what it knew of the session, and when it was typed."""

    key = forms.UUIDField(error_messages={"required": "Die Nummer des Eintrags fehlt.", "invalid": "Die Nummer des Eintrags stimmt nicht."})
    base = forms.CharField(max_length=40, required=False)
    typed = forms.DateTimeField(error_messages={"required": "Der Zeitpunkt des Eintrags fehlt.", "invalid": "Der Zeitpunkt stimmt nicht."})

    def __init__(self, *args, **kwargs):
        self.is_doubtful = False
        super().__init__(*args, hints={}, **kwargs)

    def clean_typed(self) -> datetime:
        """A device whose clock is wrong loses nothing by that."""
        now, typed = timezone.now(), self.cleaned_data["typed"]
        return typed if now - timedelta(days=366) <= typed <= now else now

    def ask(self, question: str, yes: str) -> None:
        """Nobody is there to answer: what the device has not asked about (without network it may not know what is usual) waits for a decision."""
        self.is_doubtful = not self.data.get(SURE)

    def values(self) -> dict[str, object]:
        return {**self.figures(), **self.others()}
