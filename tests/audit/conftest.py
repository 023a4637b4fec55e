from tests.publications.conftest import _memory, once, small, units  # noqa: F401
