"""Signed notes, checkpoints and keys: to the letter of their specifications, and nothing that only looks like one."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.errors import InvalidInput, NotFound, StorageError
from workflow.store.seal_keys import (
    LOG,
    WITNESS,
    SigningKey,
    new_key,
    parse_key,
    public_of,
    read_keys,
    read_signing_key,
)
from workflow.store.seal_note import Checkpoint, Note, Signature, parse_checkpoint, parse_note

# The examples of C2SP signed-note and tlog-checkpoint.
EXAMPLE_KEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
EXAMPLE = """\
This is an example message.

— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=
"""
BEHIND_THE_SOFA = """\
example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
"""  # noqa: E501 (as published)
KEY = SigningKey("office.example/log", LOG, b"k" * 32)
SEEING = SigningKey("archives.example", WITNESS, b"w" * 32)
ROOT = sha256(b"root").digest()
CHECKPOINT = Checkpoint("office.example/log", 7, ROOT)


def short(content: str) -> str:
    """Return an id for a text that would be too long or too odd for one."""
    return sha256(content.encode()).hexdigest()[:8]


def signed(checkpoint: Checkpoint = CHECKPOINT) -> Note:
    text = str(checkpoint)
    return Note(text, (KEY.sign(text), SEEING.cosign(text, 1_700_000_000)))


def test_the_published_note_is_read_and_verified() -> None:
    key, note = parse_key(EXAMPLE_KEY), parse_note(EXAMPLE)
    assert (key.name, key.id.hex(), str(key)) == ("example.com/foo", "530d903a", EXAMPLE_KEY)
    assert note.text == "This is an example message.\n"
    assert str(note) == EXAMPLE
    assert key.signs(note)


def test_the_published_checkpoint_is_read() -> None:
    checkpoint = parse_checkpoint(parse_note(BEHIND_THE_SOFA).text)
    assert (checkpoint.origin, checkpoint.size) == ("example.com/behind-the-sofa", 20_852_163)
    assert str(checkpoint) == BEHIND_THE_SOFA.partition("\n\n")[0] + "\n"


def test_a_text_may_have_empty_lines_and_chinese() -> None:
    text = "第一段\n\n第二段\n"
    note = parse_note(str(Note(text, (KEY.sign(text),))))
    assert note.text == text
    assert KEY.public.signs(note)


@pytest.mark.parametrize(
    "content",
    [
        "", "\n", "\n\n", "text", "text\n", "text\n\n", "text\n\n— a AAAAAAA=", EXAMPLE[:-1], EXAMPLE + "\n",
        EXAMPLE.replace("— ", "- "), EXAMPLE.replace("— ", "—  "), EXAMPLE.replace("/foo U", "/foo  U"),
        EXAMPLE.replace("QM=", "QN="), EXAMPLE.replace("QM=", "QM"), EXAMPLE.replace("QM=", "Q M="),
        EXAMPLE.replace("message", "mess\tage"), EXAMPLE.replace("message", "mess\rage"), EXAMPLE.replace("\n", "\r\n"),
        EXAMPLE.replace("example.com/foo Uw", "example+foo Uw"), "text\n\n— a AAAA\n", EXAMPLE + "one line more\n",
        "x" * 70_000 + EXAMPLE, "text\n\n" + "— a AAAAAAA=\n" * 65,
    ],
    ids=short,
)  # fmt: skip
def test_what_is_not_to_the_letter_is_no_note(content: str) -> None:
    with pytest.raises(InvalidInput):
        parse_note(content)


def test_what_is_no_text_is_no_note() -> None:
    for content in (EXAMPLE.encode() + b"\xff", "\ud800\n\n— a AAAAAAA=\n"):
        with pytest.raises(InvalidInput):
            parse_note(content)


@pytest.mark.parametrize(
    "text",
    [
        "", "a\n7\n", "a\n07\nx\n", f"a\n+7\n{'A' * 43}=\n", f"a\n-7\n{'A' * 43}=\n", f"a\n７\n{'A' * 43}=\n",
        f"\n7\n{'A' * 43}=\n", f"a\n7\n{'A' * 40}==\n", f"a\n7\n{'A' * 42}B=\n", f"a\n7\n{'A' * 43}=",
        f"a\n7 \n{'A' * 43}=\n", f"a\n7\n{'A' * 43}=\n\n", f"a\n{'9' * 30}\n{'A' * 43}=\n",
    ],
    ids=short,
)  # fmt: skip
def test_what_is_not_to_the_letter_is_no_checkpoint(text: str) -> None:
    with pytest.raises(InvalidInput):
        parse_checkpoint(text)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=80))
def test_whatever_is_read_is_printed_the_same(content: str) -> None:
    try:
        note = parse_note(content)
    except InvalidInput:
        return
    assert str(note) == content


@given(st.binary(max_size=200))
def test_no_bytes_crash_the_reading_of_a_note(content: bytes) -> None:
    try:
        note = parse_note(content)
    except InvalidInput:
        return
    assert str(note).encode() == content


@given(st.integers(0, len(str(signed()).encode()) * 8 - 1))
def test_a_note_with_one_bit_changed_is_no_longer_signed_by_both(bit: int) -> None:
    content = bytearray(str(signed()).encode())
    content[bit // 8] ^= 1 << bit % 8
    try:
        note = parse_note(bytes(content))
    except InvalidInput:
        return
    assert not (KEY.public.signs(note) and SEEING.public.seen_at(note) == 1_700_000_000)


def test_a_wrong_signature_beside_a_right_one_spoils_the_note() -> None:
    text = str(CHECKPOINT)
    wrong = Signature(KEY.name, KEY.public.id, bytes(64))
    assert not KEY.public.signs(Note(text, (KEY.sign(text), wrong)))


def test_signatures_of_keys_that_are_not_known_are_nothing() -> None:
    other = SigningKey(KEY.name, LOG, b"o" * 32)
    assert KEY.public.signs(Note(str(CHECKPOINT), (*signed().signatures, other.sign(str(CHECKPOINT)))))
    assert not other.public.signs(signed())
    assert other.public.seen_at(signed()) is None


def test_a_cosignature_says_when() -> None:
    assert SEEING.public.seen_at(parse_note(str(signed()))) == 1_700_000_000
    moved = SEEING.cosign(str(CHECKPOINT), 1_700_000_000).value
    note = Note(str(CHECKPOINT), (Signature(SEEING.name, SEEING.public.id, (5).to_bytes(8) + moved[8:]),))
    assert SEEING.public.seen_at(note) is None


def test_a_key_file_is_its_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "office.key"
    made = new_key(path, "office.example/log", LOG)
    assert path.stat().st_mode & 0o777 == 0o600
    assert read_signing_key(path) == made
    assert read_keys(str(public_of(path))) == read_keys(str(path)) == read_keys(str(made.public)) == [made.public]
    assert made.seed.hex() not in repr(made)
    with pytest.raises(StorageError) as refused:
        new_key(path, "office.example/log", LOG)
    assert refused.value.key == "target_exists"
    path.chmod(0o640)
    with pytest.raises(StorageError) as refused:
        read_signing_key(path)
    assert refused.value.key == "key_open_to_others"


@pytest.mark.parametrize("name", ["", "an office", "a+b", "a\u3000b", "a\nb", "a\u200bb"])
def test_not_every_text_names_a_key(name: str, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput):
        new_key(tmp_path / "key", name, LOG)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "name",
        "name+00000000+AAAA",
        EXAMPLE_KEY.replace("530d903a", "530d903b"),
        EXAMPLE_KEY[:-1],
        f"x{EXAMPLE_KEY}",
    ],
)
def test_what_is_no_verifier_key_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput):
        parse_key(text)


def test_a_key_file_that_is_missing_or_something_else_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        read_signing_key(tmp_path / "missing.key")
    path = tmp_path / "office.key"
    for content in (b"hello\n", b"\xff\xfe", EXAMPLE_KEY.encode(), b"PRIVATE+KEY+office.example+00000000+AAAA\n"):
        path.write_bytes(content)
        path.chmod(0o600)
        with pytest.raises(InvalidInput):
            read_signing_key(path)
    new_key(tmp_path / "witness.key", "archives.example", WITNESS)
    with pytest.raises(InvalidInput) as refused:
        read_signing_key(tmp_path / "witness.key", LOG)
    assert refused.value.key == "key_of_another_kind"


def test_a_secret_is_never_told_in_an_error(tmp_path: Path) -> None:
    made = new_key(tmp_path / "office.key", "office.example/log", LOG)
    secret = (tmp_path / "office.key").read_text()
    with pytest.raises(InvalidInput) as refused:
        read_keys(secret.strip())
    assert secret.strip().rpartition("+")[2] not in str(refused.value)
    assert made.seed.hex() not in str(refused.value)
    assert os.access(tmp_path / "office.key", os.R_OK)
