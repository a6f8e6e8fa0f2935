"""Items, links and outcomes: pure functions from values to values."""

from servanda.linking.items import items
from servanda.linking.links import VERSION, link
from servanda.linking.outcome import Known, outcome
from servanda.linking.rarity import Rarity, rarity
from servanda.linking.searched import Corpus

__all__ = ["VERSION", "Corpus", "Known", "Rarity", "items", "link", "outcome", "rarity"]
