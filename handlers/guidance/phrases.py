"""Every sentence guidance says in words of its own. Reviewed text: change it with care.

All else on its cards is the policy's own words, its names and dates, or the topics kept beside it.
A test holds every card to this: what is not in here and not in the data cannot be said.
"""

# --- answers -------------------------------------------------------------------------------------
OWN_WORDS = "These are the policy's own words ({versions}). If you are not sure, ask your supervisor."
VERSION = "{code} version {version}, fingerprint {fingerprint}"
ANSWERED = "smpolicy found a guideline for you"

NEAR = "I am not sure the policy answers this"
NEAR_READ = "I only quote, and these come closest. Read them, or ask your supervisor."
NEAR_SUMMARY = "smpolicy found something close"

NOTHING = "The policy says nothing on that"
NOTHING_FOUND = "I found nothing in {codes} that answers this, and I only quote."
NOTHING_IN_LIBRARY = "I found nothing in the {number} policies I hold that answers this, and I only quote."
NOTHING_ASK = "Ask your supervisor. If it is about social media, try other words, or read the contents."
NOTHING_SUMMARY = "smpolicy found no guideline for that"
UNREAD_TITLE = "I cannot read this"
UNREAD = "I read English and Spanish only. Ask again in one of them, or ask your supervisor."

HOW = "Ask about the guidelines"
HOW_SUMMARY = "How to ask the guidelines"
HOW_QUESTION = "a question, in your own words"
HOW_SECTION = "a section"
HOW_CONTENTS = "the contents"
HOW_CHANGES = "what is different from the version before"
EXAMPLE_QUESTION = "ask can I post photos of my class?"
EXAMPLE_SECTION = "III.F"
EXAMPLE_CHANGES = "what changed"

# --- leafing through -----------------------------------------------------------------------------
SECTION_SUMMARY = "A section of the guidelines"
CONTENTS_SUMMARY = "The contents of the guidelines"
TEXT_SUMMARY = "The text of the guidelines"
TEXT_TITLE = "{code}: the whole text, page {page} of {pages}"
TYPE_AND_DATES = "{type}, {dates}."
IN_FORCE = "The version in force is of {version}, fingerprint {fingerprint}."
NOT_IN_FORCE = "This is the version of {version}. It is no longer in force."
TAKES_EFFECT = "This version takes effect on {version}. It is not in force yet."
NEW_VERSION = "A new version takes effect on {version}."
TODAY = "The words quoted here are those in force today."
READ_NEXT = "Read next:"
ELSEWHERE = "{absent_code} is not in this library, so I cannot quote it. Ask your supervisor for it."
ELSEWHERE_NAMED = ELSEWHERE + " Our policies call it {absent_name}."
ELSEWHERE_TITLE = "I do not have {absent_code}"
ELSEWHERE_SUMMARY = "A policy that is not in this library"
ABSENT = "{code} has no section {absent}"
ABSENT_THEN = "{code} of {version} had no section {absent}"
ABSENT_NOTE = "{code} has no section {absent}, so I cannot quote it."
ABSENT_NOTE_THEN = "{code} of {version} had no section {absent}, so I cannot quote it."
ABSENT_READ = "I only quote. The contents list every section there is."
ABSENT_SUMMARY = "A section that is not there"
NAMED_IN = "Our policies name it here:"
ALSO_IN = "Other policies have a section {id} too."

SEVERAL = "Several policies have a section {id}"

POLICIES = "The policies in this library"
POLICIES_PAGE = "The policies in this library, page {page} of {pages}"
POLICIES_SUMMARY = "The policies in this library"

# --- versions ------------------------------------------------------------------------------------
VERSIONS = "The versions of {code}"
VERSIONS_SUMMARY = "The versions of the guidelines"
VERSIONS_HOW = "To see a section as it was on a day, put the day after it:"
VERSIONS_EXAMPLE = "{code} {id} @{version}"
VERSION_IN_FORCE = "in force, {dates}, fingerprint {fingerprint}"
VERSION_COMING = "takes effect on {version}, {dates}, fingerprint {fingerprint}"
VERSION_EARLIER = "{dates}, fingerprint {fingerprint}"
VERSIONS_MISSING = "I hold no such version of {code}. These are the ones I hold:"
VERSIONS_MORE = "And {number} earlier ones, which are found by their day."

CHANGES = "What changed in {code}"
CHANGES_PAGE = "What changed in {code}, page {page} of {pages}"
CHANGES_SUMMARY = "What changed in the guidelines"
CHANGES_SPAN = "From the version of {before} to the version of {after}:"
CHANGES_SPAN_REVIEW = "Two printings of the version of {before}, with other dates:"
COUNT_CHANGED = "{number} changed"
COUNT_NEW = "{number} new"
COUNT_GONE = "{number} taken out"
COUNT_MOVED = "{number} with another number"
COUNT_SAME = "{number} the same."
CHANGES_MARKED = (
    "What was taken out is marked in the words before, and what was put in is marked in the words after."
)
CHANGES_NONE = "I hold only one version of {code}, of {version}, so there is nothing to compare."
CHANGES_SINCE = "Nothing changed in {code} since the version of {version}."
CHANGES_BETWEEN = "Nothing changed in {code} between those days: the version of {version} held on both."
CHANGED = "{id} has other words"
CHANGED_AND_MOVED = "{id}, now {now}, has other words"
MOVED = "{id} is now {now}, with the same words"
NEW = "{id} is new"
GONE = "{id} was taken out"
WORDS_OUT = "Taken out"
WORDS_IN = "Put in"
QUOTED = "\u201c{words}\u201d"
BEFORE = "Before: {code} {id}, version {version}"
AFTER = "After: {code} {id}, version {version}"
TITLE_UNIT = "Title"
HEADING_UNIT = "Heading {id}"
HEADER_UNIT = "Printed header"
SOURCE_UNIT = "Source"

# --- buttons and the form ------------------------------------------------------------------------
SEE = "See {id}"
SEE_IN = "{code} {id}"
CONTENTS = "Contents"
CONTENTS_OF = "Contents of {code}"
PREVIOUS = "Previous: {id}"
NEXT = "Next: {id}"
PREVIOUS_PAGE = "Previous page"
NEXT_PAGE = "Next page"
PAGE = "Page {page}"
WHOLE_TEXT = "Whole text"
WHAT_CHANGED = "What changed"
WHAT_WILL_CHANGE = "What will change"
ALL_VERSIONS = "All versions"
AS_IN_FORCE = "As in force today"
AS_OF = "As of {version}"
SECTION_AS_OF = "{code} {id} as of {version}"
ALL_POLICIES = "All policies"

ASK = "Ask a question"
FORM_TITLE = "Ask the guidelines"
FORM_FIELD = "Your question"
FORM_HINT = "Such as: can I post my class?"
FORM_SUBMIT = "Ask"
FORM_EMPTY = "Please write a question."
COMMAND_USAGE = "ask [your question]"
COMMAND_SUMMARY = "Find what the social media guidelines say. Or name a section, such as III.F."

# --- the reminder to a policy's owner ------------------------------------------------------------
REVIEW = "{code} is due for a review"
REVIEW_LAST = (
    "{code} {title} was last adopted, revised or reviewed on {last}. The district reviews it {every}."
)
REVIEW_EVERY_YEAR = "every year"
REVIEW_EVERY = "every {years} years"
REVIEW_DUE = "The next review was due on {due}."
REVIEW_HOW = (
    "Once it is reviewed, put the date into the policy's file, so that every quote shows it. "
    "How is in docs/policies.md."
)
REVIEW_SUMMARY = "A policy you look after is due for a review"

# --- remarks of `smpolicy district check` --------------------------------------------------------
REMARK_OVERDUE = "{code}: the review was due on {due}, the last one was on {last}. Its owner is {owner}."
REMARK_NO_CARE = "{code}: has no [care], so nobody is reminded to review it."
REMARK_OWNER = (
    "{code}: its owner, {owner}, is not among [[people]] in {file}. The reminder to review it goes to "
    "that address: check it."
)
REMARK_NO_LEDGER = (
    "{file}: there is none yet, so nobody notices when words that were quoted are changed or lost. "
    "Look through the policies, then: smpolicy district record"
)
REMARK_NOT_RECORDED = (
    "{code}: version {version} ({fingerprint}) is not in the ledger yet. Compare it with the print, then: "
    "smpolicy district record"
)
REMARK_UNREAD = "{file}: nobody reads this. docs/policies.md says which files are read, and by what names."
REMARK_DECIDING = (
    "{file}, line {line}: deciding begins no sentence of {id}, so it is passed over. "
    "Write how the sentence begins now, or take it out."
)
REMARK_UNASKED = "{code} has no questions beside it: search finds it by its own words alone."
REMARK_EARLY = "{code}: takes effect on {version}, which is still to come, and is quoted from that day on."
