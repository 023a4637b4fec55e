"""The application of each process that serves: the front, with Django behind it."""

import asyncio
from typing import Final

from sinasec.web.front.parent import stopped_at_once

stopped_at_once()  # while it loads, which takes a while and answers nobody

from sinasec.web.front.application import Front  # noqa: E402
from sinasec.web.wsgi import application as django  # noqa: E402

# What the child that reads files has ready before the first one comes.
READERS: Final = (
    "sinasec.plans.corrected",
    "sinasec.spreadsheets.apart",
    "sinasec.definitions.apart",
)


def _front() -> Front:
    """Once Django is set up, which importing its application does."""
    from django.conf import settings

    from sinasec.web.api.parameters import of_route
    from sinasec.web.limits.turns import THREADS
    from sinasec.web.serving.admitted import admitted
    from sinasec.web.uploads import RATE

    of_route("")  # the document of the API is made now, and not while the first reader waits
    return Front(
        django,
        threads=THREADS,
        written=frozenset(settings.WRITTEN),
        rated=frozenset(settings.RATED),
        largest=settings.UPLOAD_LIMIT,
        rate=RATE,
        proxies=settings.NINJA_NUM_PROXIES,
        admits=admitted,
        started=_started,
    )


def _started(loop: asyncio.AbstractEventLoop) -> None:
    from sinasec import sandbox
    from sinasec.web.front import ready
    from sinasec.web.front.parent import end_with_parent

    end_with_parent()
    _watch_readers()
    sandbox.warm(READERS)
    ready.wait()
    loop.call_soon(ready.say)  # runs once the server listens


def _watch_readers() -> None:
    """One address may have at most half of the connections, however few this process may open."""
    import resource

    from django.conf import settings

    from sinasec.web.front.slow_readers import SlowReaders, watch
    from sinasec.web.serving.server import room

    files, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = max(1, min(settings.CONNECTIONS_OF_ONE, room(files) // 2))
    readers = SlowReaders(
        None if settings.NINJA_NUM_PROXIES else most,  # behind a proxy all come from it
        grace=settings.READER_GRACE,
        kept=settings.READER_KEPT,
    )
    watch(readers, settings.READERS_LOOKED_AT)


application = _front()
