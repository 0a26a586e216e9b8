"""Whatever happens to a document, reading gives a sound document or one clear line."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.docx.mutate import check, mutated_bytes, mutated_package, seed

_SETTINGS = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return seed(tmp_path_factory.mktemp("seed") / "seed.docx").read_bytes()


def test_the_seed_itself_is_read(whole: bytes, tmp_path: Path) -> None:
    path = tmp_path / "seed.docx"
    path.write_bytes(whole)
    document = check(path)
    assert document is not None
    assert {block.story for block in document.blocks} == {"header", "body", "textbox", "footnote"}
    assert {"I.", "1.", "1.I.", "а)", "5."} & {block.label for block in document.blocks}


@_SETTINGS
@given(rng=st.randoms(use_true_random=False))
def test_mutated_markup(rng: random.Random, whole: bytes, tmp_path: Path) -> None:
    path = tmp_path / "mutant.docx"
    path.write_bytes(mutated_package(whole, rng))
    check(path)


@_SETTINGS
@given(rng=st.randoms(use_true_random=False))
def test_mutated_archive(rng: random.Random, whole: bytes, tmp_path: Path) -> None:
    path = tmp_path / "mutant.docx"
    path.write_bytes(mutated_bytes(whole, rng))
    check(path)
