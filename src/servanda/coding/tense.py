"""The tense around a point of a sentence, from its words alone: which side of the reference a year-less date is on."""

import re

_FUTURE = (
    r"(?:will|shall|would|should|must|may|might|can|could|(?:is|are|was|were|be)\s(?:going|due|set|scheduled|expected|slated)"
    r"|(?:planned|scheduled|slated|expected|due|foreseen|envisaged)\s(?:for|in|on|to|at)|upcoming|forthcoming"
    r"|(?:extended|prolonged|renewed|postponed|adjourned|delayed|deferred|put\soff)\s(?:until|till|to|through)"
    r"|(?:look|looks|looking)\sforward|(?:takes|comes|goes|enters)\sinto|takes\seffect|come\sinto\seffect"
    r"|plans?|intends?|hopes?|aims?|expires?|ends|begins|starts|opens|closes|meets|convenes|arrives|takes\splace|enters|[’']ll|to(?=\s[a-z])(?!\s(?:the|a|an|his|her|its|their|our|this|that|all|some|any|power|work)\b))"
    r"(?:\s(?:not|also|to|again))*(?:\s(?:be|have(?:\sbeen)?)(?:\s[a-z]+\b)?|\s[a-z]+\b)?"
)
_PAST = (
    r"(?:(?:was|were)\sto\shave(?:\sbeen)?\s[a-z]+|was|were|had|has|have|did|met|said|held|took|gave|made|came|went|saw|sent|began|fell|rose|led|left|spoke|told"
    r"|(?:dis)?agreed|decreed|freed|guaranteed|bought|chose|dealt|drew|drove|fled|flew|forbade|heard|hit|laid|meant|oversaw"
    r"|overthrew|ran|sank|sat|shook|shut\sdown|sold|sought|spent|swept|taught|threw|undertook|understood|upheld|withheld"
    r"|wrote|won|lost|brought|became|broke|built|cut|fought|got|grew|kept|knew|launched|paid|put|set|shot|struck|stood"
    r"|swore|withdrew|[a-z]{2,20}(?<!e)ed)"
)
# "is waived from 1 May": the participle tells nothing of the side.
_PRESENT = r"(?:is|are)\s(?:(?:not|also|now|being|hereby)\s)?[a-z]{2,20}ed"
_CUE = re.compile(rf"\b(?:(?P<future>{_FUTURE})|(?P<present>{_PRESENT})|(?P<past>{_PAST}))\b")
_NOT_PAST = frozenset(("hundred", "sacred", "united", "red", "naked", "wicked", "indeed"))
_WINDOW = 160


def past_at(text: str, start: int, end: int) -> bool | None:
    """Return whether the verb that governs the words from `start` to `end` is past, null where no verb tells.

    The nearest verb before them in their sentence decides, else the first one after.
    """
    before = re.split(r"[.!?;]\s", text[max(0, start - _WINDOW) : start])[-1]
    after = re.split(r"[.!?;]\s", text[end : end + _WINDOW])[0]
    cues = [cue for cue in _CUE.finditer(before) if cue[0] not in _NOT_PAST]
    if cues:
        return _side(cues[-1])
    # "the summit on 9 May to discuss prices": what it is for tells nothing of the side.
    later = (cue for cue in _CUE.finditer(after) if cue[0] not in _NOT_PAST and not cue[0].lower().startswith("to "))
    first = next(later, None)
    return None if first is None else _side(first)


def _side(cue: re.Match[str]) -> bool | None:
    return None if cue["present"] else cue["past"] is not None
