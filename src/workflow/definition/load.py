"""Reading a definition: its text, the files it uses, the policies that rewrite it; nothing unsound comes through.

Files are named by their path with `/`. `library:` before a path means a text that ships with the program.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import ValidationError

from workflow import library
from workflow.definition import policies as rewriting
from workflow.definition.check import check
from workflow.definition.documents import TABLES, Policy
from workflow.definition.lines import Document, Path, Place, nearest, parse
from workflow.definition.mistakes import nearest_name, validated
from workflow.definition.model import Definition
from workflow.definition.order import in_order
from workflow.definition.placing import place_of
from workflow.definition.used_files import LIBRARY, resolved, root_of
from workflow.errors import InvalidDefinition, InvalidInput, NotFound, Problem, WorkflowError

Read = Callable[[str], str | bytes]

MAX_FILES = 100


@dataclass(frozen=True, slots=True)
class Loaded:
    """A definition and where each part of it stands; it has not been checked."""

    definition: Definition
    places: Mapping[Path, Place]

    def sound(self) -> Definition:
        """Return the definition.

        Raises:
            InvalidDefinition: it is not sound; every problem, with file, line and path.
        """
        problems = self.problems()
        if problems:
            raise InvalidDefinition(problems)
        return self.definition

    def problems(self) -> list[Problem]:
        """Return everything unsound about the definition, with file and line, in the order of the text."""
        return sorted(map(self.placed, check(self.definition)), key=_position)

    def placed(self, problem: Problem) -> Problem:
        """Return a problem with the file and line where its path stands."""
        file, line = place_of(self.places, problem.path)
        return Problem(problem.code, file, line, problem.path, problem.facts)


def shipped(definition: str, policies: Sequence[str] = (), read: Read | None = None) -> Loaded:
    """Return a definition that ships with the program, rewritten by policies, not yet checked.

    Raises:
        NotFound: no definition or policy goes by that id.
    """
    path = shipped_path(definition)
    return assemble(library.text(path), LIBRARY + path, read or _nothing_else, policies)


def shipped_path(definition: str) -> str:
    """Return the path of a shipped definition within the library.

    Raises:
        NotFound: none goes by that id.
    """
    known = library.definitions()
    if definition not in known:
        near = nearest_name(definition, known)
        raise NotFound(
            "unknown_definition", definition=definition, known=[*known], **({"nearest": near} if near else {})
        )
    return known[definition]


def from_canonical(content: bytes) -> Definition:
    """Return a definition from the canonical JSON that was pinned.

    Raises:
        InvalidInput: it is not the canonical JSON of a definition.
    """
    try:
        return Definition.model_validate(in_order(content))
    except (LookupError, TypeError, ValueError, AttributeError) as wrong:
        errors = wrong.error_count() if isinstance(wrong, ValidationError) else 1
        raise InvalidInput("not_canonical_definition", errors=errors) from wrong


def assemble(
    text: str | bytes, origin: str, read: Read, policies: Sequence[str] = (), *, root: str | None = None
) -> Loaded:
    """Return the definition that a text, its used files and its policies give, not yet checked.

    Args:
        text: the definition document.
        origin: the name of its file; used files are found relative to it.
        read: yields the text of a file; raises `NotFound` or `OSError` where there is none.
        policies: in the order of their effect; the id of a shipped one, or the path of a `.yaml` file.
        root: the folder outside which no file may be used; by default the one the document lies in.

    Raises:
        InvalidDefinition: it cannot be read or does not fit the format.
        NotFound: no policy goes by that id.
    """
    document = parse(text, origin)
    if "definition" not in document.data:
        raise InvalidDefinition([document.problem("missing_key", (), key="definition")])
    noted = [key for key in ("policies", "tables") if key in document.data]
    if noted:
        raise InvalidDefinition([document.problem("unknown_key", (key,), key=key) for key in noted])
    assembly = _Assembly(document, read)
    assembly.use(document, origin, root_of(origin) if root is None else root)
    assembly.document.data.pop("uses", None)
    assembly.refuse()
    written = assembly.gathered(policies)
    # A rewrite reads what it rewrites: it must have the form of a definition before.
    plain = rewriting.Effective(assembly.document, validated(Definition, assembly.document))
    effective = rewriting.apply(plain, written)
    return Loaded(effective.definition, effective.document.places)


class _Assembly:
    """A definition while the files that it uses are merged into it."""

    def __init__(self, document: Document, read: Read) -> None:
        self.document = Document(_open_tables(document.data), dict(document.places))
        self.read = read
        self.done: set[str] = set()
        self.problems: list[Problem] = []
        self.combined: set[str] = set()

    def use(self, user: Document, origin: str, root: str, users: tuple[str, ...] = ()) -> None:
        """Merge what a document uses, and what those files use."""
        uses = user.data.get("uses", [])
        if not isinstance(uses, (str, list)):
            self.problems.append(user.problem("wrong_type", ("uses",), expected="list", seen="other"))
            return
        for number, name in enumerate([uses] if isinstance(uses, str) else uses):
            at: Path = ("uses", number)
            try:
                file, inner = resolved(str(name), origin, root)
            except ValueError:
                self.problems.append(user.problem("outside_root", at, used=str(name)))
                continue
            if file in (*users, origin):
                self.problems.append(user.problem("uses_cycle", at, used=file))
            elif file not in self.done:
                self.done.add(file)
                self._take(user, at, file, inner, (*users, origin))

    def gathered(self, names: Sequence[str]) -> list[rewriting.Written]:
        """Return policies, named by their ids or files, each after those that it combines; take in what they use."""
        written: dict[str, rewriting.Written] = {}
        for name in names:
            self._gather(name, written, ())
        self.refuse()
        return [*written.values()]

    def _gather(self, name: str, written: dict[str, rewriting.Written], users: tuple[str, ...]) -> None:
        """Read a policy with those that it combines and the files that it uses; what came along already stays."""
        file = name if name.endswith(".yaml") else f"{LIBRARY}policies/{name}.yaml"
        if file in written and (users or file in self.combined):
            return
        try:
            text = self._read(file)
        except (NotFound, OSError) as wrong:
            raise NotFound("unknown_policy", policy=name, known=_shipped_policies()) from wrong
        policy = validated(Policy, text)
        if file in (*users, *written):
            raise InvalidDefinition([text.problem("policy_twice", ("policy",), policy=policy.policy)])
        for number, other in enumerate(policy.combines):
            self._gather(self._beside(other, file, text, ("combines", number)), written, (*users, file))
        self.use(text, file, root_of(file))
        written[file] = rewriting.Written(policy, text)
        if users:
            self.combined.add(file)

    def _beside(self, name: str, user: str, text: Document, at: Path) -> str:
        """Return the file or id of a policy that another one combines; a file is found beside the other."""
        if not name.endswith(".yaml"):
            return name
        try:
            return resolved(name, user, root_of(user))[0]
        except ValueError as wrong:
            raise InvalidDefinition([text.problem("outside_root", at, used=name)]) from wrong

    def refuse(self) -> None:
        """Raise what was found so far."""
        if self.problems:
            raise InvalidDefinition(self.problems)

    def _take(self, user: Document, at: Path, file: str, root: str, users: tuple[str, ...]) -> None:
        if len(self.done) > MAX_FILES:
            raise InvalidDefinition([user.problem("too_many_files", at, at_most=MAX_FILES)])
        try:
            fragment = self._read(file)
        except InvalidDefinition as wrong:
            self.problems.extend(wrong.problems)
        except (WorkflowError, OSError):
            self.problems.append(user.problem("file_not_found", at, used=file))
        else:
            self._merge(fragment)
            self.use(fragment, file, root, users)

    def _read(self, file: str) -> Document:
        return _shipped(file) if file.startswith(LIBRARY) else parse(self.read(file), file)

    def _merge(self, fragment: Document) -> None:
        data = {key: value for key, value in fragment.data.items() if key != "uses"}
        if isinstance(data.get("lifecycle"), str) and "definition" not in data:
            name = data["lifecycle"]
            if self._entry(fragment, (), "lifecycles", name, data):
                at = ("lifecycles", name)
                self.document.places.update({at + path: place for path, place in fragment.places.items()})
            return
        taken = {
            (table, name)
            for table, entries in data.items()
            if self._is_table(fragment, table, entries)
            for name, value in entries.items()
            if self._entry(fragment, (table, name), table, name, value)
        }
        self.document.places.update({path: place for path, place in fragment.places.items() if path[:2] in taken})

    def _is_table(self, fragment: Document, table: str, entries: Any) -> bool:
        if table not in TABLES:
            code = "not_a_fragment" if table in {"definition", "policy"} else "unknown_key"
            self.problems.append(fragment.problem(code, (table,), key=table))
        elif not isinstance(entries, dict):
            self.problems.append(fragment.problem("wrong_type", (table,), expected="mapping", seen="other"))
        else:
            return True
        return False

    def _entry(self, fragment: Document, at: Path, table: str, name: str, value: Any) -> bool:
        """Put an entry into a table and tell whether it is new there."""
        entries = self.document.data.setdefault(table, {})
        if not isinstance(entries, dict):
            return False
        if name not in entries:
            entries[name] = value
            return True
        if entries[name] != value:
            first = nearest(self.document.places, (table, name))
            facts = {"name": name, "first_file": first.file, "first_line": first.line}
            self.problems.append(fragment.problem("defined_twice", at, **facts))
        return False


@cache
def _shipped(file: str) -> Document:
    """Return a text of the library, read once; nobody changes it, rewriting makes data of its own."""
    return parse(library.text(file.removeprefix(LIBRARY)), file)


def _open_tables(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the data with tables of its own, so that merging into them changes nobody else's."""
    return {key: dict(value) if key in TABLES and isinstance(value, dict) else value for key, value in data.items()}


def _shipped_policies() -> list[str]:
    folder = "policies/"
    return [path.removeprefix(folder).removesuffix(".yaml") for path in library.paths() if path.startswith(folder)]


def _nothing_else(path: str) -> str:
    raise NotFound("no_such_text", path=path)


def _position(problem: Problem) -> tuple[str, int, str, str]:
    return (problem.file, problem.line, problem.path, problem.code)
