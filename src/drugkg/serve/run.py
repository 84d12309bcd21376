"""Running the server: processes that answer, watched by one that does not."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable

from granian import Granian
from granian.constants import Interfaces, Loops
from granian.http import HTTP1Settings
from granian.log import LogLevels

from drugkg.errors import Problem, UsageError
from drugkg.serve.app import HANDED_OVER
from drugkg.serve.settings import Settings, to_json
from drugkg.store import open_store

__all__ = ["run"]

_KIBI = 1024


def run(settings: Settings, started: Callable[[str], None]) -> None:
    """Serve until SIGTERM or SIGINT; requests under way are answered first.

    Args:
        settings: how to serve.
        started: called with the server's address once it listens.

    Raises:
        StoreError: if there is no graph to serve.
        UsageError: if the address is taken.
    """
    open_store(settings.store).close()
    _check_address(settings)
    os.environ[HANDED_OVER] = to_json(settings)
    server = Granian(
        "drugkg.serve.app:handed_over",
        factory=True,
        address=settings.host,
        port=settings.port,
        interface=Interfaces.ASGI,
        workers=settings.workers,
        loop=Loops.auto,
        websockets=False,
        log_level=LogLevels.warning,
        log_dictconfig=_LOGGING,
        respawn_failed_workers=True,
        workers_kill_timeout=10,
        http1_settings=HTTP1Settings(
            header_read_timeout=settings.request_seconds * 1000, max_buffer_size=settings.header_kilobytes * _KIBI
        ),
    )
    server.on_startup(lambda: started(f"http://{_shown(settings.host)}:{settings.port}/"))
    server.serve()


def _check_address(settings: Settings) -> None:
    """Check that the address is free: Granian's processes share theirs, and would share it with another server too."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            settings.host, settings.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
            probe.listen()
    except (OSError, UnicodeError) as error:
        place = f"{settings.host}:{settings.port}"
        what = f"the server cannot listen here ({getattr(error, 'strerror', None) or error})"
        raise UsageError(Problem(place, what, "choose another with --port or --host")) from error


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host else host


_LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(message)s"}},
    "handlers": {"err": {"class": "logging.StreamHandler", "formatter": "plain", "stream": "ext://sys.stderr"}},
    "loggers": {
        "drugkg": {"handlers": ["err"], "level": "INFO", "propagate": False},
        "_granian": {"handlers": ["err"], "level": "WARNING", "propagate": False},
        "granian.access": {"handlers": ["err"], "level": "WARNING", "propagate": False},
    },
}
