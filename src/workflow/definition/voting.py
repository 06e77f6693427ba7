"""Votes: who votes, how it is counted, what passes, and which outcome an act wants."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from workflow.definition.terms import Cel, Model, Sourced
from workflow.language.text import Text

OF_PROJECT = "project."
Outcome = Literal["pass", "fail", "no_quorum"]
"""What a vote decides: for, against, or nothing because too few took part."""


class CastVote(Model):
    """Which vote an act counts, and which outcome it needs."""

    rule: str
    wants: Outcome = "pass"
    if_: Cel | None = Field(default=None, alias="if")


class Weigh(Model):
    """How one measure of a vote is counted from the electorate: distinct values, or a sum."""

    by: str | None = None
    sum: str | None = None


class Majority(Model):
    """What passes: per measure a comparison such as `>= 3/4`, of those taking part or of all."""

    if_: Cel | None = Field(default=None, alias="if")
    of: Literal["taking_part", "electorate"] = "taking_part"
    measures: Mapping[str, str] = Field(min_length=1)


class Vote(Sourced):
    """A named rule of voting over a table of electors.

    Source: for owners' votes, Civil Code Art. 278 (quorum and majorities on heads and area).
    """

    title: Text
    electorate: str = Field(description="an attribute of the case, or `project.NAME` of its project")
    unit: str = Field(description="the column that identifies a ballot")
    weigh: Mapping[str, Weigh] = Field(min_length=1)
    quorum: Mapping[str, str] = {}
    passes: tuple[Majority, ...] = Field(alias="pass")

    @property
    def of_project(self) -> str | None:
        """Return the attribute of the project that holds the electors; None where the case has its own."""
        return self.electorate.removeprefix(OF_PROJECT) if self.electorate.startswith(OF_PROJECT) else None
