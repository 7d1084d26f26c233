"""What the tests quote from the sources stands there; collected only beside the sources."""

import json
import tomllib
from pathlib import Path

from ros1_desktop.exchange.vignettes import read_vignettes


def test_a_civic_item_that_a_vignette_names_is_one_of_the_peers_data(
    root: Path, resources: Path
) -> None:
    path = root.parent / "shared" / "peer_data" / "civic_ros1.json"
    patients = read_vignettes(resources).patients
    items = json.loads(path.read_text(encoding="utf-8"))["evidence_items"]
    known = {item["id"]: item["pmid"] for item in items}
    words = [word.strip("(),;:") for one in patients for word in one.source.split()]
    named = [word.removeprefix("EID") for word in words if word.startswith("EID")]
    assert len(named) >= 10
    assert set(named) <= known.keys()


def test_every_number_of_the_reading_stands_on_its_line(root: Path) -> None:
    path = root.parent / "shared" / "evidence" / "jlcs_ros1_guidance.txt"
    own = root / "tests" / "knowledge" / "guidance_second_reading.toml"
    reading = tomllib.loads(own.read_text(encoding="utf-8"))
    lines = path.read_text(encoding="utf-8").split("\n")
    for number in (*reading["number"], *reading["not_reached"]):
        assert number["printed"] in lines[number["line"] - 1], number
