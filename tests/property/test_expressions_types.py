"""Laws of types: what is recorded stays as it is recorded."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from workflow.definition.cel_meaning import same
from workflow.definition.types import Type, parse_type, set_of
from workflow.definition.values import NotOfType, validate

KINDS = st.recursive(
    st.sampled_from(["bool", "int[-5..5]", "text", "date", "period", "ratio", "enum[a,b]", "person", "any", "time"]),
    lambda inner: st.one_of(
        inner.map("list[{}]".format),
        inner.map("set[{}]".format),
        inner.map("map[{}]".format),
        inner.map("{{}}?".format),
        inner.map("{}?".format),
        inner.map("{{f: {}}}".format),
    ),
    max_leaves=3,
).filter(lambda text: "{}" not in text)
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-9, 9)
    | st.sampled_from(["a", "2/3", "1 months", "2021-05-19", "2021-05-19T12:00Z", ""]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["f", "g"]), inner, max_size=2),
    max_leaves=4,
)


@settings(max_examples=300)
@given(KINDS, JSON)
def test_a_recorded_value_is_recorded_as_it_is(text: str, value: Any) -> None:
    kind: Type = parse_type(text)
    assert parse_type(str(kind)) == kind
    try:
        recorded = validate(kind, value)
    except NotOfType as refused:
        assert refused.key  # noqa: PT017
        return
    assert validate(kind, recorded) == recorded
    assert same(validate(set_of(kind), [value, value]), [recorded]) or kind.kind == "any"
