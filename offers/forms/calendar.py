"""The forms of days without dates: school holidays of the Land, closing days of a house."""

from offers.models import ClosingDays, SchoolHolidays
from sites.core.forms import ModelForm, Part

SPAN = Part(("starts", "ends"), pair=True)


class SchoolHolidaysForm(ModelForm):
    """Holidays of the schools, first and last day inclusive."""

    LAYOUT = (Part(("name",)), SPAN)
    PLAUSIBLE = PERIOD = ("starts", "ends")
    AHEAD = 6

    class Meta:
        model = SchoolHolidays
        fields = ["name", "starts", "ends"]
        localized_fields = "__all__"


class ClosingDaysForm(ModelForm):
    """Days on which the house is closed, first and last day inclusive."""

    LAYOUT = (Part(("name",)), SPAN)
    PLAUSIBLE = PERIOD = ("starts", "ends")
    AHEAD = 3

    class Meta:
        model = ClosingDays
        fields = ["name", "starts", "ends"]
        localized_fields = "__all__"
        help_texts = {"name": "Zum Beispiel: Brückentag, Teamtag, Sommerschließzeit. Feiertage stehen schon fest."}
