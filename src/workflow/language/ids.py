"""Names of streams and of things: what an id may look like and which stream it lives in."""

from __future__ import annotations

import re
from hashlib import sha256

REGISTER = "register"
FOREIGN = "foreign"
_ID = re.compile(r"[^\s:/\\\x00-\x1f\x7f]{1,120}")


def is_id(text: str) -> bool:
    """Tell whether a text may name a project or a case: no blanks, colons, slashes or control characters."""
    return _ID.fullmatch(text) is not None


def project_stream(project: str) -> str:
    """Return the stream of a project."""
    return f"project:{project}"


def case_stream(case: str) -> str:
    """Return the stream of a permit case."""
    return f"case:{case}"


def party_stream(party: str) -> str:
    """Return the stream of an applicant or holder, which carries the bars that lie on them."""
    return f"party:{party}"


def content_stream(kind: str, digest: str) -> str:
    """Return the stream of a pinned document (`definition`, `calendar`), addressed by its content."""
    return f"{kind}:{digest}"


def foreign_stream(log: str) -> str:
    """Return the stream of somebody else's history, which is none of our own."""
    return f"{FOREIGN}:{log}"


def id_of(stream: str) -> str:
    """Return the id within a stream's name."""
    return stream.partition(":")[2]


def kind_of(stream: str) -> str:
    """Return the kind of a stream: `project`, `case`, `party`, `register`, `definition`, `calendar`, `foreign`."""
    return stream.partition(":")[0]


def digest_of(content: bytes) -> str:
    """Return the sha256 of a content in lower-case hex."""
    return sha256(content).hexdigest()
