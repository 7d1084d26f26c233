"""What every test shares: the place of the resources, and a window system that needs no display."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
settings.register_profile("long")  # what is cut short for every day runs on: --hypothesis-profile
ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the folder of the project."""
    return ROOT


@pytest.fixture(scope="session")
def resources() -> Path:
    """Return the folder of the resources."""
    return ROOT / "resources"
