"""What does a patient want with a message? Names of intents, the features they are learned from, the rules beside."""

from nlu.intents.deciding import Scored, decide
from nlu.intents.features import Said, features
from nlu.intents.names import INTENTS, OUT_OF_SCOPE

__all__ = ["INTENTS", "OUT_OF_SCOPE", "Said", "Scored", "decide", "features"]
