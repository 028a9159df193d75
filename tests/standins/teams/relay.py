"""A fixed address in front of a service that comes back on another port after a restart."""

import asyncio
import contextlib


class Relay:
    """Passes bytes both ways; the Playground is told where the bot is once, when it starts."""

    def __init__(self) -> None:
        self._target: tuple[str, int] | None = None
        self._server: asyncio.Server | None = None
        self._ends: set[asyncio.StreamWriter] = set()
        self._running: set[asyncio.Task[None]] = set()

    async def start(self) -> int:
        """Listen on loopback; the port."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        port: int = self._server.sockets[0].getsockname()[1]
        return port

    def aim(self, host: str, port: int) -> None:
        """Pass new connections on to this address from now."""
        self._target = (host, port)

    async def stop(self) -> None:
        """Close everything."""
        if self._server:
            self._server.close()
        for end in tuple(self._ends):
            end.close()
        await asyncio.gather(*self._running)
        if self._server:
            await self._server.wait_closed()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task
        self._running.add(task)
        try:
            assert self._target
            there, onward = await asyncio.open_connection(*self._target)
            await asyncio.gather(self._pass(reader, onward), self._pass(there, writer))
        except OSError:
            writer.close()  # nobody serves there just now, as a caller would find without a relay
        finally:
            self._running.discard(task)

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Until this end closes, which closes the other."""
        self._ends.add(writer)
        with contextlib.suppress(OSError):
            while data := await reader.read(65536):
                writer.write(data)
                await writer.drain()
        writer.close()
        with contextlib.suppress(OSError):
            await writer.wait_closed()
        self._ends.discard(writer)
