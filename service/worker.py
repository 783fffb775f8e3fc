"""A worker process: started by `service.serve` on its socket, and ended by it or with it."""

import argparse
import asyncio
import gc
import importlib
import os
import signal
import socket
import threading
from collections.abc import Callable, Sequence
from types import FrameType
from typing import Any

import uvicorn

from service.logs import set_up
from service.settings import Settings

GRACE_SECONDS = 10
PONG_SECONDS = 120
# The operating system frees everything when the process ends: nothing here needs a tidy end.
ABANDONED = 9


class Worker(uvicorn.Server):
    """A uvicorn server that reports when it serves."""

    def __init__(self, config: uvicorn.Config, tell: Callable[[], None]) -> None:
        super().__init__(config)
        self._tell = tell

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start serving, then report it."""
        await super().startup(sockets)
        self._tell()


def main(arguments: Sequence[str] | None = None) -> None:
    """Serve until asked to stop, or until the parent is gone."""
    parser = argparse.ArgumentParser(prog="python -m service.worker", description=__doc__)
    parser.add_argument("--factory", required=True, help="module:function that makes the application from settings")
    parser.add_argument("--socket", type=int, required=True, help="descriptor of the listening socket")
    parser.add_argument("--lifeline", type=int, required=True, help="descriptor that closes when the parent ends")
    parser.add_argument("--ready", type=int, required=True, help="descriptor to tell on that requests are served")
    given = parser.parse_args(arguments)
    threading.Thread(target=_end_with, args=(given.lifeline,), name="lifeline", daemon=True).start()

    def tell() -> None:
        # What is loaded by now stays loaded: scanning it for garbage again and again took a tenth of the time.
        gc.collect()
        gc.freeze()
        gc.set_threshold(20_000, 20, 20)
        os.write(given.ready, b"1")
        os.close(given.ready)

    settings = Settings.from_environment()
    set_up(settings.log_level, settings.log_format)
    config = uvicorn.Config(
        find(given.factory)(settings),
        loop="uvloop",
        http="httptools",
        ws="websockets-sansio",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        ws_max_size=settings.max_request_bytes,
        ws_per_message_deflate=False,
        # A slow subscriber gets the ping only after everything queued before it.
        ws_ping_timeout=PONG_SECONDS,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    server = Worker(config, tell)

    def stop(number: int, frame: FrameType | None) -> None:
        server.should_exit = True

    # uvicorn handles these signals while it serves and raises them again at its end: they must not kill the process.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    listener = socket.socket(fileno=given.socket)
    with asyncio.Runner(loop_factory=config.get_loop_factory()) as runner:
        runner.run(server.serve(sockets=[listener]))


def find(factory: str) -> Callable[[Settings], Any]:
    """The function that `module:function` names."""
    module, _, name = factory.partition(":")
    found: Callable[[Settings], Any] = getattr(importlib.import_module(module), name)
    return found


def _end_with(lifeline: int) -> None:
    """End at once when the parent ends, for whatever reason: the next one needs the port and the database.

    The read returns when the last writing end is closed, which only the parent holds. A thread notices that even while
    the loop is busy.
    """
    os.read(lifeline, 1)
    os._exit(ABANDONED)


if __name__ == "__main__":
    main()
