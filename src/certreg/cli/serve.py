"""`certreg serve`: the pages and the API, and the timer for what is due."""

import logging
import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from types import FrameType
from typing import TYPE_CHECKING, Final

import click

from certreg.cli.failures import terminal_language
from certreg.domain.errors import CertregError
from certreg.domain.text import Text

if TYPE_CHECKING:
    from certreg.services.registry import Registry

EXPIRY_SECONDS: Final = 20.0
"""How often labels are looked at, due or with a failed gate: a status is in the published list within 60 s.

Label profile, "Status".
"""
_GRACE_SECONDS: Final = 15

_LOG: Final = logging.getLogger("certreg.timer")


EXAMPLES: Final = """\b
Examples:
  certreg serve
  certreg serve --host 0.0.0.0 --port 8080 --workers 2
"""


@click.command(epilog=EXAMPLES)
@click.option("--host", help="Address to listen on; else CERTREG_HOST.")
@click.option("--port", type=click.IntRange(0, 65_535), help="Port to listen on; else CERTREG_PORT.")
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Server processes.")
def command(host: str | None, port: int | None, workers: int) -> None:
    """Serve the pages and the API.

    Refuses to start on a database that was not upgraded, or without a key that can sign.
    """
    import uvicorn

    from certreg.app import create_app, utc_now
    from certreg.config import Settings
    from certreg.services.registry import open_registry

    settings = Settings.from_env(os.environ)
    registry = open_registry(settings, now=utc_now(), sign=True)
    logging.basicConfig(level=settings.log_level.upper(), format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    listen_host, listen_port = host or settings.host, settings.port if port is None else port
    click.echo(_START.within(base=settings.base_url, host=listen_host, port=listen_port).to(terminal_language()))
    # uvicorn hands SIGTERM on when it has finished: without this the process would end before the timer does.
    signal.signal(signal.SIGTERM, _leave)
    try:
        with expiry_timer(registry, utc_now):
            uvicorn.run(
                # Each process opens a registry of its own: connections do not survive a fork.
                create_app(registry) if workers == 1 else "certreg.app:application",
                factory=workers > 1,
                host=listen_host,
                port=listen_port,
                workers=workers,
                access_log=False,
                log_level=settings.log_level,
                proxy_headers=bool(settings.trusted_proxies),
                forwarded_allow_ips=list(settings.trusted_proxies),
                server_header=False,
                timeout_graceful_shutdown=_GRACE_SECONDS,
            )
    finally:
        registry.db.close()


@contextmanager
def expiry_timer(
    registry: "Registry", clock: Callable[[], datetime], *, seconds: float = EXPIRY_SECONDS
) -> Iterator[None]:
    """Expire due labels, suspend those with a failed gate and make the file of the day, while the block runs.

    Every so many seconds, and once at its beginning.
    """
    stop = threading.Event()
    timer = threading.Thread(target=_expire_until, args=(registry, clock, stop, seconds), name="expiry")
    timer.start()
    try:
        yield
    finally:
        stop.set()
        timer.join()


def _expire_until(registry: "Registry", clock: Callable[[], datetime], stop: threading.Event, seconds: float) -> None:
    from certreg.services.expire import expire_due
    from certreg.services.register_file import publish_if_due
    from certreg.services.supervise import Watch

    jobs: tuple[tuple[Callable[..., int], str], ...] = (
        (partial(expire_due, registry), "labels expired"),
        (Watch(registry).look, "labels suspended"),
        (partial(publish_if_due, registry), "organisations written to the public file of the day"),
    )
    while True:
        # Each by itself: what stops the one must not stop the other.
        for job, done in jobs:
            try:
                count = job(now=clock())
            except CertregError as error:
                # The database may be back at the next turn; every surface counts expiry by the clock anyway.
                _LOG.warning("no %s: %s", done, error)
            except Exception:  # noqa: BLE001 - logged with its trace
                # A thread that ends here would leave lapsed labels valid for as long as the server runs, unseen.
                _LOG.exception("no %s", done)
            else:
                if count:
                    _LOG.info("%d %s", count, done)
        if stop.wait(seconds):
            return


def _leave(signum: int, frame: FrameType | None) -> None:
    del signum, frame
    raise SystemExit(0)


_START: Final = Text(
    zh="certreg 正在启动\n  页面    {base}/\n  接口    {base}/schema\n  推广    {base}/feeds/promoted.json\n"
    "  监听    {host}:{port}（Ctrl+C 停止）",
    en="certreg is starting\n  pages    {base}/\n  API      {base}/schema\n  feed     {base}/feeds/promoted.json\n"
    "  listens  {host}:{port} (stop with Ctrl+C)",
)
