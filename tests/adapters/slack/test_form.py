"""Forms as modals."""

from zoneinfo import ZoneInfo

import pytest

from adapters.slack.field import values
from adapters.slack.view import form_view
from handlers.conversation.card import Quote, Text
from handlers.conversation.form import ChoiceField, Form, MomentField, Option, Part, TextField
from tests.adapters.slack.samples import FORM, OPENER
from tests.standins.slack import rules
from tests.standins.slack.rules import Json

ZONE = ZoneInfo("America/Chicago")


def drawn(*parts: Part) -> list[Json]:
    view = form_view(Form("f", "A form", parts, OPENER), ZONE)
    rules.check_view(view, "modal")
    blocks: list[Json] = view["blocks"]
    return blocks


def test_a_form_as_slack_takes_it() -> None:
    view = form_view(FORM, ZONE)
    rules.check_view(view, "modal")
    assert (view["callback_id"], view["private_metadata"], view["submit"]["text"]) == (
        "report",
        "token-1",
        "Send",
    )


def test_a_long_field_is_several_inputs_and_only_the_first_is_required() -> None:
    blocks = drawn(TextField("draft", "Draft", multiline=True, max_length=7000, value="d" * 3500))
    assert [b["block_id"] for b in blocks] == ["draft", "draft~2", "draft~3"]
    assert [b["label"]["text"] for b in blocks] == ["Draft", "Draft, continued 2", "Draft, continued 3"]
    assert [b["optional"] for b in blocks] == [False, True, True]
    assert [b["element"]["max_length"] for b in blocks] == [3000, 3000, 1000]
    assert [len(b["element"].get("initial_value", "")) for b in blocks] == [3000, 500, 0]


def test_typed_parts_are_joined_in_order_with_a_line_between_unless_the_box_was_full() -> None:
    def typed(**parts: str | None) -> Json:
        return {
            k.replace("_", "~"): {"value": {"type": "plain_text_input", "value": v}} for k, v in parts.items()
        }

    assert values(typed(draft_2="b", draft="a"), ZONE) == {"draft": "a\nb"}
    assert values(typed(draft="a" * 3000, draft_2="b"), ZONE) == {"draft": "a" * 3000 + "b"}
    assert values(typed(draft="a", draft_2=None, draft_10="c"), ZONE) == {"draft": "a\nc"}


def test_ten_options_are_boxes_to_tick_and_eleven_a_list() -> None:
    options = tuple(Option(f"Option {n}", f"o{n}") for n in range(11))
    kinds = [drawn(ChoiceField("c", "C", options[:n], several=True))[0]["element"]["type"] for n in (10, 11)]
    assert kinds == ["checkboxes", "multi_static_select"]


def test_more_than_a_hundred_options_stand_in_groups() -> None:
    options = tuple(Option(f"Site {n}", f"s{n}") for n in range(250))
    element = drawn(ChoiceField("site", "Site", options, chosen=("s249",)))[0]["element"]
    assert [len(group["options"]) for group in element["option_groups"]] == [100, 100, 50]
    assert element["initial_option"]["value"] == "s249"


def test_a_long_option_keeps_its_words() -> None:
    label = "Somebody may be in danger now and I have called 911 and I am staying with the student until then"
    [block] = drawn(ChoiceField("c", "C", (Option(label, "danger"),)))
    option = block["element"]["options"][0]
    assert option["text"]["text"] + option["description"]["text"] == label


@pytest.mark.parametrize("local", ["2026-11-23T09:30", "2026-07-01T00:00", "2026-03-08T03:15"])
def test_a_moment_comes_back_as_it_went(local: str) -> None:
    [block] = drawn(MomentField("at", "When?", value=local))
    moment = {"type": "datetimepicker", "selected_date_time": block["element"]["initial_date_time"]}
    assert values({"at": {"value": moment}}, ZONE) == {"at": local}


def test_something_to_read_has_no_submit_and_holds_everything() -> None:
    view = form_view(Form("r", "Read", (Quote("q" * 7000, "III.F"), Text("end")), OPENER, submit=None), ZONE)
    rules.check_view(view, "modal")
    assert "submit" not in view
    assert rules.readable(view).count("q") == 7000


@pytest.mark.parametrize("count", [100, 101, 198, 199, 200, 300])
def test_a_long_read_has_pages_within_the_limit_and_loses_nothing(count: int) -> None:
    form = Form("r", "Read", tuple(Text(f"Line {n}.") for n in range(count)), OPENER, submit=None)
    read: list[str] = []
    for page in range(1, -(-count // 99) + 1 if count > 100 else 2):
        view = form_view(form, ZONE, page)
        rules.check_view(view, "modal")
        read += [line for line in rules.readable(view).splitlines() if line.startswith("Line")]
    assert read == [f"Line {n}." for n in range(count)]


@pytest.mark.parametrize(
    "form",
    [
        Form("f", "F", (TextField("a", "A"),), OPENER, state="s" * 3001),
        Form("f", "F", tuple(TextField(f"t{n}", "T") for n in range(101)), OPENER),
        Form("f", "F", (ChoiceField("c", "C", (Option("O", "v" * 151),)),), OPENER),
    ],
)
def test_what_slack_cannot_carry_is_refused_here(form: Form) -> None:
    with pytest.raises(ValueError, match="too"):
        form_view(form, ZONE)


def test_the_longest_field_is_three_boxes_at_most() -> None:
    blocks = drawn(TextField("draft", "Your draft", max_length=40_000, multiline=True))
    assert [block["block_id"] for block in blocks] == ["draft", "draft~2", "draft~3"]
