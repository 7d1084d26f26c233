"""A case under a passphrase: AES-256-GCM, the key made from the passphrase by Argon2id.

The container, big-endian, and nothing after it:
    8 bytes `ros1seal`, 1 byte version, 4 bytes memory (KiB), 4 bytes iterations, 4 bytes lanes,
    16 bytes salt, 12 bytes nonce, then the case as it would be saved, and a tag of 16 bytes.

Rules:
 * All that stands before the case is authenticated with it: no bit can change unseen.
 * What the key may cost stands in the file and is bounded before it is paid.
 * A file that is saved has a salt of its own, and whatever is sealed a nonce of its own: a key may
   seal many times, as a draft is written many times. A passphrase typed in full-width signs is the
   same one.
 * A wrong passphrase and a damaged file cannot be told apart, and this is said.
 * `cryptography` is loaded when a case is sealed or opened, not before.
"""

import os
import struct
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ros1_desktop.case.case import CaseError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

MAGIC, VERSION = b"ros1seal", 1
WHOLE, PASSPHRASE = "case", "passphrase"
LEAST_SIGNS = 8
MOST_MEMORY = 1 << 17  # KiB, 128 MiB
MOST_WORK = 3 << 17  # KiB times iterations: twice what is asked now, well under a second
MOST_LANES = 8
_HEADER = struct.Struct(">8sBIII16s12s")
_TAG, _KEY, _SALT, _NONCE = 16, 32, 16, 12


@dataclass(frozen=True, slots=True)
class Strength:
    """What making the key costs: KiB of memory, passes over it, lanes."""

    memory: int = 1 << 16
    iterations: int = 3
    lanes: int = 4

    @property
    def is_bearable(self) -> bool:
        """Whether any machine that runs this program can pay it."""
        return (
            1 <= self.lanes <= MOST_LANES
            and 8 * self.lanes <= self.memory <= MOST_MEMORY
            and self.iterations >= 1
            and self.memory * self.iterations <= MOST_WORK
        )


@dataclass(frozen=True, slots=True, eq=False)
class Key:
    """A key made from a passphrase, which it does not hold."""

    salt: bytes
    cost: Strength
    cipher: "AESGCM" = field(repr=False)

    def seal(self, content: bytes, random: Callable[[int], bytes] = os.urandom) -> bytes:
        """Return the content under the passphrase of this key."""
        nonce, cost = random(_NONCE), self.cost
        spent = (cost.memory, cost.iterations, cost.lanes)
        header = _HEADER.pack(MAGIC, VERSION, *spent, self.salt, nonce)
        return header + self.cipher.encrypt(nonce, content, header)


def is_sealed(content: bytes) -> bool:
    """Tell whether these are the bytes of a case under a passphrase."""
    return content.startswith(MAGIC)


def refuse_new(passphrase: str, again: str) -> None:
    """Refuse a passphrase that must not seal anything.

    Raises:
        CaseError: it is too short, or was typed differently the second time.
    """
    if len(_signs(passphrase)) < LEAST_SIGNS:
        raise CaseError(PASSPHRASE, "passphrase_too_short", least=LEAST_SIGNS)
    if passphrase != again:
        raise CaseError(PASSPHRASE, "passphrases_differ")


def make_key(
    passphrase: str,
    strength: Strength | None = None,
    random: Callable[[int], bytes] = os.urandom,
) -> Key:
    """Return a new key for a passphrase.

    Raises:
        CaseError: the passphrase is too short.
    """
    refuse_new(passphrase, passphrase)
    cost, salt = strength or Strength(), random(_SALT)
    return Key(salt, cost, _cipher(passphrase, salt, cost))


def unseal(content: bytes, passphrase: str) -> tuple[bytes, Key]:
    """Return what was put under a passphrase, and the key that it was put under.

    Raises:
        CaseError: the passphrase is wrong or the file is damaged; or it is of another version.
    """
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415 (loaded only when needed)

    if len(content) < _HEADER.size + _TAG:
        raise CaseError(WHOLE, "sealed_damaged")
    header = content[: _HEADER.size]
    magic, version, memory, iterations, lanes, salt, nonce = _HEADER.unpack(header)
    cost = Strength(memory, iterations, lanes)
    if version != VERSION:
        raise CaseError(WHOLE, "sealed_version", found=version)
    if magic != MAGIC or not cost.is_bearable:
        raise CaseError(WHOLE, "sealed_damaged")
    key = Key(salt, cost, _cipher(passphrase, salt, cost))
    try:
        return key.cipher.decrypt(nonce, content[_HEADER.size :], header), key
    except InvalidTag:
        raise CaseError(WHOLE, "cannot_unseal") from None


def _cipher(passphrase: str, salt: bytes, cost: Strength) -> "AESGCM":
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 (the same)
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id  # noqa: PLC0415 (the same)

    made = Argon2id(
        salt=salt,
        length=_KEY,
        iterations=cost.iterations,
        lanes=cost.lanes,
        memory_cost=cost.memory,
    )
    return AESGCM(made.derive(_signs(passphrase).encode("utf-8", "surrogatepass")))


def _signs(passphrase: str) -> str:
    return unicodedata.normalize("NFKC", passphrase)
