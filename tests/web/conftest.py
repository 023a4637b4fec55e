"""Fixtures of the site's tests: the sample publications, and a server's forgotten memory."""

import pytest

from sinasec.web.kept import SHELF
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
def index(db):
    """The hand-made index of 62 districts, published: SIMULADO."""
    from tests.risk.made_publication import publish_made

    SHELF.clear()
    return publish_made()
