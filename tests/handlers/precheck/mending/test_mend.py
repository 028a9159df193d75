"""The mended draft passes the check, keeps the rest, and is not offered where it must not be."""

import pytest

from handlers.precheck.checker import Checker
from handlers.precheck.draft import Account, Media
from handlers.precheck.finding import Checked, Finding, Level, Verdict
from handlers.precheck.mending.edit import applied
from handlers.precheck.mending.mend import Mender
from handlers.precheck.people.mentions import Mention
from handlers.precheck.people.role import Role
from handlers.precheck.people.roles import Person
from tests.handlers.precheck.test_checker import draft

REST = " We have planted beans on every windowsill and the whole room smells of wet soil tonight."


def finding(text: str, words: str, code: str, evidence: str = "rule x.y") -> Finding:
    start = text.index(words)
    return Finding(Level.RAISE, code, "III", start, start + len(words), words, "", "", "", 0.9, (evidence,))


def first_step(checker: Checker, text: str, *findings: Finding) -> str:
    """What the first step makes of a draft in which this was found; not checked again."""
    mender = Mender(checker)
    changed = mender._changed(draft(text), mender._small(mender._changes(draft(text)), findings))
    return changed.text if changed else text


@pytest.mark.parametrize(
    ("text", "named", "mended"),
    [
        ("little Amina called me a pirate", "little Amina", "little Student A called me a pirate"),
        ("Tou's dad finally called back", "Tou's dad", "Student A's dad finally called back"),
        ("So Mrs. Abdi emailed me again", "Mrs. Abdi", "So Teacher A emailed me again"),
        ("Caught Mr. P3ters0n napping", "Mr. P3ters0n", "Caught Teacher A napping"),
        (
            "my daughter Signe taught little Amina",
            "little Amina",
            "my daughter Signe taught little Student A",
        ),
        ("So my student teacher Miss Yang left", "Miss Yang", "So Teacher A left"),
        ("Thanks to my student Amina Berg!", "Amina Berg", "Thanks to Student A!"),
        ("Thanks to a parent Amina Berg!", "Amina Berg", "Thanks to Parent A!"),
        ("One of my students, Amina Berg, won", "Amina Berg", "One of my students, Student A, won"),
        ("My students Amina B., Tou V., and Leif O.: go", "Amina", "Student A, Student B, and Student C: go"),
        ("I like my student Amina B.'s poem", "Amina", "I like Student A's poem"),
        ("Thanks to mom Amina Berg", "Amina Berg", "Thanks to Parent A"),
        ("Nice try, Coach Haugen of Fargo", "Coach Haugen", "Nice try, Coach A of Fargo"),
        (
            "We read Louise Erdrich. little Amina cried",
            "little Amina",
            "We read Louise Erdrich. little Student A cried",
        ),
    ],
)
def test_names_become_labels(checker: Checker, text: str, named: str, mended: str) -> None:
    assert first_step(checker, text + REST, finding(text, named, "F-name")) == mended + REST


def test_a_draft_says_itself_that_permission_is_missing(checker: Checker) -> None:
    mender = Mender(checker)
    assert mender._says("refusal", draft("Student A won. Nobody signed the release." + REST))
    assert not mender._says("refusal", draft("Student A won." + REST))


def test_whoever_speaks_for_the_district_gets_no_disclaimer(checker: Checker) -> None:
    """It would only contradict the draft."""
    mender, text = Mender(checker), "As a Moorhead teacher I think the new test is a mistake. {}" + REST
    offered = []
    for said in ("It is too long.", "I speak for the district."):
        whole = draft(text.format(said))
        checked = checker.check(whole)
        assert "E-disclaimer" in {found.code for found in checked.raised}
        offered.append(mender.mended(whole, checked))
    assert offered[0] is not None
    assert offered[1] is None


def test_nothing_is_offered_for_a_draft_that_cannot_be_read(checker: Checker) -> None:
    text = "Arday Amina Berg ayaa ii sheegay in aabihii uu garaaco habeen kasta oo uu ka cabsanayo."
    found = Checked(Verdict.REVISE, (finding(text, "Amina Berg", "F-name"),))
    assert Mender(checker).mended(draft(text), found) is None


SPANISH = " Hemos sembrado frijoles en todas las ventanas y el salón huele a tierra mojada esta noche."


@pytest.mark.parametrize(
    ("text", "named", "mended"),
    [
        ("Mi alumno Diego cantó para todos", "Mi alumno Diego", "Estudiante A cantó para todos"),
        ("Mi colega Denise trajo café", "Denise", "Colega A trajo café"),
        ("Hodan me trajo café", "Hodan", "Persona A me trajo café"),
        ("Felicito a la alumna Amina Berg", "Amina Berg", "Felicito a Estudiante A"),
        (
            "La mamá de mi alumno, Elena Ruiz, me trajo café",
            "Elena Ruiz",
            "La mamá de mi alumno, Persona A, me trajo café",
        ),
    ],
)
def test_labels_are_in_the_language_of_the_draft(
    checker: Checker, text: str, named: str, mended: str
) -> None:
    rest = " Anoche nevó mucho." * 3
    assert first_step(checker, text + "." + rest, finding(text, named, "F-name")) == mended + "." + rest


def test_no_version_is_offered_that_keeps_a_record_told_in_spanish(checker: Checker) -> None:
    text = "Mi alumno Diego no pagó el almuerzo." + SPANISH
    assert (
        Mender(checker).mended(draft(text), Checked(Verdict.REVISE, (finding(text, "Diego", "F-name"),)))
        is None
    )


def test_a_class_in_words_is_a_class(checker: Checker) -> None:
    text = "Shout out to Emma Johnson in my third hour!" + REST
    mended = first_step(checker, text, finding(text, "Emma Johnson in my third hour", "F-name"))
    assert mended.startswith("Shout out to Student A in my third hour!")


def test_a_person_keeps_one_label(checker: Checker) -> None:
    text = "My students Emma Larson and Diego Ruiz won. Emma's mom cried, and Diego, oh Diego." + REST
    mended = first_step(checker, text, finding(text, "Emma", "F-name"))
    assert mended.startswith(
        "Student A and Student B won. Student A's mom cried, and Student B, oh Student B."
    )


def test_numbers_and_words_are_taken_out(checker: Checker) -> None:
    text = "Garage sale! Call me at 218-555-0143 if it snows." + REST
    assert first_step(checker, text, finding(text, "218-555-0143", "G-pii")).startswith(
        "Garage sale! Call me if it snows."
    )
    text = "I am so f.u.c.k.i.n.g tired." + REST
    assert first_step(checker, text, finding(text, "f.u.c.k.i.n.g", "C-obscene")).startswith("I am so tired.")


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        (
            "Call me anytime, my cell is 218-555-0133, and I live at 412 Oak Street",
            "Call me anytime",
        ),
        (
            "Happy birthday to me, born 4/12/1985! I live at 412 Oak Street, come by for cake.",
            "Happy birthday to me! Come by for cake.",
        ),
        ("Cake at six. My cell is 218-555-0133 and I live at 412 Oak Street.", "Cake at six."),
        ("Cake at six.\nI live at 412 Oak Street.\nBring a fork.", "Cake at six.\nBring a fork."),
        ("Selling my couch. Call or text 218-555-0133 for pickup.", "Selling my couch. Call."),
        ("Cake at six. My number's 218-555-0133 if you need me.", "Cake at six."),
        ("Write me at sam@gmail.com or call 218-555-0133.", "Write me."),
        ("Come by (I live at 412 Oak Street) at six.", "Come by at six."),
        ("Cake at six, call me (218) 555-0133, and bring a fork.", "Cake at six, call me, and bring a fork."),
        ("We are at 412 Oak Street, Moorhead, MN 56560, so come by.", "Come by."),
        ("Come to my house at 412 Oak Street for cake.", "Come to my house for cake."),
        ("Come to my house at 412 8th Street South for cake.", "Come to my house for cake."),
        ("Come to my house on Friday: 412 Oak St. NE, for cake.", "Come to my house on Friday, for cake."),
        ("Come to my house at 412 Oak Avenue northwest!", "Come to my house!"),
    ],
)
def test_nothing_is_left_that_leads_to_a_number_or_an_address(
    checker: Checker, text: str, mended: str
) -> None:
    post = draft(text)
    assert applied(text, Mender(checker)._changes(post).cutter.contact()) == mended


@pytest.mark.parametrize(
    ("text", "words", "code", "mended"),
    [
        ("So fucking proud of us!", "fucking", "C-obscene", "So proud of us!"),
        ("Best fucking night ever!", "fucking", "C-obscene", "Best night ever!"),
        ("Holy shit, we won!", "shit", "C-obscene", "We won!"),
        ("Damn, what a game! Go Spuds!", "Damn", "C-obscene", "What a game! Go Spuds!"),
        ("Free desk! Text (218) 555-0199.", "Text (218) 555-0199", "G-pii", "Free desk!"),
        ("I live at 412 Oak Street, come by for cookies!", "412 Oak Street", "G-pii", "Come by for cookies!"),
        ("Lost my dog! Please call 218-555-0143.", "218-555-0143", "G-pii", "Lost my dog!"),
        ("My new number is 218-555-0143.", "218-555-0143", "G-pii", None),
        ("I like it. Our copier is a piece of shit.", "shit", "C-obscene", None),
    ],
)
def test_a_short_draft_may_lose_what_is_no_sentence(
    checker: Checker, text: str, words: str, code: str, mended: str | None
) -> None:
    assert first_step(checker, text, finding(text, words, code)) == (mended or text)


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("Her art is at the mall. Follow her: @emma_draws", "Her art is at the mall."),
        ("Her art is at the mall. Follow her at @emma_draws!\nGo see.", "Her art is at the mall.\nGo see."),
        ("Her art is at the mall, follow her @emma_draws!", "Her art is at the mall!"),
        ("Her art (see more at @emma_draws) is at the mall.", "Her art is at the mall."),
        ("Sigan a la artista: @emma_draws. Gracias.", "Gracias."),
        ("Her art is at the mall, thanks @emma_draws!", "Her art is at the mall, thanks!"),
        ("Follow her work @emma_draws and come to the mall.", "Come to the mall."),
    ],
)
def test_nothing_is_left_that_leads_to_a_handle(checker: Checker, text: str, mended: str) -> None:
    assert applied(text, Mender(checker)._changes(draft(text)).cutter.handles()) == mended


def test_a_stake_is_told_only_where_the_draft_shows_whose(checker: Checker) -> None:
    shown = "Best pizza in town is at my brother's place, go." + REST
    mended = first_step(checker, shown, finding(shown, "Best pizza", "E-interest"))
    assert mended == shown + " I have a personal stake in this, through my brother."
    hidden = "Best pizza in town, go and see." + REST
    assert first_step(checker, hidden, finding(hidden, "Best pizza", "E-interest")) == hidden


def test_what_is_offered_passes_and_keeps_the_rest(checker: Checker) -> None:
    text = "As a teacher in Moorhead I think the new grading policy is a mistake." + REST
    checked = checker.check(draft(text))
    assert checked.verdict is Verdict.REVISE
    mended = Mender(checker).mended(draft(text), checked)
    assert mended == text + (
        " The views here are mine alone and not necessarily those of Moorhead Area Public Schools."
    )
    assert checker.check(draft(mended)).verdict is Verdict.OK


@pytest.mark.parametrize(
    ("text", "media"),
    [
        ("one of my kids wrote that she wants to die, what a drama queen", Media.NONE),
        ("those parents are idiots, all of them, every single one of them", Media.NONE),
        ("Look at the faces of my students at the science fair", Media.PHOTO),
        ("We planted beans on every windowsill today.", Media.NONE),
        ("Use code MRSK10 at checkout! Nobody needs to know my husband owns it.", Media.NONE),
    ],
)
def test_nothing_is_offered(checker: Checker, text: str, media: Media) -> None:
    post = draft(text, Account.PERSONAL, media)
    assert Mender(checker).mended(post, checker.check(post)) is None


MEET = "Congratulations to Emma Johnson from our speech team, who placed second at the state meet!"


def test_a_name_is_mended_also_where_the_whole_is_not_to_be_posted(checker: Checker) -> None:
    post = draft(MEET, Account.CLASS)
    mended = Mender(checker).mended(post, Checked(Verdict.STOP, (finding(MEET, "Emma Johnson", "F-name"),)))
    assert mended == MEET.replace("Emma Johnson", "Student A")


def test_praise_is_left_where_a_grade_was_most_of_a_short_draft(checker: Checker) -> None:
    whole = draft("So proud of Maria Lopez, who got a B+ on her math test in my class!", Account.CLASS)
    assert Mender(checker).mended(whole, checker.check(whole)) == "So proud of Student A!"


def test_nothing_is_offered_where_what_was_found_is_not_for_posting(checker: Checker) -> None:
    found = (finding(MEET, "Emma Johnson", "F-name"), finding(MEET, "placed second", "F-record"))
    assert Mender(checker).mended(draft(MEET, Account.CLASS), Checked(Verdict.STOP, found)) is None


def test_of_a_draft_not_to_be_posted_nothing_is_offered_that_leaves_a_grave_question(
    checker: Checker,
) -> None:
    grave, slight = (
        Checked(Verdict.OK, (Finding(Level.ASK, code, "III", 0, 4, "Nice", "", "", "", 0.5, ("lesson x",)),))
        for code in ("A", "F-reference")
    )
    mender = Mender(checker)
    assert not mender._may_be_offered(grave, Verdict.STOP)
    assert mender._may_be_offered(slight, Verdict.STOP)
    assert mender._may_be_offered(grave, Verdict.REVISE)


def test_nothing_is_offered_beside_a_child_in_danger(checker: Checker) -> None:
    text = "little Amina called me a pirate." + REST
    danger = finding(text, "pirate", "D")
    asked = Finding(Level.ASK, *[getattr(danger, name) for name in danger.__slots__[1:]])
    found = (finding(text, "little Amina", "F-name"), asked)
    assert Mender(checker).mended(draft(text), Checked(Verdict.REVISE, found)) is None


@pytest.mark.parametrize("code", ["C-insult", "F-reference", "F-private"])
def test_nothing_is_offered_where_a_finding_is_not_met(checker: Checker, code: str) -> None:
    text = "little Amina told our boss, that copier, off." + REST
    found = (finding(text, "little Amina", "F-name"), finding(text, "our boss", code))
    assert Mender(checker).mended(draft(text), Checked(Verdict.REVISE, found)) is None


def test_nothing_is_offered_that_still_tells_a_name(checker: Checker) -> None:
    text = "little Amina called me a pirate, see example.org/amina for more." + REST
    found = (finding(text, "little Amina", "F-name"),)
    assert Mender(checker).mended(draft(text), Checked(Verdict.REVISE, found)) is None


def test_nothing_is_offered_that_still_tells_how_to_get_in(checker: Checker) -> None:
    text = "Call me at 218-555-0143, the key is under the frog." + REST
    found = (finding(text, "218-555-0143", "G-pii"),)
    assert Mender(checker).mended(draft(text), Checked(Verdict.REVISE, found)) is None


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Principal Johnson wore a turkey suit", "Principal Johnson"),
        ("My principal, Ms. Karen Johnson, wore a turkey suit", "Karen Johnson"),
        ("Mr. Olson, our fearless principal, wore a turkey suit", "Mr. Olson"),
        ("Superintendent Dave Olson wore a turkey suit", "Superintendent Dave Olson"),
        ("La directora Elena Ruiz nos trajo pan", "Elena Ruiz"),
        ("Amina Berg, #7 on the volleyball team, had a day", "Amina Berg"),
        ("My only Hmong student, Amina Berg, danced", "Amina Berg"),
        ("Welcome our newest Spud, Amina Berg", "Amina Berg"),
        ("Cheers for our valedictorian Amina Berg", "Amina Berg"),
        ("Amina Berg, captain of the Spuds hockey team, sang", "Amina Berg"),
    ],
)
def test_nobody_is_relabelled_whose_office_is_one_of_a_kind(checker: Checker, text: str, named: str) -> None:
    text += "." + REST
    assert first_step(checker, text, finding(text, named, "F-name")) == text


def test_a_principal_elsewhere_is_no_office_of_the_person_named(checker: Checker) -> None:
    text = "The principal saw little Amina smile, then Amina told our principal a joke." + REST
    mended = first_step(checker, text, finding(text, "little Amina", "F-name"))
    assert mended.startswith("The principal saw little Student A smile, then Student A told our principal")


def test_no_label_is_put_beside_the_rest_of_a_name(checker: Checker) -> None:
    text = "So proud of our friend Zzyx Larson today, and of little Amina Szczepanikova too." + REST
    mender = Mender(checker)
    namer = mender._changes(draft(text))._namer
    start = text.index("Amina")
    half = Person(Role.STUDENT, (Mention(start, start + len("Amina"), ("Amina",)),))
    whole = Person(Role.STUDENT, (Mention(start, start + len("Amina Szczepanikova"), ("Amina", "X")),))
    assert not list(namer.edits([half]))
    assert list(namer.edits([whole]))


def test_a_saint_in_a_name_ends_none(checker: Checker) -> None:
    text = "So proud of little Leif St. James today." + REST
    start, name = text.index("Leif"), "Leif St. James"
    whole = Person(Role.STUDENT, (Mention(start, start + len(name), ("Leif", "St", "James")),))
    assert len(list(Mender(checker)._changes(draft(text))._namer.edits([whole]))) == 1


def test_nothing_is_offered_that_still_speaks_ill_of_somebody(checker: Checker) -> None:
    kind, ill = (f"little Amina called me {words} pirate." + REST for words in ("a", "the meanest"))
    offered = [
        Mender(checker).mended(draft(text), Checked(Verdict.REVISE, (finding(text, "Amina", "F-name"),)))
        for text in (kind, ill)
    ]
    assert offered == [kind.replace("Amina", "Student A"), None]


@pytest.mark.parametrize("code", ["C-insult", "F-record", "F-reference"])
def test_nothing_is_offered_beside_a_question_of_whom(checker: Checker, code: str) -> None:
    text = "little Amina called me a pirate." + REST
    name = finding(text, "Amina", "F-name")
    asked = Finding(Level.ASK, code, "III", None, None, None, "", "", "", 0.5, ("rule x",))
    mender = Mender(checker)
    assert mender.mended(draft(text), Checked(Verdict.REVISE, (name,))) is not None
    assert mender.mended(draft(text), Checked(Verdict.REVISE, (name, asked))) is None


@pytest.mark.parametrize(
    "refusal",
    [
        "Her family does not want her online.",
        "Her dad asked me not to share this.",
        "Her parents gave permission last year but not this year.",
    ],
)
def test_nothing_is_offered_beside_a_refusal_in_everyday_words(checker: Checker, refusal: str) -> None:
    assert Mender(checker)._says("refusal", draft(f"Student A won. {refusal}" + REST))


def test_a_refusal_counts_though_a_label_stands_for_the_family(checker: Checker) -> None:
    told = [f"The Bergs asked us {what}. And little Amina won." + REST for what in ("in", "not to post it")]
    mender = Mender(checker)
    offered: list[str | None] = []
    for text in told:
        names = (finding(text, "Bergs", "F-name"), finding(text, "Amina", "F-name"))
        assert "Bergs" not in first_step(checker, text, *names)
        assert not mender._says("refusal", draft(first_step(checker, text, *names)))
        offered.append(mender.mended(draft(text), Checked(Verdict.REVISE, names)))
    assert offered[0]
    assert offered[1] is None
