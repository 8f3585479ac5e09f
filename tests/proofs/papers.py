"""What a proof reads of papers: the file of a job, fetched by the link that its page shows, and the words of a PDF."""

import shutil
import subprocess
import tempfile
from urllib.parse import urljoin

from tests.proofs.keyboard import Keyboard


def file_of(keys: Keyboard) -> bytes:
    """Wait on the page of a job, reach its link, and fetch what it leads to."""
    keys.need("/jobs/" in keys.page.url, "no page of a job was opened")
    try:
        keys.page.locator("a[href*='/file/']").wait_for(timeout=90_000)
    except Exception:
        keys.need(False, "the job gave no file within 90 s")
    keys.to("[href*='/file/']")
    answer = keys.page.context.request.get(urljoin(keys.page.url, keys.page.locator("a[href*='/file/']").get_attribute("href")))
    keys.need(answer.ok, f"the file answers {answer.status}")
    return answer.body()


def pdf_text(content: bytes, keys: Keyboard) -> str:
    keys.need(shutil.which("pdftotext"), "pdftotext is missing: install poppler-utils")
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(content)
        file.flush()
        return subprocess.run(["pdftotext", "-layout", file.name, "-"], capture_output=True, text=True, check=True).stdout
