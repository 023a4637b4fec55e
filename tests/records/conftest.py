from tests.compliance.conftest import committees  # noqa: F401
