"""Every word of a recipe has its word in Spanish: none reaches a page in code."""

from sinasec.methods.composite.recipes.arguments import ARGUMENTS, ListOf, OneOf
from sinasec.methods.risk.editions.words import (
    ARGUMENT,
    METHOD,
    STEP,
    flat_arguments,
    said_argument,
    said_value,
)


def test_every_step_and_argument_has_its_word():
    assert set(ARGUMENTS) == set(STEP)
    assert {name for arguments in ARGUMENTS.values() for name in arguments} <= set(ARGUMENT)


def test_every_choice_has_its_word():
    checks = [check for arguments in ARGUMENTS.values() for check in arguments.values()]
    listed = [check.words for check in checks if isinstance(check, OneOf | ListOf)]
    assert {word for words in listed for word in words} <= set(METHOD)


def test_arguments_are_told_one_by_one():
    step = {"step": "normalise", "method": "rank", "posts": None, "by": {"ROBO": {"low": 1}}}
    assert flat_arguments(step) == {"method": "rank", "by.ROBO.low": 1}
    assert said_argument("by.ROBO.low") == "para.ROBO.desde"


def test_values_are_told_as_people_write_them():
    assert said_value("by_level", ("arithmetic", "copeland")) == "aritmética; copeland"
    assert said_value("descending", True) == "sí"
    assert said_value("group", "rank") == "rank"  # the name of a column, whatever it is
