"""Closed classes of English words by which phrases are cut and antecedents are found."""


def word_set(*lines: str) -> frozenset[str]:
    """Return the words of the lines as a set."""
    return frozenset(word for line in lines for word in line.split())


CONNECTORS = frozenset(("and", "or", "&", "nor", "plus"))
DETERMINERS = word_set("the a an this that these those")
NUMBERS = {"both": 2, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "2": 2, "3": 3, "4": 4, "5": 5}
VAGUE = word_set(
    "all many several some most few more various certain any every numerous other others another countless dozens",
    "hundreds thousands no a an each such",
)
PREPOSITIONS = word_set(
    "of in on at by for from with within without to toward towards against between among amid about over under",
    "into onto through during after before since until near across along around behind beyond despite like off",
    "outside inside including regarding concerning following via per versus as than upon throughout alongside",
)
RELATIVES = word_set("which who whom whose where when while because if whether although though")
LOCATIVES = word_set("in at near outside inside around across throughout within")
PARTICLES = word_set("da de del della di do dos bin ibn al el la le van von der den ben abu y e")
HE = word_set("he him his himself she her hers herself")
SHE = word_set("she her hers herself")
IT = word_set("it its itself")
THEY = word_set("they them their theirs themselves")
WE = word_set("we us our ours ourselves")
I = word_set("i me my mine myself")  # noqa: E741 - the pronoun
PRONOUNS = HE | IT | THEY | WE | I
OBJECTS = word_set("him them")
POSSESSIVES = word_set("his her its their our my")
FORMER = word_set("former ex-president ex-minister ex ousted late outgoing-former then-former past")
ELECT = frozenset(("elect", "designate", "president-elect"))
VERBS = word_set(
    "is are was were be been being has have had do does did will would shall should must can could may might",
    "ought cannot won't said says say met meets meet told tells tell began begins begin took takes take gave",
    "gives give made makes make sought seeks seek spoke speaks speak held holds hold went goes go came comes come",
    "wants want saw sees see sent sends send put puts led leads lead left leaves built builds won wins lost loses",
    "fell falls also then now not never no-longer already still both again jointly recently reportedly thus plans",
    "plan hopes hope expects expect believes believe calls call urges urge supports support welcomes welcome",
    "condemns condemn rejects reject agrees agree intends intend remains remain continues continue emphasises",
    "emphasizes stresses underscores reaffirms commits pledges",
)


def verb_like(word: str) -> bool:
    """Return whether a lower-case word after a noun phrase is likely its verb."""
    return word in VERBS or (word.endswith("ed") and len(word) > 4)
