"""Loads Qt for Python without what it needs only to word its own errors and to write stubs.

PySide6 6.12 compiles some 100 kB of its own Python text at every start, and with it loads half of
the standard library: parsers of signatures, a writer of stubs, a switch for names in snake case.
That is two fifths of the time to a first window, and none of it draws anything.

Rules:
 * What is put off is loaded whole by whoever first asks one of these modules for anything: a wrong
   call into Qt is told as it always was.
 * The switch for other names (`__feature__`) stays unloaded; it would read the source of every
   module that is imported, to see whether it names PySide6.
 * Where PySide6 is built otherwise, nothing is put off and all goes as usual.
"""

import sys
from collections.abc import Callable, Sequence
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

_INSIDE = "shibokensupport"


def _nothing(*_: object, **__: object) -> None:
    """Stand in for the switch: this import asks for no other names."""


# What is put off, and the names in it that are called without being asked for first.
PUT_OFF: dict[str, dict[str, Callable[..., None]]] = {
    f"{_INSIDE}.feature": {"feature_import": _nothing, "feature_imported": _nothing},
    **{
        f"{_INSIDE}.signature.{name}": {}
        for name in (
            "errorhandler",
            "layout",
            "lib.enum_sig",
            "lib.pyi_generator",
            "lib.tool",
            "mapping",
            "parser",
        )
    },
    # Loaded at the head of `shiboken6`, of what that loads, and of `dataclasses`; not used there.
    "bz2": {},
    "inspect": {},
    "lzma": {},
    "shutil": {},
    "tempfile": {},
    "textwrap": {},
    "traceback": {},
}
MAPPING = f"{_INSIDE}.signature.mapping"


class _Finders(list[Any]):
    """The finders of modules; the first one stays the first."""

    def insert(self, index: Any, finder: Any) -> None:  # noqa: ANN401 (what a finder is, is open)
        """Insert behind the first."""
        super().insert(max(int(index), 1), finder)


class _Later:
    """Finds the modules that are put off, and makes each as an empty one that fills itself."""

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Take the place of the loader that another finder has for a module of ours."""
        if name not in PUT_OFF:
            return None
        behind = sys.meta_path[sys.meta_path.index(self) + 1 :]
        found = (one.find_spec(name, path, target) for one in behind)
        spec = next(filter(None, found), None)
        if spec is not None and spec.loader is not None:
            spec.loader = _Filling(spec.loader)  # type: ignore[assignment]  # as much as is asked
        return spec


class _Filling:
    """Makes a module that its own loader fills as soon as something is asked of it."""

    def __init__(self, loader: Any) -> None:  # noqa: ANN401 (PySide6 has one of its own kind)
        self._loader = loader

    def create_module(self, spec: ModuleSpec) -> None:
        """Take a module as Python makes it."""

    def exec_module(self, module: ModuleType) -> None:
        """Leave it empty."""
        name, inside = module.__name__, vars(module)

        def fill(asked: str) -> Any:  # noqa: ANN401 (whatever a module holds)
            if asked.startswith("__"):  # asked by imports, of every module
                raise AttributeError(asked)
            inside.pop("__getattr__", None)
            spec = module.__spec__
            renamed = spec.name if spec is not None else name
            if spec is not None:
                spec.name = name  # by which the loader knows it; PySide6 has renamed it since
            self._loader.exec_module(module)
            if spec is not None:
                spec.name = renamed
            return getattr(module, asked)

        inside.update(PUT_OFF[name])
        if name == MAPPING:
            # Qt's side takes this one out of the module without asking.
            inside["update_mapping"] = lambda: fill("update_mapping")()  # noqa: PLW0108 (asked then)
        inside["__getattr__"] = fill


def load_lightly() -> None:
    """Before PySide6 is first imported: put off what draws nothing."""
    if "shiboken6" not in sys.modules:
        # Python has the hashes that we use without OpenSSL, which would stay in memory for them.
        sys.modules.setdefault("_hashlib", None)  # type: ignore[arg-type]  # so an import is refused
        sys.meta_path = _Finders([_Later(), *sys.meta_path])
