"""What a stranger's package leaves in the process that read it."""

from sinasec import sandbox
from sinasec.publications.trust.apart import reproduce_apart, verified_here
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


def test_what_is_wrong_names_the_path_as_the_person_wrote_it(tmp_path):
    """The child works with the whole path, and the person typed a short one."""
    found = verified_here(b"", str(tmp_path / "nada"), "nada", None)
    [(file, why)] = found.faults
    assert file == "nada"
    assert why
    assert str(tmp_path) not in why
