"""Words made harmless, addresses that may be linked, ids that may stand in a page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.export.safe import anchor, shown, web_address


@given(st.text(alphabet=st.characters()))
def test_words_keep_their_length_and_lose_what_is_hidden(text: str) -> None:
    words = shown(text)
    assert len(words) == len(text)
    assert words.encode().decode() == words
    assert shown(words) == words


@pytest.mark.parametrize(
    "text", ["naïve café", "日本と韓国", "עברית", "👩‍👩‍👧 ok", "soft\u00adhyphen", "\u200fשלום\u200e"]
)
def test_words_in_any_script_stay(text: str) -> None:
    assert shown(text) == text


@pytest.mark.parametrize("text", ["\x00", "\x1b", "\x9b", "\u202e", "\u2067", "\U000e0041", "\ud800"])
def test_what_is_hidden_or_turns_text_around_is_shown_as_a_mark(text: str) -> None:
    assert shown(text) == "\ufffd"


@pytest.mark.parametrize("url", ["https://example.org/a?b=c#d", "http://example.org"])
def test_web_addresses_may_be_linked(url: str) -> None:
    assert web_address(url) == url


@pytest.mark.parametrize(
    "url",
    [None, "", "javascript:alert(1)", "data:text/html,x", " https://e.org", "https://", "file:///etc", "//e.org",
     "https://e.org/\u202e", "https://[x", "JAVASCRIPT:x", "https://e.org/a b", "https://e.org/\n"],
)  # fmt: skip
def test_other_addresses_may_not(url: str | None) -> None:
    assert web_address(url) is None


@given(st.text(), st.text())
def test_ids_are_harmless_and_differ_as_the_things_do(one: str, other: str) -> None:
    assert anchor("d", one).replace("-", "").replace("_", "").isalnum()
    assert (anchor("d", one) == anchor("d", other)) == (one == other)
