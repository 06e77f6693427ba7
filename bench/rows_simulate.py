"""Simulations: both engines against SimPy running the same plan, threads, memory, and the start from the shell."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from math import log, sqrt
from pathlib import Path

from bench import simpy_model
from bench.harness import Row, compare, rows, seconds
from workflow.calendars.china import china
from workflow.simulate import draws
from workflow.simulate.draws import ARRIVAL, Numbers, prefix, unit, word
from workflow.simulate.engine import Engine
from workflow.simulate.kernel.running import Kernel
from workflow.simulate.plan import APPLICANT, NOWHERE, OBTAINED, OFFICE, Branch, Node, Passing, Plan, Pool, Track
from workflow.simulate.worktime import DAY, work_table

ROOT = Path(__file__).parents[1]
ORIGIN = date(2021, 1, 1)
ITEMS = (  # what it needs, department, mean minutes of work
    ((), 0, 90),
    ((), 1, 300),
    ((), 2, 180),
    ((0, 1, 2), 0, 200),
    ((3,), 3, 250),
    ((4,), 4, 120),
    ((5,), 0, 150),
)
OFFICERS = (6, 3, 2, 4, 3)
RETURNED, AWAY = 0.3, 2.0 * DAY
"""After every activity three in ten go back to the applicant, for two days on the mean, and queue again."""
LOAD = 0.9
"""How much of its working time the busiest department works."""
SEED = 7
BARE, START_ON_LAND = "", "four-certs-three-docs --scenario start-on-land --runs 1000"
SHELL = (
    "import sys; from importlib.util import find_spec; "
    "sys.modules.update(numba=None, numpy=None); "  # as if the extra were not installed
    "from workflow.cli.program import run; sys.exit(run(['simulate', *sys.argv[1:]]))"
)


def city(projects: int, size: int = 1) -> tuple[Plan, list[int]]:
    """Return seven items in five departments with holidays and returns, and when so many projects come.

    Args:
        size: how many times the officers and the arrivals of the smallest city.
    """
    calendar = china()
    daily = sum(end - start for start, end in calendar.hours) * 60
    asked = [sum(minutes * 60 / (1 - RETURNED) for _, own, minutes in ITEMS if own == pool) for pool in range(5)]
    gap = max(work / officers for work, officers in zip(asked, OFFICERS, strict=True)) / LOAD / size
    days = int(projects * gap / daily * 365 / 240) + 2000
    table = work_table(calendar, ORIGIN, days)
    nodes: list[Node] = []
    tracks: list[Track] = []
    spreads = [Numbers(draws.GAMMA, 1.0, AWAY)]
    for number, (needs, pool, minutes) in enumerate(ITEMS):
        variance, entry = log(1.25), len(nodes)
        spreads.append(Numbers(draws.LOGNORMAL, log(minutes * 60) - variance / 2, sqrt(variance)))
        work = Node(number, "", Passing.EFFORT, number + 1, pool, hand=OFFICE, shares=[1 - RETURNED, 1.0])
        work.branches += [Branch("pass", entry + 2), Branch("return", entry + 1)]
        away = Node(number, "", Passing.ELAPSED, 0, NOWHERE, hand=APPLICANT, shares=[1.0])
        away.branches.append(Branch("again", entry))
        nodes += [work, away, Node(number, "", end=OBTAINED)]
        tracks.append(Track(str(number), shadow=False, entry=entry, ready=(sum(1 << other for other in needs),)))
    pools = [Pool(str(number), "", officers * size, "first_come", 0) for number, officers in enumerate(OFFICERS)]
    plan = Plan(
        definition="", scenario="", origin=ORIGIN, start=0, lead=0, lead_works=True, horizon=days * DAY,
        tracks=tracks, nodes=nodes, clocks=[], pools=pools, spreads=spreads, tables=[table], target=1 << len(ITEMS) - 1,
    )  # fmt: skip
    key, worked, arrivals = prefix(SEED, 0, 1 << 50), 0.0, []
    for number in range(projects):
        worked -= log(unit(key, word(0, number, ARRIVAL))) * gap
        arrivals.append(table.add(0, int(worked) + 1))
    return plan, arrivals


@rows
def engines(_: Path) -> Iterator[Row]:
    """Measure both engines, the full log kept, against SimPy running the same plan."""
    plan, arrivals = city(10_000)
    reference, kernel = Engine(plan, SEED), Kernel(plan, SEED)
    stays = len(reference.run(0, arrivals).cells) // 8
    peers = len(simpy_model.run(plan, arrivals))
    if abs(stays - peers) > stays / 50:
        raise AssertionError((stays, peers))

    def simpy() -> None:
        simpy_model.run(plan, arrivals)

    found = compare(lambda: reference.run(0, arrivals), simpy, rounds=5)
    yield Row("reference engine, 10,000 cases", 10_000 / found.ours, "cases/s", "SimPy", found.ratio, at_least=2.5)
    found = compare(lambda: kernel.several(0, [arrivals]), simpy, rounds=5)
    yield Row("compiled engine, 10,000 cases", 10_000 / found.ours, "cases/s", "SimPy", found.ratio, at_least=30)
    plan, arrivals = city(100_000)
    kernel = Kernel(plan, SEED)
    found = compare(lambda: kernel.several(0, [arrivals]), lambda: simpy_model.run(plan, arrivals), rounds=3)
    yield Row("compiled engine, 100,000 cases", 100_000 / found.ours, "cases/s", "SimPy", found.ratio, at_least=20)


@rows
def threads(_: Path) -> Iterator[Row]:
    """Measure many replications on two threads against one."""
    plan, arrivals = city(2000)
    kernel = Kernel(plan, SEED)

    def on(cores: int) -> None:
        for _ in kernel.several_at_once(100, lambda _: arrivals, cores):
            pass

    found = compare(lambda: on(2), lambda: on(1), rounds=5)
    yield Row("100 replications of 2,000 cases, two threads", 200_000 / found.ours, "cases/s", "one thread",
              found.ratio, at_least=1.7)  # fmt: skip


@rows
def memory(_: Path) -> Iterator[Row]:
    """Measure the peak memory of a million cases in one replication, the full log kept, in a process of its own."""
    program = (
        "from bench.rows_simulate import SEED, city\n"
        "from workflow.simulate.kernel.running import Kernel\n"
        "plan, arrivals = city(1_000_000, size=10)\n"
        "logs = Kernel(plan, SEED).several(0, [arrivals])\n"
        "assert (logs.finished >= 0).sum() == 1_000_000\n"
        # Not getrusage: a process inherits the peak of the one it was started by.
        "print(next(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')))\n"
    )
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, cwd=ROOT)
    peak = int(told.stdout) / 1024
    yield Row("memory of 1,000,000 cases with their log", peak, "MB", "1,000 MB", peak / 1000, at_most=1)


@rows
def shell(_: Path) -> Iterator[Row]:
    """Measure a thousand replications from the shell, without the extra, against starting Python."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "LANG": "zh_CN.UTF-8"}

    def process(*command: str) -> None:
        subprocess.run([sys.executable, "-c", *command], env=environment, capture_output=True, check=True)

    ours = [seconds(lambda: process(SHELL, *START_ON_LAND.split())) for _ in range(6)]
    bare = [seconds(lambda: process(BARE)) for _ in range(30)]
    taken, alone = sorted(ours)[2], sorted(bare)[14]
    yield Row("start-on-land, 1,000 replications, from the shell", taken, "s", "bare Python", taken / alone,
              at_most=150)  # fmt: skip
