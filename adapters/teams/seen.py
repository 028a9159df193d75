"""What was handled already: Teams delivers again what it thinks was lost."""

from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager

_MANY = 2000


class Seen:
    """The newest keys, in memory: a courtesy. That nothing is filed twice is the store's to see to."""

    def __init__(self) -> None:
        """Nothing was handled yet."""
        self._keys: OrderedDict[str, None] = OrderedDict()

    @contextmanager
    def once(self, key: str) -> Iterator[bool]:
        """True for the first to come with this key; forgotten again where the work under it fails."""
        first = key not in self._keys
        self._keys[key] = None
        while len(self._keys) > _MANY:
            self._keys.popitem(last=False)
        try:
            yield first
        except BaseException:
            if first:
                self._keys.pop(key, None)
            raise
