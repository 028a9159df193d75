"""Where people reach the service with a browser."""

import logging

from bot.settings import Settings

_log = logging.getLogger(__name__)


class Address:
    """The address that links begin with; empty while there is none.

    Without a setting it is where the service listens, as long as the playground is served: a loopback
    address is of use to nobody who sits at another device.
    """

    def __init__(self, settings: Settings) -> None:
        """Not listening yet."""
        self._host = settings.host
        self._given = settings.public_url or ""
        self._local = settings.serves_playground
        self._port = 0

    def listening(self, port: int) -> None:
        """The service listens on this port."""
        self._port = port
        if not self():
            _log.warning("SMPOLICY_PUBLIC_URL is not set: documents can be neither handed in nor fetched")

    def __call__(self) -> str:
        """Such as `https://smpolicy.example.org`, without a slash at its end."""
        if self._given or not (self._local and self._port):
            return self._given
        host = f"[{self._host}]" if ":" in self._host else self._host
        return f"http://{host}:{self._port}"
