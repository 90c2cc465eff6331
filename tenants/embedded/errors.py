"""What the embedded services say when they cannot go on."""


def gettext_noop(message: str) -> str:
    """Mark a sentence for the catalogue; this package runs before Django and translates nothing."""
    return message


class EmbeddedError(Exception):
    """An embedded service cannot be started, stopped or used.

    `msgid` and `params` let a command show the sentence in its reader's language
    (`_(error.msgid) % error.params`); `str()` gives the English one.
    """

    def __init__(self, msgid: str, **params: object) -> None:
        super().__init__(msgid % params)
        self.msgid = msgid
        self.params = params
