"""Tests of this folder read `shared`, beside the project; without it they are not collected."""

from pathlib import Path

SHARED = Path(__file__).resolve().parents[3] / "shared"
collect_ignore_glob = [] if SHARED.is_dir() else ["test_*.py"]
