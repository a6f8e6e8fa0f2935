import pytest
from text_checks import check

from servanda.text import read_text


@pytest.mark.parametrize(
    ("fmt", "source", "clean"),
    [
        ("plain", "He praised “open doors”REF and left.", "He praised “open doors” and left."),
        ("plain", "They sailed home.REF Then it rained.", "They sailed home. Then it rained."),
        ("plain", "The PREF office and REF stay.", "The PREF office and REF stay."),
        ("plain", "She noted [the old wall](#) and left.", "She noted the old wall and left."),
        ("plain", "They said so [sic](see below) again.", "They said so [sic](see below) again."),
        ("plain", "Trade grew.[12] Ports too [3].", "Trade grew. Ports too [3]."),
        ("plain", "Trade grew.12 The ports did not.", "Trade grew. The ports did not."),
        ("plain", "The wall² is 5 km² and 3 m² wide.", "The wall is 5 km² and 3 m² wide."),
        ("plain", "The 21<sup>st</sup> wall<sup>4</sup> stands.", "The 21st wall stands."),
        ("markdown", "The **old** *wall* and ~~gate~~ of my_old_port.", "The old wall and gate of my_old_port."),
        ("markdown", r"He said \[applause\] and \*left\*.", "He said [applause] and *left*."),
        ("markdown", 'See [the **wall** plan](https://a.example/b_(c)_d "t") now.', "See the wall plan now."),
        ("markdown", "A ![map](m.png) of <u>ports</u>.", "A of ports."),
        ("markdown", "It holds[^1] and\\[2\\] stays.", "It holds and stays."),
        ("markdown", "About \\[300\\] million sailed.", "About [300] million sailed."),
        ("markdown", "Write to <https://a.example/x>.", "Write to https://a.example/x."),
        ("markdown", "Five * three is * fifteen.", "Five * three is * fifteen."),
        ("html", "<p>The <b>old</b> wall<sup><a href='#f'>[1]</a></sup> stands.</p>", "The old wall stands."),
    ],
)
def test_markup_is_left_out_of_the_clean_words(fmt: str, source: str, clean: str) -> None:
    document = read_text(source, name="t", fmt=fmt)  # type: ignore[arg-type]
    check(document)
    assert document.text == source
    assert document.clean(0, len(source)) == clean
