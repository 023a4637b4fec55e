import pytest
from django.test import Client

from tests.accounts.made_up import NOW


@pytest.fixture
def desk(db) -> Client:
    """A browser that asks for tokens, as a real one."""
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def fresh_invitations(monkeypatch):
    """It is the day of the made-up people."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
