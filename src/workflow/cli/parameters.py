"""What is written after an option, read: times, days, periods, actors, pairs.

Times are ISO 8601 or Chinese (`2021年5月19日 9:00`); without an offset they are China's; a day alone is its
first instant.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any, NoReturn

import click

from workflow.cli.failures import WrongWords
from workflow.cli.speaking import language_of
from workflow.definition.types import parse_type
from workflow.definition.values import NotOfType
from workflow.definition.written_values import parse_text
from workflow.language.catalogue.messages import MESSAGES
from workflow.language.catalogue.values import VALUES
from workflow.language.catalogue.words import Words, say
from workflow.language.people import Actor, parse_actor
from workflow.language.periods import read_period
from workflow.language.quantities import Period
from workflow.views.plain import ZONE

_DATE, _TIME = parse_type("date"), parse_type("time")


class Speaking(click.ParamType[Any]):
    """A type of parameter whose errors are told in the reader's language."""

    def wrong(
        self, table: Words, key: str, param: click.Parameter | None, ctx: click.Context | None, **facts: Any
    ) -> NoReturn:
        """Refuse the parameter with a message of the catalogue.

        Raises:
            WrongWords: always.
        """
        raise WrongWords(say(table, key, language_of(ctx), facts), ctx=ctx, param=param)


class Day(Speaking):
    """A date."""

    name = "DATE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the date a text means."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(parse_text(_DATE, value))
        except NotOfType as wrong:
            self.wrong(VALUES, wrong.key, param, ctx, **wrong.facts)


class Moment(Speaking):
    """An instant; a day alone is its first instant."""

    name = "TIME"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Return the instant a text means, in UTC."""
        if isinstance(value, datetime):
            return value
        try:
            day = date.fromisoformat(parse_text(_DATE, value))
            return datetime.combine(day, time(), ZONE).astimezone(UTC)
        except NotOfType as wrong:
            if wrong.key == "no_such_date":
                self.wrong(VALUES, wrong.key, param, ctx, **wrong.facts)
        try:
            return datetime.fromisoformat(parse_text(_TIME, value, ZONE)).astimezone(UTC)
        except NotOfType as wrong:
            self.wrong(VALUES, wrong.key, param, ctx, **wrong.facts)


class Length(Speaking):
    """A period, as `20个工作日` or `20 working days`."""

    name = "PERIOD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Period:
        """Return the period a text means."""
        if isinstance(value, Period):
            return value
        try:
            return read_period(value)
        except ValueError:
            self.wrong(MESSAGES, "not_a_period", param, ctx, text=value)


class Span(Speaking):
    """Days from one to another, both included, as `2021-05-24..2021-05-28`."""

    name = "A..B"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[date, date]:
        """Return the first and the last day."""
        if isinstance(value, tuple):
            return value
        start, dots, end = value.partition("..")
        if not dots:
            self.wrong(MESSAGES, "not_a_span", param, ctx, text=value)
        first, last = Day().convert(start.strip(), param, ctx), Day().convert(end.strip(), param, ctx)
        if last < first:
            self.wrong(MESSAGES, "span_backwards", param, ctx, start=first, end=last)
        return first, last


class Person(Speaking):
    """Who acts, as `PERSON:ROLE[@AUTHORITY][/ON_BEHALF_OF]`."""

    name = "PERSON:ROLE@AUTHORITY"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Actor:
        """Return the actor a text means; role and authority as written."""
        if isinstance(value, Actor):
            return value
        try:
            return parse_actor(value)
        except ValueError:
            self.wrong(MESSAGES, "not_an_actor", param, ctx, text=value)


class Pair(Speaking):
    """A name and what it is to be, as `NAME=VALUE`."""

    def __init__(self, name: str = "KEY=VALUE") -> None:
        self.name = name

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        """Return the name and the text after the first `=`."""
        if isinstance(value, tuple):
            return value
        name, sign, text = value.partition("=")
        if not sign or not name.strip():
            self.wrong(MESSAGES, "not_a_pair", param, ctx, text=value)
        return name.strip(), text
