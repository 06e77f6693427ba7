"""What the ledger does with a PostgreSQL database: its own schema, foreign ones, later ones, lost ones."""

from __future__ import annotations

import psycopg
import pytest

from tests.contract.material import fact
from tests.postgres import Server
from workflow.errors import NewerStore, NotFound, NotOurStore, StorageError, UsageError
from workflow.store import open_ledger


@pytest.fixture
def url(postgres: Server) -> str:
    return postgres.cleared()


def execute(url: str, *statements: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement.encode())


def test_a_foreign_schema_is_refused_and_untouched(url: str) -> None:
    execute(url, "CREATE SCHEMA workflow", "CREATE TABLE workflow.orders (id int)")
    with pytest.raises(NotOurStore):
        open_ledger(url)
    with psycopg.connect(url) as connection:
        tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'workflow'").fetchall()
    assert tables == [("orders",)]


def test_a_ledger_of_a_later_format_is_refused(url: str) -> None:
    open_ledger(url).close()
    execute(url, "UPDATE workflow.meta SET format = 3")
    with pytest.raises(NewerStore):
        open_ledger(url)


def test_a_ledger_of_the_first_format_gets_its_tiles_when_it_is_opened(url: str) -> None:
    with open_ledger(url) as ledger:
        ledger.append_bulk(fact(f"case:{number}", 1) for number in range(600))
        tiles = ledger.tile(1, 0)
    execute(url, "DROP TABLE workflow.seal_nodes, workflow.seal_checkpoints", "UPDATE workflow.meta SET format = 1")
    with open_ledger(url) as ledger:
        assert ledger.tile(1, 0) == tiles
        assert len(tiles) == 2
        assert ledger.check() == []


def test_a_ledger_that_must_exist_is_not_begun(url: str) -> None:
    with pytest.raises(NotFound):
        open_ledger(url, create=False)
    open_ledger(url).close()
    open_ledger(url, create=False).close()


def test_other_tables_of_the_database_are_left_alone(url: str) -> None:
    execute(url, "DROP TABLE IF EXISTS stored_events", "CREATE TABLE stored_events (x int)")
    execute(url, "INSERT INTO stored_events VALUES (7)")
    with open_ledger(url) as ledger:
        ledger.append([fact("case:1", 1)], {})
    with psycopg.connect(url) as connection:
        assert connection.execute("SELECT x FROM public.stored_events").fetchall() == [(7,)]


def test_commits_wait_for_the_disk_whatever_the_database_says(postgres: Server) -> None:
    url = postgres.database()
    name = url.partition("?")[0].rpartition("/")[2]
    execute(url, f"ALTER DATABASE {name} SET synchronous_commit = off")
    with open_ledger(url) as ledger:
        assert ledger._select("SHOW synchronous_commit") == [("on",)]  # type: ignore[attr-defined]


def test_a_password_is_never_shown() -> None:
    with pytest.raises(StorageError) as refused:
        open_ledger("postgresql://clerk:hush@127.0.0.1:1/office?connect_timeout=1")
    assert refused.value.key == "store_unreachable"
    assert refused.value.facts["url"] == "postgresql://clerk@127.0.0.1:1/office"
    assert "hush" not in str(refused.value)


def test_what_is_no_address_is_refused_without_showing_it() -> None:
    with pytest.raises(UsageError) as refused:
        open_ledger("postgresql://clerk:hush@host/office?colour=red")
    assert "hush" not in str(refused.value)


@pytest.mark.parametrize(
    ("statement", "key"),
    [
        ("UPDATE workflow.stored_events SET leaf = '' WHERE notification_id = 1", "leaf_differs"),
        ("DELETE FROM workflow.stored_events WHERE notification_id = 2", "seal_differs"),
    ],
)
def test_a_check_names_what_was_changed(url: str, statement: str, key: str) -> None:
    with open_ledger(url) as ledger:
        ledger.append([fact("case:1", 1), fact("case:1", 2)], {})
        execute(url, statement)
        assert key in {defect.key for defect in ledger.check()}


def test_a_row_forged_beside_the_seal_makes_the_next_append_fail(url: str) -> None:
    with open_ledger(url) as ledger:
        ledger.append([fact("case:1", 1)], {})
        execute(
            url,
            "INSERT INTO workflow.stored_events "
            "SELECT 2, 'case:2', 1, topic, state, leaf, NULL FROM workflow.stored_events",
        )
        with pytest.raises(StorageError):
            ledger.append([fact("case:3", 1)], {})
        assert ledger.read("case:3") == []
