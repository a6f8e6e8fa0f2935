"""Names for the codes of countries and organisations."""

from servanda.export.parties import party
from servanda.model import Actor

# Codes of PLOVER that are no country's and no organisation's of the tables.
GROUPS = {
    "EUR": "European Union",
    "IGO": "Intergovernmental organisations",
    "NGO": "Non-governmental organisations",
    "NMC": "Multinational companies",
    "UNO": "United Nations",
}


def name_of(key: str, spoken: str = "") -> str:
    """Return a country's or organisation's name for its code."""
    if key in GROUPS:
        return GROUPS[key]
    if len(key) == 3 and key.isupper():
        found = party(Actor(name=spoken or key, country=key))
        return found.name if found.name != key else spoken or key
    return party(Actor(name=spoken or key, actor_id=key)).name
