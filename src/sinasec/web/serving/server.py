"""The server: processes that answer, started again when one falls."""

import logging
import resource
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings

if TYPE_CHECKING:  # which of the two classes it is hangs on how Python was built
    from granian.server.mp import MPServer as Server
else:
    from granian.server import Server

LOGGER: Final = logging.getLogger(__name__)
TARGET: Final = "sinasec.web.serving.served:application"
SECONDS_TO_END: Final = 10
MOST_CONNECTIONS: Final = 1024  # of one process, open at once
OF_ONE: Final = 2  # files of a connection: itself, and what is being sent through it
BACKLOG: Final = 1024
FILES_OF_OURS: Final = 256  # besides connections: the database, the publications, what is sent


class Lasting(Server):
    """Outlives its processes.

    The server of Granian ends when one falls twice within five seconds; one that has served
    already is always started again. While none has, it is a fault of the installation: it ends.
    """

    served = False

    def _respawn_workers(self, workers: list[int], *args: Any, **kwargs: Any) -> None:
        fallen = [index for index, worker in enumerate(self.wrks) if not worker.is_alive()]
        if fallen:
            LOGGER.error("terminó de improviso un proceso que atendía; se inicia otro")
        super()._respawn_workers(sorted({*workers, *fallen}), *args, **kwargs)
        if self.served:
            self.respawned_wrks.clear()


def server(host: str, port: int, workers: int) -> Lasting:
    """Of the settings in force; `.serve()` lasts until it is interrupted."""
    return Lasting(
        TARGET,
        address=host,
        port=port,
        interface=Interfaces.RSGI,
        http=HTTPModes.http1,  # of HTTP/2, one connection that reads nothing asks for hundreds
        workers=workers,
        backlog=BACKLOG,
        backpressure=_connections(),
        http1_settings=HTTP1Settings(header_read_timeout=15_000),
        log_level="warning",  # pyright: ignore[reportArgumentType]
        log_dictconfig=settings.LOGGING,
        websockets=False,
        respawn_failed_workers=True,
        respawn_interval=0.5,
        workers_kill_timeout=SECONDS_TO_END,
    )


def _connections() -> int:
    """As many as the system lets this account open files, up to what is enough."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = OF_ONE * MOST_CONNECTIONS + FILES_OF_OURS
    allowed = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    resource.setrlimit(resource.RLIMIT_NOFILE, (allowed, hard))
    return room(allowed)


def room(files: int) -> int:
    """The connections that a process may have open that may open so many files."""
    return max(1, (files - FILES_OF_OURS) // OF_ONE)
