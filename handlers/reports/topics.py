"""What a message that something happened can be about: the topics of Kind.WORD."""

# To the reporter.
ACKNOWLEDGED = "acknowledged"
QUESTION = "question"
CLOSED = "closed"
REOPENED = "reopened"
REVEALED = "revealed"
WAITS_AGAIN = "waits-again"

# To supervisors.
ADDITION = "addition"
ANSWER = "answer"
HANDED = "handed"
TAKEN = "taken"
RETAKEN = "retaken"
REVEAL_ASKED = "reveal-asked"
REVEAL_ANSWERED = "reveal-answered"
