"""Check a receipt of a case, offline, with nothing but Python 3.9 or newer (核对案件回执，无须联网，只需 Python).

    python verify_receipt.py receipt.json --log-key KEY [--witness-key KEY]... [--lang zh-CN|en]

KEY is a verifier key as the office and its witnesses publish it (`name+id+base64`). Without one the receipt's own
word is taken for the key, and you must compare the key that is shown with the one published.

Standards: RFC 6962 and RFC 9162 (Merkle tree), RFC 8032 (Ed25519), C2SP signed-note, tlog-checkpoint, tlog-cosignature.
Exit code: 0 everything holds, 6 something does not, 2 wrong usage.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import os
import sys
from datetime import datetime, timezone
from pathlib import Path
from typing import Any, NamedTuple

LOG, WITNESS = 1, 4
WORDS = {
    "reads": ("回执：案件 {case}，记录方 {origin}", "Receipt of case {case}, kept by {origin}"),
    "event": ("  {n}. {recorded_at}  {name}  {person}（{role}）", "  {n}. {recorded_at}  {name}  {person} ({role})"),
    "signed": ("签名：{name} 对前 {size} 条记录的签名有效。", "Signature: {name} signed the first {size} events."),
    "own_key": (
        "密钥取自回执本身，请与公布的密钥核对：{key}",
        "The key is the receipt's own; compare it with the published one: {key}",
    ),
    "cosigned": ("见证：{name} 于 {at} 见证。", "Witness: {name} saw it at {at}."),
    "no_witness": ("见证：没有已知的见证方签名。", "Witness: no known witness has signed."),
    "own_witness": (
        "见证方密钥取自回执本身，请核对：{key}",
        "The witness's key is the receipt's own; compare it: {key}",
    ),
    "uncovered": (
        "此后另有 {n} 条记录，不在本回执之内。",
        "Events of the case recorded later, not covered by this receipt: {n}.",
    ),
    "holds": (
        "核对无误：以上记录一字未改，次序相接。",
        "It holds: these events are unchanged to the letter, each follows the one before.",
    ),
    "fails": ("核对不符：{why}", "It does not hold: {why}"),
    "no_receipt": ("这不是回执", "this is no receipt"),
    "signature": ("检查点没有记录方的有效签名", "the checkpoint is not rightly signed by the log"),
    "witness": ("见证方的签名不对", "the signature of a witness is wrong"),
    "proof": ("第 {n} 条记录不在签名所及之内", "event {n} is not among what was signed"),
    "chain": ("第 {n} 条记录与前一条不相接", "event {n} does not follow the one before it"),
    "case": ("第 {n} 条记录不属于此案", "event {n} is not of this case"),
}

# Ed25519, RFC 8032, section 5.1: points in extended coordinates.
P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
Point = tuple[int, int, int, int]


class Wrong(Exception):
    """What does not hold: a word of WORDS and its facts."""

    def __init__(self, word: str, **facts: Any) -> None:
        super().__init__(word)
        self.word, self.facts = word, facts


class Key(NamedTuple):
    """A verifier key: whose, of which kind, the key itself."""

    name: str
    kind: int
    public: bytes


class Receipt(NamedTuple):
    """What a receipt says, apart from its events."""

    text: str
    signatures: list[tuple[str, bytes, bytes]]
    origin: str
    size: int
    root: bytes


def add(one: Point, other: Point) -> Point:
    """Return the sum of two points. Source: RFC 8032, section 5.1.4."""
    a = (one[1] - one[0]) * (other[1] - other[0]) % P
    b = (one[1] + one[0]) * (other[1] + other[0]) % P
    c = 2 * one[3] * other[3] * D % P
    d = 2 * one[2] * other[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def multiply(scalar: int, point: Point) -> Point:
    """Return a multiple of a point."""
    result = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            result = add(result, point)
        point = add(point, point)
        scalar >>= 1
    return result


def decompress(coded: bytes) -> Point | None:
    """Return the point that 32 bytes say, or none. Source: RFC 8032, section 5.1.3."""
    number = int.from_bytes(coded, "little")
    sign, y = number >> 255, number & (1 << 255) - 1
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


BASE = decompress((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def ed25519(public: bytes, signature: bytes, message: bytes) -> bool:
    """Tell whether a signature is right. Source: RFC 8032, section 5.1.7."""
    if len(signature) != 64 or len(public) != 32 or BASE is None:  # noqa: PLR2004 (the sizes of Ed25519)
        return False
    key, start = decompress(public), decompress(signature[:32])
    scalar = int.from_bytes(signature[32:], "little")
    if key is None or start is None or scalar >= L:
        return False
    challenge = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % L
    left, right = multiply(scalar, BASE), add(start, multiply(challenge, key))
    same_x = (left[0] * right[2] - right[0] * left[2]) % P == 0
    return same_x and (left[1] * right[2] - right[1] * left[2]) % P == 0


def parse_key(text: str) -> Key:
    """Return the key that a text says; its id must be right. Source: C2SP signed-note, "Verifier keys"."""
    name, named, coded = text.strip().split("+", 2)
    content = base64.b64decode(coded, validate=True)
    if key_id(Key(name, content[0], content[1:])).hex() != named:
        raise ValueError(text)
    return Key(name, content[0], content[1:])


def key_id(key: Key) -> bytes:
    """Return the four bytes by which signatures name a key. Source: C2SP signed-note, "Signatures"."""
    return hashlib.sha256(key.name.encode() + b"\n" + bytes([key.kind]) + key.public).digest()[:4]


def parse_checkpoint(note: str) -> Receipt:
    """Return the checkpoint in a signed note. Source: C2SP signed-note, "Format"; tlog-checkpoint, "Note text"."""
    text, blank, rest = note.rpartition("\n\n")
    lines = text.split("\n")
    if not blank or not rest.endswith("\n") or str(int(lines[1])) != lines[1]:
        raise ValueError(note)
    signatures = []
    for line in rest[:-1].split("\n"):
        dash, name, coded = line.split(" ")
        content = base64.b64decode(coded, validate=True)
        if dash != "—":
            raise ValueError(line)
        signatures.append((name, content[:4], content[4:]))
    return Receipt(text + "\n", signatures, lines[0], int(lines[1]), base64.b64decode(lines[2], validate=True))


def signatures_of(note: Receipt, key: Key) -> list[bytes]:
    """Return what stands under a note in the name of a key."""
    return [value for name, identity, value in note.signatures if (name, identity) == (key.name, key_id(key))]


def root_of(index: int, size: int, leaf: bytes, path: list[bytes]) -> bytes | None:
    """Return the root that an audit path leads to, or none. Source: RFC 9162, section 2.1.3.2."""
    at, last, root = index, size - 1, leaf
    for sibling in path:
        if last == 0:
            return None
        if at & 1 or at == last:
            root = hashlib.sha256(b"\x01" + sibling + root).digest()
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            root = hashlib.sha256(b"\x01" + root + sibling).digest()
        at, last = at >> 1, last >> 1
    return root if last == 0 else None


class Checking:
    """One check of one receipt, telling what it finds as it goes."""

    def __init__(self, language: str) -> None:
        self.place = 0 if language.startswith("zh") else 1

    def say(self, word: str, **facts: Any) -> None:
        """Tell something in the reader's language."""
        # A forged receipt must not write to the terminal anything but what is seen.
        shown = {name: "".join(c if c.isprintable() else "?" for c in str(fact)) for name, fact in facts.items()}
        print(WORDS[word][self.place].format(**shown))

    def check(self, receipt: dict[str, Any], log_keys: list[Key], witness_keys: list[Key]) -> None:
        """Tell what a receipt says and raise what does not hold."""
        note = parse_checkpoint(receipt["checkpoint"])
        self.say("reads", case=receipt["case"], origin=note.origin)
        self.events(receipt, note)
        self.signed(receipt, note, log_keys)
        self.witnessed(receipt, note, witness_keys)
        if receipt.get("uncovered"):
            self.say("uncovered", n=receipt["uncovered"])
        self.say("holds")

    def events(self, receipt: dict[str, Any], note: Receipt) -> None:
        """Check that every event is among what was signed, and follows the one before it."""
        previous = None
        for number, event in enumerate(receipt["events"], start=1):
            body = event["body"].encode()
            said = json.loads(body)
            leaf = hashlib.sha256(b"\x00" + body).digest()
            path = [base64.b64decode(step, validate=True) for step in event["proof"]]
            actor = said["actor"]
            if said["stream"] != "case:" + receipt["case"]:
                raise Wrong("case", n=number)
            if said["previous"] != previous or said["version"] != number:
                raise Wrong("chain", n=number)
            if not 0 <= event["index"] < note.size or root_of(event["index"], note.size, leaf, path) != note.root:
                raise Wrong("proof", n=number)
            self.say("event", n=number, **{**said, "person": actor["person"], "role": actor["role"]})
            previous = leaf.hex()

    def signed(self, receipt: dict[str, Any], note: Receipt, keys: list[Key]) -> None:
        """Check that the log signed the checkpoint."""
        for key in keys or [parse_key(receipt["log_key"])]:
            found = signatures_of(note, key)
            if key.kind == LOG and found and all(ed25519(key.public, one, note.text.encode()) for one in found):
                self.say("signed", name=key.name, size=note.size)
                if not keys:
                    self.say("own_key", key=receipt["log_key"])
                return
        raise Wrong("signature")

    def witnessed(self, receipt: dict[str, Any], note: Receipt, keys: list[Key]) -> None:
        """Check the signatures of witnesses that are known."""
        known = keys or [parse_key(key) for key in receipt.get("witness_keys", [])]
        seen = [(key, value) for key in known if key.kind == WITNESS for value in signatures_of(note, key)]
        for key, value in seen:
            seconds = int.from_bytes(value[:8], "big")
            message = f"cosignature/v1\ntime {seconds}\n{note.text}"
            if not ed25519(key.public, value[8:], message.encode()):
                raise Wrong("witness")
            self.say("cosigned", name=key.name, at=datetime.fromtimestamp(seconds, timezone.utc).isoformat())
        if not seen:
            self.say("no_witness")
        elif not keys:
            for text in receipt["witness_keys"]:
                self.say("own_witness", key=text)


def spoken() -> str:
    """Return the language of the surroundings; Chinese where they name none."""
    named = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    return "zh-CN" if named.partition(".")[0] in {"", "C", "POSIX"} or named.startswith("zh") else "en"


def main() -> int:
    """Check the receipt that is named and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("receipt")
    parser.add_argument("--log-key", action="append", default=[], type=parse_key)
    parser.add_argument("--witness-key", action="append", default=[], type=parse_key)
    parser.add_argument("--lang", choices=["zh-CN", "en"], default=spoken())
    asked = parser.parse_args()
    checking = Checking(asked.lang)
    try:
        checking.check(json.loads(Path(asked.receipt).read_text("utf-8")), asked.log_key, asked.witness_key)
    except Wrong as wrong:
        checking.say("fails", why=WORDS[wrong.word][checking.place].format(**wrong.facts))
        return 6
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, OSError):
        checking.say("fails", why=WORDS["no_receipt"][checking.place])
        return 6
    return 0


if __name__ == "__main__":
    sys.exit(main())
