"""The only place that draws QR codes: squares of one path, black on white, as every phone reads them, on pages and on paper."""

import re

import segno
from django.utils.safestring import SafeString, mark_safe

QUIET = 2  # squares of white around it


def qr_svg(address: str, name: str = "QR-Code", *, size: str = "") -> SafeString:
    """The code of an address with a name that is read aloud; the address stands in words beside it. `size`: of paper, such as "34mm"; pages say it
    by their class. Error correction M: a fold or a drop does no harm."""
    matrix, lines = segno.make_qr(address, error="m").matrix, []
    for y, row in enumerate(matrix, QUIET):
        for run in re.finditer(b"\x01+", bytes(row)):
            lines.append(f"M{run.start() + QUIET} {y}h{run.end() - run.start()}v1h-{run.end() - run.start()}z")
    side = len(matrix) + 2 * QUIET
    measured = f' width="{size}" height="{size}"' if size else ""
    drawing = (
        f'<svg class="qr" viewBox="0 0 {side} {side}"{measured} role="img"><title>{name}</title><path fill="#fff" d="M0 0h{side}v{side}h-{side}z"/>'
    )
    return mark_safe(f'{drawing}<path fill="#000" d="{"".join(lines)}"/></svg>')  # squares of an address of ours: nothing in it was typed
