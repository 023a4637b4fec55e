"""esda, as the peer: slow to import, warns, and reseeds NumPy's global generator."""

import warnings
from contextlib import contextmanager

import numpy as np
import pytest

from tests.rates.maps import neighbour_lists

# What esda prints about itself is not ours to fix.
quiet = pytest.mark.filterwarnings("ignore")


@contextmanager
def undisturbed():
    """Leaves NumPy's global generator as it was."""
    state = np.random.get_state()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
    np.random.set_state(state)


def weights(neighbours):
    """The links as libpysal's weights."""
    from libpysal.weights import W

    lists = neighbour_lists(neighbours)
    return W(dict(enumerate(lists)), id_order=list(range(len(lists))), silence_warnings=True)
