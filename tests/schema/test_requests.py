"""Reading what a client sent, and in what it wants its answer."""

import pytest

from schema.requests import GRAPHQL_JSON, JSON, accepted, bearer, language_of
from service.language import Language


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", Language.EN),
        ("de", Language.DE),
        ("de-DE,de;q=0.9,en;q=0.8", Language.DE),
        ("en-GB, de;q=0.5", Language.EN),
        ("en;q=0.4, DE;q=0.5", Language.DE),
        ("fr, de;q=0.2", Language.DE),
        ("fr", Language.EN),
        ("de;q=0", Language.EN),
        ("de;q=many", Language.EN),
        (",;,", Language.EN),
    ],
)
def test_languages(header: str, language: Language) -> None:
    assert language_of(header) is language


@pytest.mark.parametrize(
    ("header", "media_type"),
    [
        ("", JSON),
        ("*/*", JSON),
        ("application/json", JSON),
        ("application/graphql-response+json", GRAPHQL_JSON),
        ("application/graphql-response+json, application/json;q=0.9", GRAPHQL_JSON),
        ("application/graphql-response+json;q=0.5, application/json", JSON),
        ("text/html", JSON),
    ],
)
def test_media_types(header: str, media_type: str) -> None:
    assert accepted(header) == media_type


@pytest.mark.parametrize(
    ("header", "token"),
    [
        (None, None),
        ("", None),
        ("Bearer", None),
        ("Bearer  ", None),
        ("Bearer kk_1", "kk_1"),
        ("bearer  kk_1 ", "kk_1"),
        ("Basic kk_1", None),
    ],
)
def test_tokens(header: str | None, token: str | None) -> None:
    assert bearer(header) == token
