"""What a stranger's package leaves in the process that read it."""

from sinasec import sandbox
from sinasec.publications.apart import reproduce_apart
from tests.sandbox.test_job import job


def test_a_reader_that_reproduced_a_package_still_has_where_to_put_files_aside(tmp_path):
    """Its folder went with the job; the corrected matrix is written through such a file."""
    (tmp_path / "paquete").mkdir()
    try:
        child = job("process").run(b"")
        assert reproduce_apart(tmp_path / "paquete").differences
        assert job("put_aside").run(b"abc") == 3
        assert job("process").run(b"") == child
    finally:
        sandbox.stop()
