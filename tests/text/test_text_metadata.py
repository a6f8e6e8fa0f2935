from datetime import date

import pytest

from servanda.text.dates import parse_date
from servanda.text.encoding import NotTextError, decode
from servanda.text.kinds import guess_kind, rules
from servanda.text.language import guess_language


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2031-05-17", date(2031, 5, 17)),
        ("2031-05-17T23:59:59+09:00", date(2031, 5, 17)),
        ("20310517", date(2031, 5, 17)),
        ("17 May 2031", date(2031, 5, 17)),
        ("Saturday, May 17th, 2031", date(2031, 5, 17)),
        (date(2031, 5, 17), date(2031, 5, 17)),
        ("2031-05", None),
        ("2031", None),
        ("2031-02-30", None),
        ("soon", None),
        ("05/06/2031", None),
        (["x"], None),
    ],
)
def test_only_a_full_date_is_a_date(value: object, day: date | None) -> None:
    found, reason = parse_date(value)
    assert found == day
    assert bool(reason) == (day is None)


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        ("café".encode(), "café", "utf-8"),
        (b"\xef\xbb\xbfa\r\nb\rc", "a\nb\nc", "utf-8"),
        ("café".encode("utf-16"), "café", "utf-16-le"),
        ("Le café de “Łódź” est fermé".replace("Ł", "L").encode("cp1252", "replace"), None, "cp1252"),
        ("Министр обещал починить стену гавани до зимы и зажечь маяк на пирсе".encode("cp1251"), None, None),
    ],
)
def test_bytes_are_decoded_in_the_fixed_order(data: bytes, text: str | None, encoding: str | None) -> None:
    found = decode(data)
    assert text is None or found.text == text
    assert found.encoding == encoding if encoding else found.encoding != "cp1252"


@pytest.mark.parametrize("data", [b"\x00" * 9, b"PK\x03\x04rest", bytes(range(1, 9)) * 30])
def test_binary_is_refused(data: bytes) -> None:
    with pytest.raises(NotTextError):
        decode(data)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The minister of the islands promised to repair the wall.", "en"),
        (
            "Le ministre des îles a promis de réparer le mur du port avant la fin de l'année avec les équipages.",
            "fr",
        ),
        ("Министр обещал починить стену гавани до зимы и зажечь маяк на южном пирсе для всех кораблей.", "ru"),
        (
            "한국과 일본의 지도자들은 항구의 벽을 수리하고 북쪽 바다에서 함께 일하기로 약속했다.",
            "ko",
        ),
        ("Oui.", None),
        ("", None),
    ],
)
def test_the_language_of_a_text(text: str, language: str | None) -> None:
    assert guess_language(text) == language


def _examples(field: str) -> list[tuple[int, str]]:
    import yaml

    from servanda.text import kinds

    table = yaml.safe_load(kinds.files("servanda.text").joinpath("data/kinds.yaml").read_text(encoding="utf-8"))
    return [(number, example) for number, row in enumerate(table) for example in row[field]]


def _guess(number: int, example: str) -> tuple[str, str]:
    sought = {"title": "", "text": "", "publisher": ""} | {rules()[number].where: example}
    guess = guess_kind(sought["title"], sought["text"], sought["publisher"])
    return guess.kind, guess.reason


@pytest.mark.parametrize(("number", "example"), _examples("examples"))
def test_the_examples_of_a_kind_are_guessed(number: int, example: str) -> None:
    kind, reason = _guess(number, example)
    assert kind == rules()[number].kind
    assert reason.startswith(rules()[number].where)


@pytest.mark.parametrize(("number", "example"), _examples("others"))
def test_what_only_looks_like_a_kind_is_not_guessed(number: int, example: str) -> None:
    assert not rules()[number].find(example)


def test_a_kind_that_nothing_tells_is_other() -> None:
    assert guess_kind(None, "It rained.") == ("other", "neither title nor form tells the kind")
