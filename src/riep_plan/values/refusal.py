"""How a value that cannot be read is refused: one message, and what was probably meant."""


class Refused(ValueError):
    """A value that riep will not guess at.

    Attributes:
        message: what was found and why it is not read, one sentence without a full stop.
        advice: what to write instead, one sentence, or empty.
    """

    def __init__(self, message: str, advice: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice
