"""The extract of GitHub's description, and that the stand-in answers all of it and nothing else."""

from __future__ import annotations

from openapi_core import OpenAPI

from support.forge.asking import ROUTES
from support.forge.description import description
from support.forge.extract import OPERATIONS
from support.forge.server import HANDLERS


def test_the_extract_is_a_description_by_itself() -> None:
    OpenAPI.from_dict(description().raw)  # which follows every reference


def test_the_stand_in_answers_every_operation_of_the_extract() -> None:
    assert HANDLERS
    known = {(method, path) for path, methods in OPERATIONS.items() for method in methods.split()}
    described = {
        (method, path)
        for path, methods in description().raw["paths"].items()
        for method in methods
        if method != "parameters"
    }
    assert known == described == set(ROUTES)
