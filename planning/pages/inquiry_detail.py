"""What stands on the page of an inquiry: the whole thread, for both sides the same, and what this person may do next."""

from collections.abc import Sequence
from dataclasses import dataclass

from planning.forms.inquiries import MessageForm
from planning.models import Inquiry, InquiryMessage
from sites.core import navigation
from sites.core.access import Request, rows
from sites.core.days import date_long
from sites.core.flow import Step
from sites.models import Place


@dataclass(frozen=True)
class InquiryDetail:
    """`steps`: the buttons under the next message; none when the thread is closed or the person only reads it."""

    inquiry: Inquiry
    form: MessageForm
    thread: Sequence[InquiryMessage]
    steps: list[Step]

    @property
    def overline(self) -> str:
        to_state = self.inquiry.office.kind == Place.Kind.STATE
        return f"{self.inquiry.get_kind_display()} · an {'die Fachstelle ThEKiZ' if to_state else 'den Landkreis oder die Stadt'}"

    @property
    def lead(self) -> str:
        day = f"für {date_long(self.inquiry.wanted_on)}" if self.inquiry.wanted_on else ""
        topic = f"Thema: {self.inquiry.topic.label}" if self.inquiry.topic else ""
        return " · ".join(filter(None, [self.inquiry.site_name, topic, day, self.inquiry.get_state_display()]))

    @property
    def is_closed(self) -> bool:
        return self.inquiry.state == Inquiry.State.CLOSED

    @property
    def crumbs(self) -> list[tuple[str, str]]:
        return [navigation.INQUIRIES.crumb(), (self.inquiry.title, "")]


def inquiry_detail_page(request: Request, inquiry: Inquiry, form: MessageForm) -> InquiryDetail:
    """`form`: the next message, or the one that was refused."""
    thread = list(rows(request, InquiryMessage).filter(inquiry=inquiry))
    return InquiryDetail(inquiry, form, thread, inquiry.flow.open_to(inquiry, request.access))
