"""What must hold of every document, whatever it was read from."""

from servanda.model import Document


def check(document: Document) -> None:
    """Blocks and non-text are ordered and true, and hold every character that is no space."""
    _ordered([(block.start, block.end) for block in document.blocks], len(document.text))
    _ordered([(gap.start, gap.end) for gap in document.nontext], len(document.text))
    covered = bytearray(len(document.text))
    for part in (*document.blocks, *document.nontext):
        covered[part.start : part.end] = b"\x01" * (part.end - part.start)
    assert not [at for at, character in enumerate(document.text) if not covered[at] and not character.isspace()]
    for block in document.blocks:
        span = document.span(block.start, block.end)
        assert span.text == document.text[block.start : block.end]
        assert span.text.strip() == span.text
        if block.lead:
            assert 0 <= block.lead.start < block.lead.end <= block.start


def _ordered(ranges: list[tuple[int, int]], length: int) -> None:
    last = 0
    for start, end in ranges:
        assert last <= start < end <= length
        last = end


def shown(document: Document, *kinds: str) -> list[str]:
    """Return the clean words of the blocks of these kinds."""
    return [document.clean(block.start, block.end) for block in document.blocks if block.kind in kinds]


def leads(document: Document) -> list[str | None]:
    """Return the clean words of each item's lead."""
    found = [block.lead for block in document.blocks if block.kind == "item"]
    return [document.clean(lead.start, lead.end) if lead else None for lead in found]
