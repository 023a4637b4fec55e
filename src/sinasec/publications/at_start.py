"""Verify what will be shown first, so that the log says at once what is withheld."""

import logging
from itertools import product

from django.db import DatabaseError, connections

from sinasec.publications import catalogue
from sinasec.publications.kinds import KINDS

logger = logging.getLogger("sinasec.publications")


def verify_current() -> None:
    """The newest of each kind, real and simulated. What is wrong goes to the log, and no further.

    No promise rests on this: nothing is shown unverified whether it was called or not.
    """
    for kind, simulated in product(KINDS, (False, True)):
        try:
            catalogue.current(kind=kind, simulated=simulated)
        except catalogue.Withheld:
            continue  # each one that does not stand was logged as it was found
        except DatabaseError as error:
            logger.error("No se pudo leer qué hay publicado: %s", error)
            break
    connections.close_all()
