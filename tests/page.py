"""A page as a reader's program sees it: its tags, what it would fetch or run, its words, by section."""

from __future__ import annotations

from html.parser import HTMLParser

RUN_OR_FETCHED = {"script", "link", "iframe", "img", "object", "form", "embed", "image", "use"}
_ALONE = {"meta", "br", "hr", "img", "link"}
_ADDRESSES = {"src", "href", "action", "data"}


class Page(HTMLParser):
    """What a page consists of.

    Attributes:
        tags: every tag that opens; `unclosed`: those that never close, or at another place.
        addresses: what would be fetched; `handlers`: what would be run.
        words: every piece of text, style sheets left out; `sections`: the same by the heading it stands under.
    """

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.unclosed: list[str] = []
        self.addresses: list[str] = []
        self.handlers: list[str] = []
        self.words: list[str] = []
        self.sections: dict[str, str] = {"": ""}
        self._heading: str | None = None
        self.feed(text)
        self.close()

    @property
    def text(self) -> str:
        """Return all words, a blank between pieces."""
        return " ".join(piece.strip() for piece in self.words if piece.strip())

    @property
    def stands_alone(self) -> bool:
        """Tell whether nothing is fetched and nothing run, and every tag closed where it should."""
        return not (RUN_OR_FETCHED & set(self.tags) or self.addresses or self.handlers or self.unclosed)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_startendtag(tag, attrs)
        if tag not in _ALONE:
            self.unclosed.append(tag)
        if tag == "h2":
            self._heading = ""

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.addresses += [value or "" for name, value in attrs if name in _ADDRESSES]
        self.handlers += [name for name, _ in attrs if name.startswith("on")]

    def handle_endtag(self, tag: str) -> None:
        if self.unclosed and self.unclosed[-1] == tag:
            self.unclosed.pop()
        if tag == "h2" and self._heading is not None:
            self.sections[self._heading] = ""
            self._heading = None

    def handle_data(self, data: str) -> None:
        if "style" in self.unclosed[-1:]:
            return
        self.words.append(data)
        if self._heading is not None:
            self._heading += data
        else:
            self.sections[list(self.sections)[-1]] += data
