"""A stretch of a document's text: the only pointer that Servanda uses."""

from pydantic import model_validator

from servanda.model.base import Value


class Span(Value):
    """Code points `start` (inclusive) to `end` (exclusive) of a text, with the exact slice.

    `clean` is the slice as a person reads it (markup removed, hard wraps joined);
    null where it equals `text`.

    Raises:
        ValueError: if the offsets are negative, reversed, or do not fit the text's length.
    """

    start: int
    end: int
    text: str
    clean: str | None = None

    @model_validator(mode="after")
    def _fits(self) -> "Span":
        if self.start < 0 or self.end < self.start:
            raise ValueError(f"a span cannot run from {self.start} to {self.end}")
        if len(self.text) != self.end - self.start:
            raise ValueError(f"a span of {self.end - self.start} code points cannot hold {len(self.text)}")
        return self

    @property
    def shown(self) -> str:
        """The words for people: `clean` where there is one, else `text`."""
        return self.text if self.clean is None else self.clean

    def overlap(self, other: "Span") -> int:
        """Return how many code points the two spans share."""
        return max(0, min(self.end, other.end) - max(self.start, other.start))
