"""Files beside the policies that nobody reads, mostly for a slip in the name."""

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from handlers.guidance.ledger import ledger_file
from handlers.guidance.questions import further_files, questions_file
from handlers.guidance.versions import earlier_folder

_DATA = frozenset({".toml", ".json", ".jsonl"})


def unread(policy_files: Sequence[Path], others: Collection[Path]) -> Iterator[Path]:
    """Data files and folders beside the policies, in order, that neither they nor the `others` are.

    Files of other kinds, such as the print as a PDF, may lie there.
    """
    read = {*policy_files, *others}
    for file in policy_files:
        read |= {ledger_file(file), questions_file(file), earlier_folder(file), *further_files(file)}
    known = {file.resolve() for file in read}
    for folder in dict.fromkeys(file.parent for file in policy_files):
        for file in sorted(folder.iterdir()):
            if file.name.startswith(".") or file.resolve() in known:
                continue
            if file.is_dir() or file.suffix.casefold() in _DATA:
                yield file
