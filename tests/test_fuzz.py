"""The run with random inputs notices what it is for: an input that breaks something, one without end, and how many there were."""

from __future__ import annotations

import pytest
from fuzz import pieces, properties

PROPERTIES = """
from hypothesis import given, settings, strategies as st

@settings(max_examples=3)
@given(st.integers())
def test_holds(number):
    assert number == int(str(number))

@given(st.booleans())
def test_has_two_inputs(_):
    pass

@given(st.integers(0, 1000))
def test_breaks(number):
    assert number < 900

@given(st.integers(0, 1000))
def test_hangs(number):
    while number > 900:
        pass
"""


@pytest.fixture(scope="module")
def ran(tmp_path_factory):
    """Return a function that runs one of the properties with 120 inputs."""
    file = tmp_path_factory.mktemp("fuzz") / "test_some.py"
    file.write_text(PROPERTIES, encoding="utf-8")
    return lambda name: list(pieces(f"{file}::test_{name}", 120, 5, 0.3))


def test_a_property_has_all_its_inputs_whatever_it_asks_for(ran):
    """One that wants three gets as many as the others; of one that has but two, that is told."""
    (whole,) = ran("holds")
    assert (whole.inputs, whole.failed) == (120, "")
    (small,) = ran("has_two_inputs")
    assert (small.inputs, small.failed, small.ended) == (2, "", "nothing left to do")


@pytest.mark.parametrize(("name", "said"), [("breaks", "assert number < 900"), ("hangs", "TookTooLongError")])
def test_what_breaks_or_has_no_end_is_told_with_what_makes_it_again(ran, name, said):
    """The seed, and the input that hypothesis has made as small as can be."""
    (failed,) = ran(name)
    assert said in failed.failed
    assert f"test_{name}" in failed.failed
    assert "--hypothesis-seed=5" in failed.failed


def test_parsers_readers_and_loader_have_properties():
    """Each file that is named has some, and they are collected by name."""
    found = properties("strict_yaml")
    assert "tests/test_strict_yaml.py::test_no_content_raises" in found
    assert all(name.startswith("tests/test_strict_yaml.py") for name in found)
