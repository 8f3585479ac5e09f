"""The list of guards is complete, as far as a machine can see: what always guards is marked, and every refusal of a right stands under one."""

import re
from pathlib import Path

import pytest

from tests.proofs import marks as of_guards
from tests.test_conventions import APPS, DEFINERS, ROOT, sources

#: Definer functions that nothing has to guard, each with its reason.
UNGUARDED = {
    "thekiz_attempt_passed": "takes back one try of digests that only the installation can make",
    "thekiz_attempt_forget": "removes numbers that count no more",
    "thekiz_feedback": "adds a row, at the state and nowhere else",
    "thekiz_interest": "adds a row, at the county of the municipality and nowhere else",
    "thekiz_job_counts": "tells how many jobs there are in each state",
    "thekiz_job_open": "tells the sweeper numbers and names of jobs",
    "thekiz_signup_of": "tells of the one row whose secret is known, and no name",
    "thekiz_signup_counts": "tells how many families come to published dates",
    "thekiz_signup_fill": "called by functions and triggers alone",
    "thekiz_signup_tell": "called by functions and triggers alone",
    "thekiz_signup_date": "a trigger, which tells those who have signed up for its own row",
    "thekiz_signup_gone": "a trigger, which tells the family of its own row",
    "thekiz_signup_places": "a trigger, which moves up the lists of its own row",
    "thekiz_training_counts": "tells how many people come to published trainings",
    "thekiz_training_place": "tells of the one row whose secret is known, or of the person of the transaction",
    "thekiz_training_tell": "called by functions alone",
    "thekiz_survey": "tells what is asked of everybody, at an address that the house gives out",
    "thekiz_offer_asked": "tells the name of an offer, at an address that the house gives out (feedback-address)",
    "thekiz_rollup_insert": "a trigger, which sums what was written at its own place",
    "thekiz_in_crisis": "which crisis times hold at a site; everybody reads the times, and no more of the site is told",
    "thekiz_consultation_counties": "how many consultation sites a county has; phases of houses are public",
    "thekiz_visit_of": "tells of the one row whose secret is known, and no name",
    "thekiz_visit_answer": "changes the one row whose secret is known",
    "thekiz_visit_number": "called by functions and triggers alone",
    "thekiz_visit_tell": "called by functions and triggers alone",
    "thekiz_rollup_update": "a trigger, which sums what was written at its own place",
    "thekiz_rollup_delete": "a trigger, which sums what was written at its own place",
}
#: Lines that are a guard wherever they stand.
ALWAYS = {
    "what is never done to a row": r"^    never = ",
    "who sees a draft": r"^    shown = Shown\(",
    "who gives and ends a role": r"^    check_giving\(",
    "where this very action is allowed": r"_in=.*\breach\([^)]*\)\.places",
    "what nobody does for themselves, or for others": r"^    +if .*\b(pk|_id) [=!]= access\.user\.pk:",
    "who sees the file of a job": r"\bowner__isnull=True",
}
#: Where pages only say what a guard of a service refuses.
IN_WORDS = {"sites/rules/giving.py"}


def lines_of_code():
    """File, number and text of each line of the apps, without comments and blank lines; a guard on the line before counts for its line."""
    for path in sources():
        if path.parts[len(ROOT.parts)] in APPS:
            lines = path.read_text().splitlines()
            yield path.relative_to(ROOT).as_posix(), [(n, line) for n, line in enumerate(lines) if line.strip() and not line.lstrip().startswith("#")]


@pytest.mark.parametrize("kind", ALWAYS)
def test_what_always_guards_is_marked_as_a_guard(kind):
    marked = {(guard.file, guard.line) for guard in of_guards.guards()}
    found = [(file, n) for file, lines in lines_of_code() for n, line in lines if re.search(ALWAYS[kind], line) and file not in IN_WORDS]
    assert found and [place for place in found if place not in marked] == []


def test_every_refusal_of_a_right_stands_under_a_guard():
    """On the line before, or on the one before that, which reads what the condition asks for."""
    marked, bare = {(guard.file, guard.line) for guard in of_guards.guards()}, []
    for file, lines in lines_of_code():
        for at, (n, line) in enumerate(lines):
            if line.strip() == "raise PermissionDenied" and not marked & {(file, before) for before, _ in lines[at - 2 : at]}:
                bare.append(f"{file}:{n + 1}")
    assert bare == []


def test_every_definer_function_has_a_guard_or_a_reason():
    guarded = {Path(guard.file).stem for guard in of_guards.guards() if guard.file.endswith(".sql")}
    assert DEFINERS - guarded == set(UNGUARDED)
