"""Who acts, is addressed or is affected."""

from servanda.model.base import Value
from servanda.model.span import Span


class Actor(Value):
    """An actor as named in a text, resolved as of the document's date as far as the words allow.

    `country` is ISO 3166-1 alpha-3 (Kosovo: XKX), or for organisations null or a PLOVER code (EUR, UNO, IGO).
    `members` are the ISO3 codes of an organisation or format on the document's date.
    `sector` is a PLOVER sector code. `via` says how the name was resolved, or why it stayed open.
    """

    name: str
    span: Span | None = None
    actor_id: str | None = None
    country: str | None = None
    sector: str | None = None
    members: tuple[str, ...] | None = None
    via: str = ""

    @property
    def resolved(self) -> bool:
        """True where a country or an identity is known."""
        return self.country is not None or self.actor_id is not None

    @property
    def keys(self) -> frozenset[str]:
        """What the actor is compared by: its members if it is a collective, else its country, else its id.

        The organs of the European Union and those who speak for it share the code EUR beside the members.
        """
        if self.members:
            return frozenset((*self.members, "EUR") if self.country == "EUR" else self.members)
        if self.country:
            return frozenset((self.country,))
        return frozenset((self.actor_id,)) if self.actor_id else frozenset()
