"""Policies: reforms as rewrites of a definition's data, applied in order before it is checked.

What the law demands stays in it (`kept`); two policies that may stand in either order give the same in both.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from workflow.definition.documents import Policy
from workflow.definition.explicit import is_explicit
from workflow.definition.kept import loosened
from workflow.definition.lines import Document, nearest
from workflow.definition.mistakes import validated
from workflow.definition.model import Definition
from workflow.definition.placing import place_of
from workflow.definition.rewriting import Rewriting
from workflow.definition.selection import listed
from workflow.errors import InvalidDefinition, Problem


class Written(NamedTuple):
    """A policy with its own text, for the lines of what it says."""

    policy: Policy
    text: Document


class Effective(NamedTuple):
    """A definition's data, and the definition that it is."""

    document: Document
    definition: Definition


def apply(written: Effective, policies: Sequence[Written]) -> Effective:
    """Return a definition as policies rewrite it, one after the other. They are noted among the `policies`.

    Args:
        written: the definition with the tables of all files that the policies use already in it.
        policies: in the order of their effect.

    Raises:
        InvalidDefinition: one that another needs, or comes after, does not come before it; one comes twice; the order
            of two matters and none is declared; one rewrites what is not there, changes nothing, or loosens the law.
    """
    _refuse([*_order_problems(policies)])
    _refuse([*_dependent(written.document, policies)])
    for policy in policies:
        written = _applied(written, policy)
    return written


def _refuse(problems: Sequence[Problem]) -> None:
    if problems:
        raise InvalidDefinition(problems)


def _applied(before: Effective, written: Written) -> Effective:
    """Return the definition as one policy rewrites it, and nothing the law demands is gone from it."""
    policy, text = written
    rewriting = Rewriting(before.document, text)
    rewriting.structure(policy)
    _refuse(rewriting.problems)
    structured = before.definition
    if policy.join or policy.split:
        structured = validated(Definition, Document(rewriting.data, rewriting.places))
    rewriting.content(policy)
    _refuse(rewriting.problems)
    if rewriting.data == before.document.data:
        raise InvalidDefinition([text.problem("policy_without_effect", (), policy=policy.policy)])
    noted = [*before.document.data.get("policies", []), _noted(policy)]
    document = Document({**rewriting.data, "policies": noted}, rewriting.places)
    definition = validated(Definition, document)
    explicit = is_explicit(policy.source, definition.laws)
    problems = loosened(structured, definition, rewriting.narrowed, explicit=explicit)
    _refuse([_placed(problem, document, written) for problem in problems])
    return Effective(document, definition)


def _placed(problem: Problem, rewritten: Document, written: Written) -> Problem:
    """Return a problem where the policy caused it: the line it wrote, or its file where it took something away."""
    place = place_of(rewritten.places, problem.path)
    own = nearest(written.text.places, ())
    file, line = place if place.file == own.file else own
    return Problem(problem.code, file, line, problem.path, {"policy": written.policy.policy, **problem.facts})


def _noted(policy: Policy) -> dict[str, Any]:
    return policy.model_dump(mode="json", by_alias=True, include={"policy", "title", "source"}, exclude_defaults=True)


def _order_problems(policies: Sequence[Written]) -> Iterator[Problem]:
    names = [written.policy.policy for written in policies]
    for number, (policy, text) in enumerate(policies):
        own, earlier, later = policy.policy, names[:number], names[number + 1 :]
        if own in earlier:
            yield text.problem("policy_twice", ("policy",), policy=own)
        yield from _named(text, "requires", "policy_requires", [one for one in policy.requires if one not in earlier])
        yield from _named(text, "after", "policy_after", [one for one in policy.after if one in later])
        yield from _named(text, "before", "policy_before", [one for one in policy.before if one in earlier])
        yield from _named(text, "excludes", "policy_excludes", [one for one in policy.excludes if one in names])


def _named(text: Document, key: str, code: str, others: Sequence[str]) -> Iterator[Problem]:
    for other in others:
        yield text.problem(code, (key, listed(text.data[key]).index(other)), policy=text.data["policy"], other=other)


def _dependent(document: Document, policies: Sequence[Written]) -> Iterator[Problem]:
    """Yield the pairs whose order matters although neither says so."""
    before = _declared(policies)
    trials: dict[tuple[str, ...], Document | None] = {(): Document(document.data, {})}
    for number, second in enumerate(policies):
        for first in policies[:number]:
            one, other = first.policy.policy, second.policy.policy
            if one in before[other]:
                continue
            base = [entry for entry in policies if entry.policy.policy in before[one] | before[other]]
            where = _difference(_tried(trials, [*base, first, second]), _tried(trials, [*base, second, first]))
            if where is not None:
                yield second.text.problem("order_matters", ("policy",), policy=other, other=one, where=where)


def _declared(policies: Sequence[Written]) -> Mapping[str, frozenset[str]]:
    """Return which policies each says that it comes after, at first or second hand."""
    before: dict[str, frozenset[str]] = {}
    for policy, _ in policies:
        named = {*policy.requires, *policy.after, *policy.combines}
        named |= {one.policy.policy for one in policies if policy.policy in one.policy.before}
        said = frozenset(named) & before.keys()
        before[policy.policy] = said.union(*(before[name] for name in said))
    return before


def _tried(trials: dict[tuple[str, ...], Document | None], policies: Sequence[Written]) -> Any:
    """Return the data as policies rewrite it, unjudged and without lines; None where one cannot be applied there."""
    names = tuple(policy.policy for policy, _ in policies)
    if names not in trials:
        _tried(trials, policies[:-1])
        base, (policy, text) = trials[names[:-1]], policies[-1]
        rewriting = Rewriting(base, Document(text.data, {})) if base is not None else None
        if rewriting is not None:
            rewriting.structure(policy)
            rewriting.content(policy)
        trials[names] = Document(rewriting.data, {}) if rewriting is not None and not rewriting.problems else None
    found = trials[names]
    return None if found is None else found.data


def _difference(one: Any, other: Any, path: str = "") -> str | None:
    """Return where two readings of a definition differ first, None where they do not; the order of lists is none."""
    if one is other:
        return None
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        for key in dict.fromkeys([*one, *other]):
            found = _difference(one.get(key), other.get(key), f"{path}.{key}" if path else str(key))
            if found is not None:
                return found
        return None
    return None if _spelled(one) == _spelled(other) else path


def _spelled(value: Any) -> str:
    if isinstance(value, list):
        return json.dumps(sorted(map(_spelled, value)))
    return json.dumps(value, sort_keys=True)
