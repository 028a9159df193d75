"""What reads where something was taken out, and what does not."""

import pytest

from handlers.precheck.checker import Checker
from handlers.precheck.mending.edit import Edit, sewn
from handlers.precheck.mending.mend import Mender
from handlers.precheck.mending.sense import reads


@pytest.mark.parametrize(
    ("text", "is_good"),
    [
        ("I forgot [the cake] again.", True),
        ("[Well], I forgot.", False),
        ("Thanks to [him].", False),
        ("Our boss is [this] and everybody saw.", False),
        ("For lunch and [that] during recess", True),
        ("Come by. [I live on Oak Street here.] It is blue.", False),
        ("Come by. [I live on Oak Street here.] Bring your forks.", True),
        ("Come by. [Who lives on Oak Street here?] Me. Bring your forks.", False),
        ("[One two three four.] Short bit here. [Five six seven eight.] And so on it goes.", False),
    ],
)
def test_reads(checker: Checker, text: str, is_good: bool) -> None:
    bare, edits = "", []
    for part in text.split("["):
        inside, _, after = part.partition("]") if "]" in part else ("", "", part)
        if inside:
            edits.append(Edit(len(bare), len(bare) + len(inside)))
        bare += inside + after
    left, seams = sewn(bare, edits)
    assert reads(left, seams, Mender(checker).matchers.grammar) is is_good
