"""Names to actors: who a text means, as of its date, or why that stays open."""

from servanda.actors.gazetteer import Gazetteer, gazetteer
from servanda.actors.names import NameAnswer, resolve_name
from servanda.actors.resolver import Resolver

__all__ = ["Gazetteer", "NameAnswer", "Resolver", "gazetteer", "resolve_name"]
