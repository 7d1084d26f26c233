"""What a frozen program is made of, for those who must know: CycloneDX 1.6, as JSON.

Rules:
 * Every part that the spec put in is listed, with its licence; every binary has its SHA-256.
 * The hashes of the wheels that it was built from are those of the lock.
 * The same folder gives the same bytes: the number of the list follows from what it says.
"""

import json
import re
import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from freeze import ROOT, epoch
from parts import Part

LOCKS = {
    "linux": ROOT / "requirements.lock",
    "windows": ROOT / "packaging" / "windows" / "requirements.lock",
}
TYPES = {"program": "application", "font": "data", "python": "platform"}
SPDX = re.compile(r"[A-Za-z0-9.+-]+(?: (?:OR|AND|WITH) [A-Za-z0-9.+-]+)*")


def sbom(bundle: Path, parts: Sequence[Part], system: str) -> str:
    """Return the list of a frozen folder."""
    hashes = locked(LOCKS[system].read_text(encoding="utf-8"))
    program, *others = parts
    listed = [component(part, bundle, hashes) for part in others]
    own = component(program, bundle, hashes)
    said: dict[str, Any] = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "timestamp": f"{datetime.fromtimestamp(epoch(), UTC):%Y-%m-%dT%H:%M:%SZ}",
            "component": own,
        },
        "components": listed,
        "dependencies": [{"ref": own["bom-ref"], "dependsOn": [one["bom-ref"] for one in listed]}],
    }
    number = uuid.uuid5(uuid.NAMESPACE_URL, json.dumps(said, sort_keys=True))
    return json.dumps({**said, "serialNumber": f"urn:uuid:{number}"}, indent=1) + "\n"


def component(part: Part, bundle: Path, hashes: Mapping[str, list[str]]) -> dict[str, Any]:
    """Return one part as CycloneDX has it."""
    place = purl(part)
    said: dict[str, Any] = {
        "type": TYPES.get(part.kind, "library"),
        "bom-ref": place,
        "name": part.name,
        "version": part.version,
        "purl": place,
        "licenses": [_licence(part.licence)],
    }
    wheels = hashes.get(_plain(part.name), []) if part.kind == "pypi" else []
    if wheels:
        address = f"https://pypi.org/project/{_plain(part.name)}/{part.version}/"
        found = [{"alg": "SHA-256", "content": wheel} for wheel in wheels]
        said["externalReferences"] = [{"type": "distribution", "url": address, "hashes": found}]
    files = [_file(f"_internal/{place}", bundle) for place, _ in part.files]
    if part.kind == "program":
        starts = (path for path in sorted(bundle.iterdir()) if path.is_file())
        files = [_file(path.name, bundle) for path in starts]
    if files:
        said["components"] = files
    return said


def locked(text: str) -> dict[str, list[str]]:
    """Return the SHA-256 of the files of each package, as a lock of pip says them."""
    found: dict[str, list[str]] = defaultdict(list)
    name = ""
    for line in text.splitlines():
        if named := re.match(r"([A-Za-z0-9._-]+)==", line):
            name = _plain(named[1])
        found[name] += re.findall(r"--hash=sha256:([0-9a-f]{64})", line)
    return dict(found)


def purl(part: Part) -> str:
    """Return the address of a part that names it in every list."""
    kinds = {"pypi": f"pypi/{_plain(part.name)}", "deb": f"deb/debian/{part.name}"}
    version = part.version.replace("+", "%2B").replace(":", "%3A")
    named = kinds.get(part.kind, f"generic/{_plain(part.name.replace(' ', '-'))}")
    return f"pkg:{named}@{version}" if version else f"pkg:{named}"


def _licence(said: str) -> dict[str, Any]:
    if SPDX.fullmatch(said):
        return {"expression": said}
    return {"license": {"name": said}}


def _file(place: str, bundle: Path) -> dict[str, Any]:
    place = place.replace("\\", "/")
    digest = sha256((bundle / place).read_bytes()).hexdigest()
    return {
        "type": "file",
        "name": place,
        "hashes": [{"alg": "SHA-256", "content": digest}],
    }


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
