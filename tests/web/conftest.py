"""Fixtures of the site's tests: the sample publications, and a server's forgotten memory."""

import pytest

from sinasec.web.published.shelf import SHELF
from tests.web import demonstration as whole
from tests.web import sample


@pytest.fixture
def published(db):
    """The simulated sample, published."""
    SHELF.clear()
    return sample.publish()


@pytest.fixture
def both(published):
    """The simulated sample and the one of real acts."""
    return published, sample.publish(real=True)


@pytest.fixture
def demonstration(db):
    """Two years of the whole country, SIMULADO, and real acts judged until an earlier day."""
    SHELF.clear()
    real = sample.publish(real=True, as_of=whole.REAL_AS_OF)
    return whole.publish(), real


@pytest.fixture
def index(db):
    """The hand-made index of 62 districts, published: SIMULADO."""
    from tests.risk.made_publication import publish_made

    SHELF.clear()
    return publish_made()
