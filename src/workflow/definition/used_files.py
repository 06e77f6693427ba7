"""Where the files lie that a document uses: beside it, or in the library of the program."""

from __future__ import annotations

LIBRARY = "library:"


def resolved(name: str, user: str, root: str) -> tuple[str, str]:
    """Return the file that a user means, and the root that holds for what that file uses.

    Raises:
        ValueError: the file lies outside the root.
    """
    if name.startswith(LIBRARY):
        return LIBRARY + _normal(name.removeprefix(LIBRARY), ""), LIBRARY
    if user.startswith(LIBRARY):
        folder = user.removeprefix(LIBRARY).rpartition("/")[0]
        return LIBRARY + _normal(f"{folder}/{name}" if folder else name, "", relative=name), LIBRARY
    folder = user.rpartition("/")[0] + "/" if "/" in user else ""
    return _normal(folder + name, root, relative=name), root


def _normal(path: str, root: str, relative: str = "") -> str:
    if relative.startswith("/") or (not relative and path.startswith("/")) or "\\" in path or ":" in relative:
        raise ValueError(path)
    parts = _parts(path)
    inside = _parts(root)
    if parts[: len(inside)] != inside or ".." in parts[len(inside) :]:
        raise ValueError(path)
    return ("/" if path.startswith("/") else "") + "/".join(parts)


def _parts(path: str) -> list[str]:
    parts: list[str] = []
    for part in path.split("/"):
        if part == ".." and parts and parts[-1] != "..":
            parts.pop()
        elif part not in {"", "."}:
            parts.append(part)
    return parts


def root_of(origin: str) -> str:
    """Return the folder outside which nothing that a document uses may lie."""
    return LIBRARY if origin.startswith(LIBRARY) else origin.rpartition("/")[0]
