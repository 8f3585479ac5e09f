"""What a device sends of a session that was logged without network."""

from django import forms

from offers.forms.sessions import FiguresForm


class DeviceForm(FiguresForm):
    """The figures of the log page with the number that the device made, what it knew of the session, and when it was typed."""

    key = forms.UUIDField(error_messages={"required": "Die Nummer des Eintrags fehlt.", "invalid": "Die Nummer des Eintrags stimmt nicht."})
    base = forms.CharField(max_length=40, required=False)
    typed = forms.DateTimeField(error_messages={"required": "Der Zeitpunkt des Eintrags fehlt.", "invalid": "Der Zeitpunkt stimmt nicht."})

    def __init__(self, *args, **kwargs):
        super().__init__(*args, hints={}, highest={}, **kwargs)

    def ask(self, question: str, yes: str) -> None:
        """The device has asked already, if at all: what arrives here was meant."""

    def values(self) -> dict[str, object]:
        return {**self.figures(), **self.others()}
