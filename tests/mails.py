"""Mails in tests: a server on the loopback that keeps what it takes and answers as it is told to, and jobs with all their deliveries."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Thread

from sites.core import jobs
from sites.models import Job
from tests.conftest import as_owner


@dataclass
class Answers:
    """`refuses`: address → (code, words); `taken`: the addresses that got a mail, one entry each time."""

    refuses: dict[str, tuple[int, str]] = field(default_factory=dict)
    taken: list[str] = field(default_factory=list)


@contextmanager
def mail_server() -> Iterator[tuple[int, Answers]]:
    """(port, answers) of a server that runs until the end of the block."""
    answers = Answers()

    class Talk(StreamRequestHandler):
        def handle(self) -> None:
            self.say("220 test")
            to: list[str] = []
            while line := self.rfile.readline().decode().strip():
                verb = line.split(" ")[0].split(":")[0].upper()
                if verb == "RCPT":
                    address = line.partition("<")[2].partition(">")[0]
                    code, words = answers.refuses.get(address, (250, "ok"))
                    to += [address] if code == 250 else []
                    self.say(f"{code} {words}")
                elif verb == "DATA":
                    self.say("354 go")
                    while self.rfile.readline().strip() != b".":
                        pass
                    answers.taken += to
                    self.say("250 ok")
                elif verb == "QUIT":
                    self.say("221 bye")
                    return
                else:
                    to = []
                    self.say("250 ok")

        def say(self, words: str) -> None:
            self.wfile.write(f"{words}\r\n".encode())

    class Server(ThreadingTCPServer):
        allow_reuse_address, daemon_threads = True, True

    with Server(("127.0.0.1", 0), Talk) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield server.server_address[1], answers
        finally:
            server.shutdown()
            thread.join()


def deliver(pk: int) -> str:
    """Run a job of mails and those it hands its deliveries on to; how the first one ended."""
    state = jobs.run(pk)
    with as_owner():
        parts = list(Job.objects.filter(state="queued", arguments__has_key="to").values_list("pk", flat=True))
    assert {jobs.run(part) for part in parts} <= {"done"}
    return state
