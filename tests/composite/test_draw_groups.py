"""Replications that agree are found and done once, and every one of them gets its answer."""

import numpy as np

from sinasec.methods.composite.replays.draw_groups import agreeing, alike, different


def test_agreeing_rows_come_together_and_in_order() -> None:
    chosen = np.array([[1, 0], [-1, 0], [1, 0], [1, -1], [-1, 0]])
    assert [rows.tolist() for rows in agreeing(chosen)] == [[1, 4], [3], [0, 2]]
    assert [rows.tolist() for rows in agreeing(np.empty((3, 0), np.intp))] == [[0, 1, 2]]


def test_each_number_is_done_once_for_all_its_rows() -> None:
    numbers = np.array([7, 3, 7, 9, 3, 5])
    told = np.empty(numbers.size)
    done = 0
    for first, mine, which in different(numbers, 3):
        done += first.size
        told[mine] = numbers[first][which]
    assert done == 4
    assert told.tolist() == numbers.tolist()


def test_equal_arrays_are_one_and_keep_the_rows_of_all() -> None:
    one, other = np.array([[1.0, np.nan]]), np.array([[1.0, 2.0]])
    made = [(one, np.array([0])), (other, np.array([1])), (one.copy(), np.array([2, 3]))]
    found = [(values.tolist()[0][1], rows.tolist()) for values, rows in next(alike(made, 5))]
    assert [rows for _, rows in found] == [[0, 2, 3], [1]]


def test_no_more_arrays_are_held_than_said() -> None:
    made = [(np.array([float(n % 3)]), np.array([n])) for n in range(7)]
    waves = list(alike(made, 2))
    assert [len(wave) for wave in waves] == [2, 2, 2, 1]
    assert sorted(int(row) for wave in waves for _, rows in wave for row in rows) == list(range(7))


def test_what_lies_otherwise_in_memory_is_not_taken_for_the_same() -> None:
    """NumPy adds in the order of the memory: the last bit of a mean may depend on it."""
    square = np.arange(4.0).reshape(2, 2)
    made = [(square, np.array([0])), (np.asfortranarray(square), np.array([1]))]
    assert len(next(alike(made, 5))) == 2
