"""The counter on a free port of this computer, and a plain browser at it."""

import io

from aiohttp import ClientResponse, ClientSession, FormData, web

from adapters.web.counter import CounterPages
from handlers.reports.counter import Document
from tests.handlers.reports.papers import Papers


class Window:
    """Looks, presses and sends as a browser does."""

    def __init__(self, papers: Papers) -> None:
        self.papers = papers
        self.pages = CounterPages(papers.counter)
        self.url = ""
        self.client: ClientSession

    async def __aenter__(self) -> "Window":
        app = web.Application(client_max_size=2 * 1024 * 1024)  # as the service has it
        app.add_routes(self.pages.routes())
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        self.client = ClientSession(self.url)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.client.close()
        await self._runner.cleanup()
        self.pages.close()

    async def look(self, token: str, method: str = "GET") -> tuple[ClientResponse, str]:
        async with self.client.request(method, f"/pass/{token}") as page:
            return page, await page.text()

    async def press(self, token: str, **given: object) -> tuple[ClientResponse, bytes]:
        async with self.client.post(f"/pass/{token}", **given) as answer:  # type: ignore[arg-type]
            return answer, await answer.read()

    async def send(self, token: str, document: Document, field: str = "document") -> tuple[int, str]:
        form = FormData(quote_fields=False)
        form.add_field(field, io.BytesIO(document.data), filename=document.name)
        answer, page = await self.press(token, data=form)
        return answer.status, page.decode()
