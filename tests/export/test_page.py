"""The page as a reader meets it: whole in one file, every quotation leads to its words, nothing runs."""

import re
from base64 import b64encode
from datetime import date
from hashlib import sha256

import pytest
from lxml import etree, html
from tests.linking.make import AFTER, document, say

from servanda.export import ReportError, document_page, report, report_page, words
from servanda.model import DELIVERIES, RELATIONS, Range

from .conftest import Shelf, shelf

HOSTILE = (
    "<script>alert(1)</script>",
    "</style><img src=x onerror=alert(1)>",
    '"onmouseover="alert(1)',
    "javascript:alert(1)",
    "{{ 7 * 7 }}{% raw %}",
    "a\u202eb\u2066c\u200f",
    "a\x00b",
    "\x1b[31m\x9b2J\x07",
    "]]><!--",
    "tag\U000e0041\U000e0042",
    "half\ud83d",
)


def read(page: str) -> html.HtmlElement:
    return html.document_fromstring(page.encode(), parser=html.HTMLParser(encoding="utf-8", huge_tree=True))


def addresses(tree: html.HtmlElement) -> list[tuple[str, str, str]]:
    names = ("href", "src", "srcset", "action", "data", "poster", "{http://www.w3.org/1999/xlink}href", "xlink:href")
    return [
        (node.tag, name, node.get(name))
        for node in tree.iter(etree.Element)
        for name in names
        if node.get(name) is not None
    ]


def test_every_link_inside_leads_somewhere_and_no_anchor_is_there_twice(archive: Shelf) -> None:
    tree = read(report_page(report(archive)))
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    wanted = {value[1:] for _, _, value in addresses(tree) if value.startswith("#")}
    assert wanted <= set(ids)


def test_a_quotation_leads_to_its_own_words(archive: Shelf) -> None:
    found = report(archive)
    tree = read(report_page(found))
    for entry in found.entries:
        for quote in (*entry.quotes, *entry.evidence):
            [mark] = tree.xpath("//*[@id=$id]", id=quote.place)
            assert mark.tag == "mark" or not mark.text
            assert quote.words.startswith((mark.text or "").strip())
            assert quote.words in " ".join(tree.xpath(f"//a[@href='#{quote.place}']")[0].text_content().split())


def test_words_that_no_statement_has_get_a_mark_of_their_own(archive: Shelf) -> None:
    item = archive.items("brief")[0]
    other = item.quotes[0].model_copy(update={"end": item.quotes[0].end - 3, "text": item.quotes[0].text[:-3]})
    changed = item.model_copy(update={"quotes": (other,)})
    held = Shelf(archive.documents(), archive.statements(), [changed], ())
    tree = read(report_page(report(held)))
    [entry] = report(held).entries
    assert len(tree.xpath("//*[@id=$id]", id=entry.quotes[0].place)) == 1


def test_nothing_is_asked_from_anywhere(archive: Shelf) -> None:
    page = report_page(report(archive))
    tree = read(page)
    outside = [row for row in addresses(tree) if not row[2].startswith("#")]
    assert set(outside) == {("link", "href", "data:,"), ("a", "href", "https://example.org/news?a=1&b=2")}
    assert all("noreferrer" in a.get("rel") for a in tree.xpath("//a[starts-with(@href, 'http')]"))
    assert not tree.xpath("//script|//iframe|//object|//embed|//form|//base|//img|//@style")
    [style] = tree.xpath("//style")
    assert not re.search(r"url\(|@import|@font-face|expression", style.text)
    digest = b64encode(sha256(style.text.encode()).digest()).decode()
    [policy] = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none'; ")
    assert f"'sha256-{digest}'" in policy
    assert "unsafe" not in policy
    assert len(style.text.encode()) < 30_000


def test_the_page_says_what_was_searched_and_what_no_evidence_means(archive: Shelf) -> None:
    told = " ".join(read(report_page(report(archive, scale="g7rg"))).text_content().split())
    assert "in 2 documents of 2 publishers up to 2022-09-01" in told
    assert "never that the advice caused it" in told
    assert "rules-1" in told
    assert "codebook-1" in told
    assert "mapped to the G7 Research Group" in told
    assert "Fulfils it" in told
    assert "Indonesia refused to plant forests" in told


def test_outcomes_have_a_word_and_a_sign(archive: Shelf) -> None:
    assert set(words.DELIVERY) == set(DELIVERIES)
    assert set(words.RELATION) == set(RELATIONS)
    tree = read(report_page(report(archive)))
    for mark in tree.xpath("//span[starts-with(@class, 'outcome')]"):
        assert mark.xpath("./svg[@aria-hidden='true']")
        assert mark.text_content().strip()


def test_forces_are_told_without_colour(archive: Shelf) -> None:
    tree = read(report_page(report(archive)))
    for row in archive.statements():
        labels = tree.xpath("//a[contains(@class, 'tag')][@href=$at]", at=f"#n-{row.id}")
        assert [row.force in label.text_content() for label in labels] == [True]


def test_a_reader_without_a_mouse_finds_a_way(archive: Shelf) -> None:
    tree = read(report_page(report(archive)))
    assert tree.get("lang") == "en"
    assert tree.xpath("//body/a[1]/@href") == ["#main"]
    assert tree.xpath("//main[@id='main']")
    assert len(tree.xpath("//h1")) == 1
    assert tree.xpath("//nav[@aria-label]")
    assert all(region.get("tabindex") == "0" for region in tree.xpath("//*[@class='scroll']"))
    assert all(svg.get("aria-hidden") == "true" or svg.get("aria-label") for svg in tree.xpath("//svg"))


def test_the_same_archive_gives_the_same_page(archive: Shelf) -> None:
    assert report_page(report(archive)) == report_page(report(archive))


def test_nothing_later_than_the_day_is_shown(archive: Shelf) -> None:
    found = report(archive, as_of=date(2022, 1, 1))
    page = report_page(found)
    assert "India raised its tobacco tax" not in page
    assert found.bounds.documents == 1
    assert not any(entry.evidence for entry in found.entries)


def test_documents_can_be_chosen_and_bring_their_evidence(archive: Shelf) -> None:
    found = report(archive, ["brief"])
    assert {entry.item.document for entry in found.entries} == {"brief"}
    assert [seen.document.id for seen in found.documents] == ["brief", "news"]
    assert "What became of “brief”" in report_page(found)


def test_a_page_that_would_be_too_large_is_refused_with_what_to_do(archive: Shelf) -> None:
    with pytest.raises(ReportError, match="choose fewer documents"):
        report(archive, most_bytes=50)
    with pytest.raises(ReportError, match="choose fewer documents"):
        report_page(report(archive), most_bytes=20_000)
    with pytest.raises(ReportError, match="choose fewer documents"):
        document_page(archive.document("brief"), archive.statements("brief"), most_bytes=10)


def test_an_archive_with_nothing_to_follow_gives_a_page_that_says_so() -> None:
    page = report_page(report(Shelf()))
    assert "No pledge, agreement, recommendation or demand was found" in page


@pytest.mark.parametrize("words", HOSTILE)
def test_words_of_documents_never_become_more_than_words(hostile, words: str) -> None:
    archive = hostile(words)
    for page in (
        report_page(report(archive, title=words)),
        document_page(archive.document("brief"), archive.statements("brief")),
    ):
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", page)
        assert not re.search("[\U000e0000-\U000e007f]", page)
        tree = read(page)
        assert not tree.xpath("//script|//img|//iframe")
        assert len(tree.xpath("//style")) == 1
        assert not [name for node in tree.iter(etree.Element) for name in node.attrib if name.startswith("on")]
        assert not [value for _, _, value in addresses(tree) if "javascript" in value]
        assert "49" not in tree.xpath("//h1")[0].text_content()
        ids = tree.xpath("//@id")
        assert len(ids) == len(set(ids))
        assert all(re.fullmatch(r"[A-Za-z][\w-]*", one) for one in ids)


def test_the_words_are_still_there(hostile) -> None:
    tree = read(report_page(report(hostile("<b>not bold</b> & co"))))
    assert "India banned <b>not bold</b> & co smoke" in tree.text_content()


def test_the_page_of_a_document_shows_all_of_it_with_overlaps_and_markup_gone() -> None:
    text = document("Kenya, which urged Egypt to pay, will pay for [roads](#).", name="note")
    start = text.text.index("[")
    end = text.text.index("](#)")
    text = text.model_copy(update={"nontext": (Range(start=start, end=start + 1), Range(start=end, end=end + 4))})
    rows = [
        say(text, "Kenya, which urged Egypt to pay, will pay for [roads](#)", "pledge", "KEN", "will"),
        say(text, "urged Egypt to pay", "demand", "EGY", "urged"),
    ]
    tree = read(document_page(text, rows))
    [body] = tree.xpath("//*[@class='text']//p[contains(@class, 'words')]")
    for label in body.xpath(".//a"):
        label.drop_tree()
    assert body.text_content() == "Kenya, which urged Egypt to pay, will pay for roads."
    assert [mark.get("class") for mark in body.xpath(".//mark")] == ["m f-pledge", "m f-demand", "m f-pledge"]
    assert len(tree.xpath("//li[contains(@class, 'note')]")) == 2
    assert "of version note" in tree.xpath("//p[@class='cite']")[0].text_content()


def test_statements_outside_all_blocks_are_shown_too() -> None:
    text = document("Kenya will pay.", "Egypt paid.", name="note")
    text = text.model_copy(update={"blocks": text.blocks[:1]})
    rows = [say(text, "Egypt paid", "deed", "EGY", "paid")]
    tree = read(document_page(text, rows))
    assert tree.xpath("//mark[@id=$id]", id=f"s-{rows[0].id}")[0].text == "Egypt paid"


def test_a_collective_is_shown_member_by_member() -> None:
    before = document("The G7 will fund vaccines for Kenya.", name="summit", kind="communique")
    later = document("Canada funded vaccines for Kenya.", name="news", day=AFTER)
    rows = [
        say(before, "The G7 will fund vaccines for Kenya", "pledge", "G7", "fund", cue="will", to="KEN", act="AID"),
        say(later, "Canada funded vaccines for Kenya", "deed", "CAN", "funded", to="KEN", act="AID"),
    ]
    [entry] = report(shelf([before, later], rows), scale="g7rg").entries
    assert {member.name: member.grade.split()[0] for member in entry.members}["Canada"] == "+1"
    assert len(entry.members) == 7
