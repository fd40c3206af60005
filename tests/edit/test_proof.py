"""What is about to be written is refused unless it says the same but for the one entry: each way it may not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kamgen.edit.kinds import FieldValue
from kamgen.edit.proof import ParsedFile, prove_prose, prove_row, prove_ticked, read_row, state_of
from kamgen.model.errors import EditError
from kamgen.model.source import Source
from tests.edit.log_plans import FOLDER, KIND

OLD = """---
name: Halden
owner: Ingrid Solberg
category: core
promises:
  - {promise: A, to: Kari}
---
# Halden

- [ ] Send the draft
- [ ] Call Kari

## Growth

Two vessels.
"""
ENTRY = "  - {promise: B, to: Nils}\n"
NEW = OLD.replace("to: Kari}\n", f"to: Kari}}\n{ENTRY}")
ROW = {"promise": FieldValue(("B",), text=True), "to": FieldValue(("Nils",), text=True)}


def state(text: str) -> ParsedFile:
    return state_of(Source(f"{FOLDER}/halden.md", text.encode()), FOLDER)


def proved(new: str, most: int = 0) -> str:
    """Why the new file is refused; empty when it is not."""
    row = read_row(KIND["promise"], ROW)
    return refusal(lambda: prove_row(state(OLD), state(new), "promises", 1, row, most))


def refusal(prove: Callable[[], None]) -> str:
    """Why; empty when nothing is refused."""
    try:
        prove()
    except EditError as refused:
        return refused.message
    return ""


FRONT, PROSE = "the front matter would not say the same", "the prose would not say the same"


@pytest.mark.parametrize(
    ("new", "why"),
    [
        (NEW, ""),
        (OLD, FRONT),
        (NEW.replace("to: Nils", "to: Eva"), FRONT),
        (NEW.replace(ENTRY, ENTRY * 2), FRONT),
        (NEW.replace("to: Kari", "to: Eva"), FRONT),
        (NEW.replace("Ingrid Solberg", "Per Moe"), FRONT),
        (NEW.replace("category: core\n", "category: core\nregion: Nordics\n"), FRONT),
        (NEW.replace("category: core\n", "category: core\nsecret: 1\n"), FRONT),
        (NEW.replace("Two vessels", "Three vessels"), PROSE),
        (NEW.replace("## Growth\n", "## Value\n"), PROSE),
        (NEW.replace("- [ ] Call Kari", "- [x] Call Kari"), PROSE),
        (NEW.replace("owner: Ingrid", "owner:  Ingrid"), "1 lines of the file would change"),
        (NEW.replace("  - {promise: A, to: Kari}", "  - promise: A\n    to: Kari"), "1 lines of the file would change"),
    ],
)
def test_an_entry_that_changes_anything_else_is_refused(new: str, why: str) -> None:
    assert proved(new) == why


def test_as_many_lines_may_change_as_the_edit_says() -> None:
    assert proved(NEW.replace("owner: Ingrid", "owner:  Ingrid"), most=1) == ""


TICKED = OLD.replace("- [ ] Send", "- [x] Send")


@pytest.mark.parametrize(
    ("new", "why"),
    [
        (TICKED, ""),
        (OLD, "more of the prose would change"),
        (TICKED.replace("[ ] Call", "[x] Call"), "more of the prose would change"),
        (TICKED.replace("to: Kari", "to: Eva"), FRONT),
        (TICKED.replace("category: core\n", "category: core\nsecret: 1\n"), FRONT),
        (TICKED.replace("Two vessels", "Three vessels"), "more of the prose would change"),
        (TICKED.replace("owner: Ingrid", "owner:  Ingrid"), "2 lines of the file would change"),
    ],
)
def test_a_tick_that_changes_anything_else_is_refused(new: str, why: str) -> None:
    line = OLD.split("\n").index("- [ ] Send the draft") + 1
    assert refusal(lambda: prove_ticked(state(OLD), state(new), line)) == why


@pytest.mark.parametrize(
    ("new", "holds"),
    [
        (OLD.replace("- [ ] Call Kari", "- [ ] Call Kari due:2026-12-01"), True),
        (OLD.replace("- [ ] Send the draft", "- [ ] Send it"), False),
        (OLD.replace("## Growth", "## Value"), False),
        (OLD.replace("\n## Growth", "\n[x](y.pdf)\n\n## Growth"), False),
    ],
)
def test_a_mended_line_of_prose_changes_no_other(new: str, holds: bool) -> None:
    line = OLD.split("\n").index("- [ ] Call Kari") + 1
    bodies = state(OLD).plan.body, state(new).plan.body
    why = refusal(lambda: prove_prose(*bodies, range(line, line + 1), 0))
    assert why == ("" if holds else "more of the prose would change")


def test_a_plan_that_cannot_be_read_is_changed_by_nothing() -> None:
    with pytest.raises(EditError, match=r"content/accounts/halden\.md cannot be changed: "):
        state("---\nname: [\n---\n")
