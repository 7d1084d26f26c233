"""What every test shares: the resources, the store of their text, and windows without screen."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from ros1_desktop.case.vocabulary import Vocabulary, read_vocabulary
from ros1_desktop.knowledge.build import build_store
from ros1_desktop.knowledge.store import Store, open_store
from ros1_desktop.sheet.library import Library, read_library

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
settings.register_profile("long")  # what is cut short for every day runs on: --hypothesis-profile
ROOT = Path(__file__).resolve().parents[1]
OUTSIDE = {"app", "packaging", "strain", "wizard"}  # folders of tests of what coverage leaves out


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests of what coverage leaves out, before tests are chosen by their marks."""
    for item in items:
        if OUTSIDE & set(item.path.relative_to(ROOT / "tests").parts):
            item.add_marker("uncovered")


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the folder of the project."""
    return ROOT


@pytest.fixture(scope="session")
def resources() -> Path:
    """Return the folder of the resources."""
    return ROOT / "resources"


@pytest.fixture(scope="session")
def store(resources: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Build the store from today's text, so that no old file answers in its place."""
    folder = tmp_path_factory.mktemp("store")
    build_store(resources, folder / "knowledge.sqlite")
    opened = open_store(folder)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def vocabulary(resources: Path) -> Vocabulary:
    """Return the words that a case may use."""
    return read_vocabulary(resources)


@pytest.fixture(scope="session")
def library(store: Store) -> Library:
    """Return the facts that a sheet quotes."""
    return read_library(store)
