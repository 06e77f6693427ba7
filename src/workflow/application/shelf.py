"""The shelf: definitions and calendars, shipped or the user's own, made ready to be used."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from workflow import library
from workflow.calendars.calendar import Calendar
from workflow.calendars.china import china
from workflow.calendars.tables import overlay
from workflow.definition.lines import parse, unplaced
from workflow.definition.load import Loaded, assemble, shipped
from workflow.definition.model import Definition, canonical_json
from workflow.errors import InvalidDefinition, InvalidInput, NotFound, Problem
from workflow.language.ids import digest_of
from workflow.lifecycle.rules import Rules


@dataclass(frozen=True)
class Procedure:
    """A definition with the calendars it counts by, ready to be pinned.

    Attributes:
        definition: the effective definition, the digests of its calendar tables filled in.
    """

    definition: Definition
    calendars: Mapping[str, Calendar]

    @cached_property
    def rules(self) -> Rules:
        """Return it made ready to be asked; whoever uses the procedure shares them."""
        return Rules(self.definition, self.calendars)

    @cached_property
    def tables(self) -> list[bytes]:
        """Return the canonical bytes of its calendar tables."""
        return [canonical_json(calendar.to_table()) for calendar in self.calendars.values()]


def procedure(reference: str, policies: Sequence[str] = ()) -> Procedure:
    """Return a procedure by the id of a shipped definition or the path of a file.

    Raises:
        NotFound: neither the library nor the file system has it.
        InvalidDefinition: it is not sound; with every problem.
        InvalidInput: a calendar is not right.
    """
    path = Path(reference)
    if reference not in library.definitions() and path.suffix in {".yaml", ".yml"}:
        if not path.is_file():
            raise NotFound("no_such_file", path=reference)
        return _with_calendars(assemble(read_file(reference), reference, read_file, policies), path.parent)
    return _with_calendars(shipped(reference, policies, read_file), None)


def read_file(path: str) -> bytes:
    """Return the bytes of a file.

    Raises:
        NotFound: there is none.
        InvalidInput: it cannot be read.
    """
    try:
        return Path(path).read_bytes()
    except FileNotFoundError as error:
        raise NotFound("no_such_file", path=path) from error
    except OSError as error:
        raise InvalidInput("unreadable_file", path=path, why=error.strerror or str(error)) from error


def _with_calendars(loaded: Loaded, folder: Path | None) -> Procedure:
    definition = loaded.sound()
    calendars: dict[str, Calendar] = {}
    unknown: list[Problem] = []
    for name, way in sorted(definition.calendars().items()):
        try:
            calendars[name] = calendar(name, folder)
        except NotFound as error:
            unknown.append(loaded.placed(unplaced(error.key, way, **error.facts)))
    if unknown:
        raise InvalidDefinition(unknown)
    digests = {name: digest_of(canonical_json(found.to_table())) for name, found in calendars.items()}
    return Procedure(definition.model_copy(update={"tables": digests}), calendars)


def calendar(name: str, folder: Path | None = None) -> Calendar:
    """Return a calendar: China's, one of the library, or an overlay file beside the user's definition.

    Raises:
        NotFound: nobody has a calendar of that name.
        InvalidInput: the file is not right.
    """
    if name == "cn":
        return _china()
    own = folder / "calendars" / f"{name}.yaml" if folder else None
    if own is not None and own.is_file():
        return calendar_of(read_file(str(own)), str(own))
    shipped_one = f"calendars/{name}.yaml"
    if shipped_one not in library.paths():
        raise NotFound("unknown_calendar", calendar=name)
    return calendar_of(library.text(shipped_one), shipped_one)


def calendar_of(text: str | bytes, origin: str) -> Calendar:
    """Return the calendar that an overlay file describes.

    Raises:
        InvalidInput: it is no YAML, or its entries are not right.
    """
    said = parse(text, origin).data
    return overlay(said, {"cn": _china()})


@cache
def _china() -> Calendar:
    return china()
