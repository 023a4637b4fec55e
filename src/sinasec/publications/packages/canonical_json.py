"""One value, one JSON text."""

import json
from collections.abc import Mapping
from typing import Any


def json_bytes(value: Mapping[str, Any]) -> bytes:
    """Canonical JSON: sorted keys, two spaces, UTF-8, a final newline."""
    return (json.dumps(value, ensure_ascii=False, sort_keys=True, indent=2) + "\n").encode()
