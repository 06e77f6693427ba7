"""The mapping: what in a foreign file is the case, the activity, the time, and which of its dates are deadlines."""

from __future__ import annotations

from collections.abc import Mapping as Named
from typing import Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, ConfigDict, Field, field_validator

from workflow.definition.lines import parse
from workflow.definition.mistakes import validated
from workflow.definition.schema import DIALECT
from workflow.language.text import Text

LAST_EVENT = "last_event"


class _Written(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Deadline(_Written):
    """A date of the file by which something had to be done.

    Attributes:
        of: each `case` has one, or each `event`.
        due: the attribute that says by when.
        done: the attribute that says when it was done; by default the time of the event, or of the case's last one.
    """

    title: Text | None = Field(default=None, description="名称，中英文 · what it is called, in both languages")
    of: Literal["case", "event"] = Field(
        default="case", description="每个案件有一个，还是每条事件有一个 · each case has one, or each event"
    )
    due: str = Field(description="写明应于何时完成的属性 · the attribute that says by when")
    done: str | None = Field(
        default=None,
        description="写明何时完成的属性；默认为该事件（案件则为最后一条事件）的时间 · "
        "the attribute that says when it was done; "
        "by default the time of the event, or of the case's last one (`last_event`)",
    )


class Replay(_Written):
    """Which of our procedures the file's cases are held against."""

    definition: str = Field(description="定义的编号或文件 · a definition: its id, or a file")
    lifecycle: str = Field(description="案件的生命周期 · the lifecycle of the cases")
    activities: dict[str, str] = Field(
        description="文件中的活动 → 生命周期的行为，其余不看 · "
        "activity of the file → act of the lifecycle; others are left out"
    )


class Mapping(_Written):
    """What is taken for what in a foreign file; what is not said is as the format has it."""

    mapping: Literal["1"] = Field(default="1", description="本格式的版本 · the version of this form")
    case: str | None = Field(
        default=None,
        description="CSV 的列、XES 轨迹的属性、OCEL 的对象类型 · a column of CSV, an attribute of a trace of XES, "
        "the type of object of OCEL",
    )
    activity: str | tuple[str, ...] | None = Field(
        default=None, description="活动所在的列或属性，可由几个合成 · an attribute or column, or several joined"
    )
    time: str | None = Field(default=None, description="发生的时间 · when it happened")
    resource: str | None = Field(
        default=None, description="办理人；OCEL 也可为关系的限定词 · who did it; in OCEL also a qualifier"
    )
    transition: str | None = Field(
        default=None, description="活动的阶段：开始、完成等 · which step of the activity: start, complete, …"
    )
    id: str | None = Field(
        default=None, description="事件的编号，不得重复 · the id of the event; no two may be the same"
    )
    case_columns: tuple[str, ...] = Field(
        default=(),
        description="CSV 中说明整个案件的列（以 `case:` 开头的总是） · "
        "columns of CSV that say something of the whole case "
        "(those named `case:…` always do)",
    )
    zone: str | None = Field(
        default=None, description="没有时区的时间属于何时区，如 Asia/Shanghai · the time zone of times without one"
    )
    time_format: str | None = Field(default=None, description="时间的写法，如 `%d/%m/%Y %H:%M` · how times are written")
    encoding: str | None = Field(default=None, description="文件的编码，如 gb18030 · the encoding of the file")
    delimiter: str | None = Field(
        default=None,
        min_length=1,
        max_length=1,
        description="CSV 的分隔符，默认看首行 · between the cells of CSV, by default what the first line shows",
    )
    guarded: bool = Field(
        default=False,
        description="CSV 中公式前的撇号是防护，应去掉 · "
        "an apostrophe before a formula of CSV is a guard, to be taken away",
    )
    none: tuple[str, ...] = Field(
        default=(), description="表示“无”的文本，如 EMPTY · texts that mean that there is nothing"
    )
    without_case: Literal["refuse", "keep"] = Field(
        default="refuse",
        description="事件不属于任何案件时：拒绝文件，还是另行保存 · "
        "events of no case: refuse the file, or keep them apart",
    )
    deadlines: dict[str, Deadline] = Field(
        default={}, description="文件中的日期构成的期限 · the deadlines that the dates of the file make"
    )
    replay: Replay | None = Field(
        default=None, description="用来对照的我方程序 · a procedure of ours to hold the cases against"
    )

    @field_validator("zone")
    @classmethod
    def _known_zone(cls, zone: str | None) -> str | None:
        if zone is not None:
            try:
                ZoneInfo(zone)
            except (ZoneInfoNotFoundError, ValueError, OSError) as unknown:
                raise ValueError(f"no time zone {zone}") from unknown
        return zone

    @property
    def zone_info(self) -> ZoneInfo | None:
        """Return the zone of times that do not say theirs."""
        return ZoneInfo(self.zone) if self.zone else None

    def as_stored(self) -> dict[str, Any]:
        """Return what was said, as the ledger keeps it."""
        return self.model_dump(mode="json", by_alias=True, exclude_defaults=True)


def load_mapping(text: bytes, file: str) -> Mapping:
    """Return the mapping that a YAML text is.

    Raises:
        InvalidDefinition: what is wrong with it, with file, line and path.
    """
    return validated(Mapping, parse(text, file))


def mapping_schema() -> Named[str, Any]:
    """Return the JSON Schema of a mapping, for editors."""
    return {"$schema": DIALECT, **Mapping.model_json_schema(by_alias=True)}
