"""The least application that can be served: tells who serves it, and takes its time when asked to."""

import asyncio
import os
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from service.settings import Settings

Message = MutableMapping[str, Any]
Application = Callable[
    [Message, Callable[[], Awaitable[Message]], Callable[[Message], Awaitable[None]]], Awaitable[None]
]


def create_app(settings: Settings) -> Application:
    """An application that answers with its process id and the role it would use."""
    assert settings.database_owner_url is None

    async def app(
        scope: Message, receive: Callable[[], Awaitable[Message]], send: Callable[[Message], Awaitable[None]]
    ) -> None:
        if scope["type"] == "lifespan":
            for _ in range(2):
                message = await receive()
                await send({"type": f"{message['type']}.complete"})
            return
        await send({"type": "http.response.start", "status": 200, "headers": []})
        if scope["path"] == "/slow":
            await send({"type": "http.response.body", "body": b"slowly ", "more_body": True})
            await asyncio.sleep(0.5)
        await send({"type": "http.response.body", "body": f"{os.getpid()} {settings.database_url}".encode()})

    return app


def refuse(settings: Settings) -> Application:
    """No application."""
    raise RuntimeError("nothing to serve here")
