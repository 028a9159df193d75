"""The two pages that a Teams app has to link: privacy and terms, in plain words."""

PRIVACY = """smpolicy: privacy

Questions and drafts are answered and not kept.

A report of concerning student activity is sealed before it is stored. The supervisors of the site
read it, and child protection, the police or a court may. Whoever is named in it gets no notice. The
reporter's name is sealed apart. Every reading is recorded.

The bot remembers how a person is reached in chat: the work e-mail address and the chat account.

The district that runs this service is responsible for the data. Ask it for what is kept about you.
"""

TERMS = """smpolicy: terms of use

For employees of the district that runs this service.

The guidelines are quoted word for word; what they mean is for your supervisor to say. A draft found
ready can still be wrong: you decide what you publish.

A report here tells supervisors. It is not the report the law asks of a mandated reporter. In danger,
call 911; in a crisis, call or text 988.
"""
