"""The engine that evaluates expressions, loaded without the command line its package brings along."""

from __future__ import annotations

from importlib import import_module
from importlib.machinery import EXTENSION_SUFFIXES, ExtensionFileLoader, FileFinder
from importlib.util import find_spec, module_from_spec
from typing import Any, Protocol, cast


class Program(Protocol):
    """A compiled expression."""

    def execute(self, context: dict[str, Any]) -> Any:
        """Return its value over a context."""


class Engine(Protocol):
    """What the engine offers."""

    def compile(self, expression: str) -> Program:
        """Return the compiled expression. Raises ValueError where it is none."""


def load() -> Engine:
    """Return the engine.

    Its package imports a command line and terminal widgets (0.4 s) before the extension, all we need.
    """
    return _extension() or cast("Engine", import_module("cel"))


def _extension() -> Engine | None:
    package = find_spec("cel")
    for folder in (package and package.submodule_search_locations) or ():
        spec = FileFinder(folder, (ExtensionFileLoader, EXTENSION_SUFFIXES)).find_spec("cel")
        if spec is not None and spec.loader is not None:
            module = module_from_spec(spec)
            spec.loader.exec_module(module)
            return cast("Engine", module)
    return None


ENGINE = load()
