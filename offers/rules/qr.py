"""QR codes as drawings: squares of one path, black on white, as every phone reads them."""

import io

import segno
from django.utils.safestring import SafeString, mark_safe


def qr_svg(address: str) -> SafeString:
    """The code of an address; it says itself that it is one, the address stands in words beside it."""
    drawn = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        drawn, kind="svg", border=2, omitsize=True, svgclass="qr", lineclass=None, xmldecl=False, svgns=False, light="#fff", title="QR-Code"
    )
    return mark_safe(drawn.getvalue().decode())  # squares of an address of ours: nothing in it was typed
