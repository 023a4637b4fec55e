"""The line of a request: what was asked and how it went, without saying who asked.

The query is left out (people write names in it) and the address is cut to its network.
"""

import ipaddress
import logging
from typing import Final

from sinasec.web.logs.config import ACCESS

LOGGER: Final = logging.getLogger(ACCESS)
NETWORK: Final = {4: 24, 6: 48}


def access(*, number: str, method: str, path: str, status: int, taken_ms: float, who: str) -> None:
    if not LOGGER.isEnabledFor(logging.INFO):
        return
    fields = {
        "numero": number,
        "metodo": method,
        "ruta": path,
        "estado": status,
        "ms": round(taken_ms, 1),
        "red": network(who),
    }
    LOGGER.info("%s %s %s", method, path, status, extra={"campos": fields})


def network(address: str) -> str:
    """'203.0.113.0/24'; '' for what is no address."""
    try:
        found = ipaddress.ip_interface(address)
    except ValueError:
        return ""
    return str(ipaddress.ip_network((int(found.ip), NETWORK[found.version]), strict=False))
