"""A persona: somebody the reader of the playground may be."""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.conversation.actor import Actor, Channel
from handlers.errors import SetupError


@dataclass(frozen=True, slots=True)
class Persona:
    """One person of the district: e-mail address in lower case, name and title as people say them."""

    email: str
    name: str
    title: str

    @property
    def initials(self) -> str:
        """The first letters of the first and the last name."""
        words = self.name.split() or [self.email]
        return (words[0][:1] + (words[-1][:1] if len(words) > 1 else "")).upper()

    @property
    def actor(self) -> Actor:
        """This person as somebody who speaks in the playground."""
        return Actor(Channel.WEB, account=self.email, name=self.name, email=self.email)


def cast(personas: Sequence[Persona]) -> dict[str, Persona]:
    """The personas by e-mail address, in order; SetupError where there is none or one comes twice."""
    by_email = {persona.email: persona for persona in personas}
    if not personas:
        raise SetupError("The playground needs at least one person. Add people to the district's data.")
    if len(by_email) < len(personas):
        raise SetupError("Two people of the playground have the same e-mail address.")
    return by_email
