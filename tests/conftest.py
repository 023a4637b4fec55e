"""Shared by every test: where the real files may be."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real files; a test that needs it is skipped, with this reason, without it."""
    folder = Path(os.environ.get("SINASEC_SHARED", ROOT.parent / "shared"))
    if not folder.is_dir():
        pytest.skip("la carpeta de archivos reales no está en esta máquina")
    return folder
