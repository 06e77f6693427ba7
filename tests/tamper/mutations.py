"""What intruders do. Each mutation says what it is in its name; the golden table says who notices."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from copy import deepcopy
from typing import Any

from tests.tamper.house import back_dated
from tests.tamper.intruder import Loot
from workflow.store.seal import Frontier
from workflow.store.seal_keys import LOG, SigningKey
from workflow.store.seal_note import parse_note

Mutation = Callable[[Loot], None]
EVENT, TAIL_EVENT, LAST_OF_ITS_CASE, NAMING_A_PAPER = 123, 530, 490, 8
INTRUDERS_KEY = SigningKey("office.example/log", LOG, b"i" * 32)
OTHER_LOG = SigningKey("tax.example/log", LOG, b"k" * 32)
MUTATIONS: dict[str, Mutation] = {}


def mutation(function: Mutation) -> Mutation:
    """Enter a mutation under its name."""
    MUTATIONS[function.__name__.strip("_").replace("_", " ")] = function
    return function


def said(name: str, change: Callable[[dict[str, Any]], None], position: int = EVENT) -> None:
    """Enter a mutation that changes what one event says."""
    MUTATIONS[name] = lambda loot: loot.at(position).edit(change)


def setting(*path: str, to: Any) -> Callable[[dict[str, Any]], None]:
    def change(event: dict[str, Any]) -> None:
        inner = event
        for step in path[:-1]:
            inner = inner[step]
        inner[path[-1]] = to

    return change


def dating(field: str) -> Callable[[dict[str, Any]], None]:
    return lambda event: event.update({field: back_dated(event[field], 1)})


# One event says something else.
said("a fee is changed", setting("data", "fee_fen", to=1))
said("the data is emptied", setting("data", to={}))
said("the data is no mapping", setting("data", to=[]))
said("the person is changed", setting("actor", "person", to="李四"))
said("the role is changed", setting("actor", "role", to="approver"))
said("the authority is changed", setting("actor", "authority", to="常州市生态环境局"))
said("a claim is made verified", setting("actor", "verified", to=False))
said("somebody is stood in for", setting("actor", "on_behalf_of", to="王五"))
said("the article is changed", setting("basis", to=[{"law": "administrative_licensing_law", "article": 38}]))
said("the time of recording is earlier", dating("recorded_at"))
said("the time of effect is earlier", dating("effective_at"))
said("another definition is named", setting("definition", to="b" * 64))
said("another cause is named", setting("causation_id", to="c-1"))
said("the form of the event is another", setting("schema", to=2))
said("a field is added", setting("remark", to="checked"))
said("a field is left out", lambda event: event.pop("actor"))
said("the last unsigned events are changed", setting("data", "fee_fen", to=1), TAIL_EVENT)
said("an unsigned event is back-dated", dating("effective_at"), TAIL_EVENT)
said("the paper of an event is another", setting("data", "plan", "digest", to="d" * 64), NAMING_A_PAPER)
said("the pinned definition is changed", setting("data", "content", to='{"definition":"other"}'), 1)


@mutation
def only_blanks_are_added(loot: Loot) -> None:
    loot.at(EVENT).edit(lambda _: None, (", ", ": "))


@mutation
def the_body_is_cut_short(loot: Loot) -> None:
    loot.at(EVENT).body = loot.at(EVENT).body[:-40] + b'"}'


@mutation
def the_body_is_text_instead_of_bytes(loot: Loot) -> None:
    loot.at(EVENT).body = loot.at(EVENT).body.decode()


# Columns.
@mutation
def the_event_has_another_name(loot: Loot) -> None:
    loot.at(EVENT).name = "PermitGranted"


@mutation
def the_event_is_filed_under_another_command(loot: Loot) -> None:
    loot.at(EVENT).command = "c-9999"


@mutation
def the_event_is_moved_to_another_case(loot: Loot) -> None:
    loot.at(EVENT).stream = "case:999"


@mutation
def the_version_is_another(loot: Loot) -> None:
    loot.at(EVENT).version += 100


@mutation
def the_leaf_hash_is_overwritten(loot: Loot) -> None:
    loot.at(EVENT).leaf = bytes(32)


@mutation
def the_leaf_hash_is_no_hash(loot: Loot) -> None:
    loot.at(EVENT).leaf = "leaf"


# Events come and go.
@mutation
def an_event_is_deleted(loot: Loot) -> None:
    del loot.events[EVENT - 1]


@mutation
def the_first_event_of_a_case_is_deleted(loot: Loot) -> None:
    del loot.events[4]


@mutation
def the_last_event_of_a_case_is_deleted(loot: Loot) -> None:
    del loot.events[LAST_OF_ITS_CASE - 1]


@mutation
def a_whole_case_is_deleted(loot: Loot) -> None:
    loot.events = [row for row in loot.events if row.stream != "case:007"]


@mutation
def the_pinned_definition_is_deleted(loot: Loot) -> None:
    del loot.events[0]


@mutation
def two_events_of_a_case_are_swapped(loot: Loot) -> None:
    one, other = [row for row in loot.events if row.stream == "case:007"][1:3]
    one.body, other.body = other.body, one.body


@mutation
def neighbours_of_two_cases_are_swapped(loot: Loot) -> None:
    one, other = loot.events[EVENT - 1 : EVENT + 1]
    loot.events[EVENT - 1 : EVENT + 1] = [other, one]
    one.position, other.position = other.position, one.position


@mutation
def the_order_and_the_times_of_neighbours_are_swapped(loot: Loot) -> None:
    one, other = loot.events[EVENT - 1 : EVENT + 1]
    neighbours_of_two_cases_are_swapped(loot)
    times = []
    one.edit(lambda event: times.append(event["recorded_at"]))
    other.edit(lambda event: times.append(event["recorded_at"]))
    one.edit(setting("recorded_at", to=times[1]))
    other.edit(setting("recorded_at", to=times[0]))


@mutation
def an_event_is_inserted_in_the_past(loot: Loot) -> None:
    forged = deepcopy(loot.at(EVENT))
    forged.command = "forged"
    for row in loot.events[EVENT:]:
        row.position += 1
        row.version += row.stream == forged.stream
    forged.position, forged.version = forged.position + 1, forged.version + 1
    forged.edit(lambda event: event.update(version=forged.version, command_id="forged"))
    loot.events.insert(EVENT, forged)


@mutation
def an_event_is_repeated_at_the_end(loot: Loot) -> None:
    forged = deepcopy(loot.at(EVENT))
    forged.position, forged.version = len(loot.events) + 1, 99
    loot.events.append(forged)


@mutation
def an_event_is_left_beyond_a_gap(loot: Loot) -> None:
    loot.events[-1].position += 1000


@mutation
def all_persons_are_replaced(loot: Loot) -> None:
    for row in loot.events:
        row.edit(setting("actor", "person", to="李四"))


@mutation
def a_case_is_renamed_by_a_letter_that_looks_alike(loot: Loot) -> None:
    for row in loot.events:
        if row.stream == "case:007":
            row.stream = "case:0O7"


@mutation
def two_cases_are_exchanged(loot: Loot) -> None:
    names = {"case:007": "case:014", "case:014": "case:007"}
    for row in loot.events:
        row.stream = names.get(row.stream, row.stream)


# The end.
def cut(loot: Loot, size: int) -> None:
    del loot.events[size:]


@mutation
def the_unsigned_end_is_cut_off(loot: Loot) -> None:
    cut(loot, 520)


@mutation
def the_end_is_cut_off_with_signed_events(loot: Loot) -> None:
    cut(loot, 480)


def rolled_back(loot: Loot, size: int) -> None:
    cut(loot, size)
    loot.checkpoints = [row for row in loot.checkpoints if row[1] <= size]
    frontier = Frontier()
    for row in loot.events:
        frontier.add(row.leaf)
    loot.nodes, loot.head = [list(node) for node in frontier.closed], [[1, frontier.size, frontier.to_bytes()]]


@mutation
def an_old_backup_is_put_in_its_place(loot: Loot) -> None:
    rolled_back(loot, 420)


@mutation
def the_backup_of_the_first_hour_is_put_in_its_place(loot: Loot) -> None:
    rolled_back(loot, 40)


@mutation
def the_unsigned_end_is_rolled_back(loot: Loot) -> None:
    rolled_back(loot, 510)


@mutation
def everything_is_deleted(loot: Loot) -> None:
    rolled_back(loot, 0)


# Checkpoints.
@mutation
def a_checkpoint_is_deleted(loot: Loot) -> None:
    del loot.checkpoints[4]


@mutation
def a_witnessed_checkpoint_is_deleted(loot: Loot) -> None:
    del loot.checkpoints[3]


@mutation
def the_last_checkpoint_is_deleted(loot: Loot) -> None:
    del loot.checkpoints[-1]


@mutation
def all_checkpoints_are_deleted(loot: Loot) -> None:
    loot.checkpoints.clear()


@mutation
def a_checkpoint_is_filed_under_another_size(loot: Loot) -> None:
    loot.checkpoints[4][1] += 1


@mutation
def a_checkpoint_says_another_size(loot: Loot) -> None:
    loot.checkpoints[4][4] = loot.checkpoints[4][4].replace("\n250\n", "\n251\n")


@mutation
def two_checkpoints_are_swapped(loot: Loot) -> None:
    one, other = loot.checkpoints[4:6]
    one[1:], other[1:] = other[1:], one[1:]


@mutation
def a_checkpoint_has_a_wrong_signature(loot: Loot) -> None:
    note = loot.checkpoints[4][4]
    loot.checkpoints[4][4] = note[:-20] + ("A" if note[-20] != "A" else "B") + note[-19:]


@mutation
def a_checkpoint_is_no_checkpoint(loot: Loot) -> None:
    loot.checkpoints[4][4] = "signed\n"


@mutation
def a_checkpoint_is_signed_by_another_key(loot: Loot) -> None:
    text = parse_note(loot.checkpoints[4][4]).text
    loot.checkpoints[4][4] = f"{text}\n{INTRUDERS_KEY.sign(text)}\n"


@mutation
def all_checkpoints_are_signed_by_another_key(loot: Loot) -> None:
    loot.resign(INTRUDERS_KEY)


@mutation
def a_checkpoint_is_that_of_another_log(loot: Loot) -> None:
    text = parse_note(loot.checkpoints[4][4]).text.replace("office.example", "tax.example")
    loot.checkpoints[4][3:] = [str(OTHER_LOG.public), f"{text}\n{OTHER_LOG.sign(text)}\n"]


@mutation
def a_checkpoint_names_another_key(loot: Loot) -> None:
    loot.checkpoints[4][3] = str(INTRUDERS_KEY.public)


@mutation
def a_checkpoint_was_signed_at_another_time(loot: Loot) -> None:
    loot.checkpoints[4][2] = "2020-01-01T00:00:00+00:00"


# The seal.
@mutation
def a_tile_is_changed(loot: Loot) -> None:
    loot.nodes[1][2] = bytes(32)


@mutation
def a_tile_is_deleted(loot: Loot) -> None:
    del loot.nodes[0]


@mutation
def a_tile_is_added(loot: Loot) -> None:
    loot.nodes.append([1, 2, bytes(32)])


@mutation
def the_head_says_another_size(loot: Loot) -> None:
    loot.head[0][1] -= 2


@mutation
def the_head_has_other_hashes(loot: Loot) -> None:
    loot.head[0][2] = bytes(len(loot.head[0][2]))


@mutation
def the_head_is_deleted(loot: Loot) -> None:
    loot.head.clear()


# Beside the database.
@mutation
def a_paper_is_changed(loot: Loot) -> None:
    [paper] = (path for path in loot.house.papers.rglob("*") if path.is_file())
    paper.chmod(0o644)
    paper.write_bytes(b"%PDF-1.7 another plan")


@mutation
def a_paper_is_deleted(loot: Loot) -> None:
    shutil.rmtree(loot.house.papers)


@mutation
def the_folder_of_the_witness_is_emptied(loot: Loot) -> None:
    shutil.rmtree(loot.house.shared / "cosigned")


@mutation
def the_folder_of_the_witness_is_gone(loot: Loot) -> None:
    shutil.rmtree(loot.house.shared)


@mutation
def nothing_is_changed(loot: Loot) -> None:
    """A clean store: nobody finds anything."""
    assert loot.events
