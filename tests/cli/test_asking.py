"""The desk's questions and watch lists as a user types them."""

import json
from datetime import date

import pytest
from tests.cli.test_commands import servanda

from servanda.cli.asking import first_day


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("promised", "--by", "Norway", "--on", "defence spending"), "double its military budget"),
        (("urges", "--of", "Russia"), "→ RUS"),
        (("overdue", "--as-of", "2023-02-01"), "32 days"),
        (("takenup", "--publisher", "Northern"), "never that the advice caused it"),
        (("news", "--since", "2023-03-01"), "new document"),
        (("disagree",), "count 500"),
        (("promised", "--by", "Canada"), "Documents up to 2023-06-01"),
    ],
)
def test_each_question_is_one_page(desk, typed, said):
    done = servanda(*typed, "--ledger", desk)
    assert done.returncode == 0, done.stderr
    assert said in done.stdout


def test_answers_as_lines_and_as_csv(desk, tmp_path):
    done = servanda("urges", "--of", "Russia", "--ledger", desk, "--format", "jsonl")
    row = json.loads(done.stdout)
    assert row["quote"]["document_name"] == "pledges"
    target = tmp_path / "urged.csv"
    assert servanda("urges", "--of", "Russia", "--ledger", desk, "--format", "csv", "-o", target).returncode == 0
    assert target.read_text(encoding="utf-8").startswith("id,kind,date,who,whom,words,quote,")


def test_a_watch_list_is_kept_listed_run_and_removed(desk):
    added = servanda("watch", "add", "oslo", "promised", "--by", "Norway", "--on", "icebreakers", "--ledger", desk)
    assert "servanda watch run oslo" in added.stderr
    assert "--on 'icebreakers'" in servanda("watch", "list", "--ledger", desk).stdout
    kept = servanda("watch", "run", "--keep", "--ledger", desk, "--format", "jsonl")
    assert [json.loads(line)["watch"] for line in kept.stdout.splitlines()] == ["oslo"]
    assert "1 new" in servanda("watch", "run", "oslo", "--ledger", desk).stdout
    assert "0 new" in servanda("watch", "run", "--ledger", desk).stdout
    assert servanda("watch", "remove", "oslo", "--ledger", desk).returncode == 0
    gone = servanda("watch", "run", "oslo", "--ledger", desk)
    assert (gone.returncode, "There is no watch list 'oslo'" in gone.stderr) == (1, True)


def test_what_nobody_can_answer_is_a_sentence(desk):
    done = servanda("promised", "--by", "the moon people", "--ledger", desk)
    assert done.returncode == 2
    assert "No table knows the actor" in done.stderr


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2022-05-01", date(2022, 5, 1)),
        ("Monday", date(2022, 5, 16)),
        ("thursday", date(2022, 5, 12)),
        ("yesterday", date(2022, 5, 18)),
        ("30d", date(2022, 4, 19)),
    ],
)
def test_a_first_day_as_people_say_it(typed, day):
    assert first_day(typed, date(2022, 5, 19)) == day
