"""The draft: what was entered and not yet saved, kept in the user's own place against a loss.

Rules:
 * A draft is written whole or not at all, for its user alone to read. It holds no text that could
   not be read and no label that a case refuses, so no name that the program can recognise.
 * There is a draft only while something is unsaved; saving the case, or letting go on purpose,
   takes it away, and what was kept of it before.
 * The draft of a case under a passphrase is under the same one, and no plain draft of it stays.
   Each that waits for its passphrase keeps its own name, and nothing is written over it.
 * Earlier contents are kept by count. A draft that is torn, or of another form, is kept aside under
   another name and told; then the one before it is offered.
 * One window at a time keeps a draft; a second one leaves it alone.
"""

import errno
import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import Any

from PySide6.QtCore import QDateTime, QFileInfo, QLockFile

from ros1_desktop.case.case import CaseError
from ros1_desktop.exchange.sealed import Key, unseal
from ros1_desktop.keep import OWN, earlier_of, sweep, take_away, write_whole
from ros1_desktop.wizard.session import Session

KIND = "ros1-draft/1"
NAME, SEALED = "draft.json", "draft-{number}.sealed"
LOCK = "draft.lock"
EARLIER = 2  # contents before the present one that are kept
ASIDE = "draft-aside-{number}.json"
FORM = ("case.schema.json", "questionnaire.toml")  # what gives answers their meaning


@dataclass(frozen=True, slots=True)
class Kept:
    """A draft as it was found: its answers, the page it was at, when it was written.

    `key` is what it is sealed with; `aside` are later ones that could not be read.
    """

    answers: dict[str, Any]
    page: str
    written: QDateTime
    key: Key | None = None
    aside: tuple[Path, ...] = ()


class AsideError(Exception):
    """A draft could not be used; `path` is where it is kept."""

    def __init__(self, path: Path) -> None:
        """Keep the path."""
        super().__init__(str(path))
        self.path = path


class Drafts:
    """The one draft of a user, and those that wait for a passphrase."""

    def __init__(self, session: Session, folder: Path) -> None:
        """Keep the place; nothing is read or written before `begin`."""
        self.session = session
        self.folder = folder
        self.plain = folder / NAME
        self.sealed = folder / SEALED.format(number=1)
        self.lock = QLockFile(str(folder / LOCK))
        self.lock.setStaleLockTime(0)  # a lock is stale when its program has ended, not with time
        self._form = _digest(*((session.parts.resources / name).read_bytes() for name in FORM))
        self._written: tuple[bytes, Key | None] = b"", None

    def begin(self) -> bool:
        """Take the place; False where another window has it.

        Raises:
            OSError: the place cannot be used.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        ours = self.lock.tryLock(0)
        if not ours and self.lock.error() != QLockFile.LockError.LockFailedError:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(self.folder))
        if ours:
            taken = self.waiting()
            for path in (self.plain, *taken):
                sweep(path)
            self.sealed = next(path for path in self._numbered(SEALED) if path not in taken)
        return ours

    @property
    def is_ours(self) -> bool:
        """Whether this window has the place."""
        return self.lock.isLocked()

    def waiting(self) -> list[Path]:
        """Return the drafts under a passphrase that were left."""
        return sorted(self.folder.glob(SEALED.format(number="*")))

    def find(self) -> Kept | None:
        """Return the plain draft that was left, if there is one; the latest that can be read.

        Raises:
            AsideError: what was found is no draft of this form; it is kept aside, and asking again
                finds the one before it.
            OSError: the place cannot be read.
        """
        for path in (self.plain, *earlier_of(self.plain)):
            if path.exists():
                content = path.read_bytes()
                kept = self._read(path, content, None)
                self._written = content if path == self.plain else b"", None
                return kept
        return None

    def unlock(self, path: Path, passphrase: str) -> Kept:
        """Return a draft under a passphrase; it is the one that is kept from now on.

        Raises:
            CaseError: it cannot be opened, nor can what was kept before it.
            AsideError: it is no draft of this form, nor is what was kept before it.
            OSError: the place cannot be read.
        """
        aside: list[Path] = []
        shut: list[tuple[Path, CaseError]] = []
        for one in (path, *earlier_of(path)):
            try:
                content, key = unseal(one.read_bytes(), passphrase)
                kept = self._read(one, content, key)
            except CaseError as error:
                shut.append((one, error))
            except AsideError as error:
                aside.append(error.path)
            else:
                self.sealed = path
                self._written = content if one == path else b"", key
                aside += [self._put_aside(damaged) for damaged, _ in shut]
                return replace(kept, aside=tuple(aside))
        if aside:
            raise AsideError(aside[0])
        raise shut[0][1]

    def _read(self, path: Path, content: bytes, key: Key | None) -> Kept:
        try:
            found = json.loads(content)
            page, answers = found["page"], found["answers"]
            if content != self._content(page, answers):
                raise AsideError(self._put_aside(path))
        except (ValueError, TypeError, KeyError, RecursionError):
            raise AsideError(self._put_aside(path)) from None
        return Kept(answers, page, written(path), key)

    def keep(self, page: str, key: Key | None = None) -> None:
        """Write what is unsaved, if it changed; take the draft away where nothing is.

        Raises:
            OSError: it cannot be written; the draft before it is still whole.
        """
        if not self.is_ours:
            return
        if not self.session.unsaved:
            self.forget()
            return
        content = self._content(page, self._answers())
        if (content, key) == self._written:
            return
        if key is None:
            write_whole(self.plain, content, mode=OWN, earlier=EARLIER)
            take_away(self.sealed)
        else:
            write_whole(self.sealed, key.seal(content), mode=OWN, earlier=EARLIER)
            take_away(self.plain)
        self._written = content, key

    def forget(self) -> None:
        """Take the draft away."""
        if self.is_ours:
            take_away(self.plain)
            take_away(self.sealed)
            self._written = b"", None

    def _answers(self) -> dict[str, Any]:
        answers = dict(self.session.draft.answers)
        (word,) = self.session.parts.vocabulary.words("schema")
        try:
            self.session.parts.to_case({"schema": word, "label": answers.get("label", "-")})
        except CaseError:
            del answers["label"]
        return answers

    def _content(self, page: str, answers: dict[str, Any]) -> bytes:
        inside = {"kind": KIND, "form": self._form, "page": page, "answers": answers}
        digest = _digest(_json(inside))
        return _json({**inside, "digest": digest})

    def _put_aside(self, path: Path) -> Path:
        return path.replace(next(name for name in self._numbered(ASIDE) if not name.exists()))

    def _numbered(self, form: str) -> Iterator[Path]:
        return (self.folder / form.format(number=number) for number in count(1))


def written(path: Path) -> QDateTime:
    """Return when a draft was written."""
    return QFileInfo(str(path)).lastModified()


def _json(found: dict[str, Any]) -> bytes:
    return json.dumps(found, ensure_ascii=False, sort_keys=True).encode("utf-8", "surrogatepass")


def _digest(*contents: bytes) -> str:
    return hashlib.sha256(b"\0".join(contents)).hexdigest()
