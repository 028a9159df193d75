"""The command line, run in this process."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli import cli, main
from handlers.district.reading import SAMPLE

EXAMPLES = Path(__file__).parent


def _run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    try:
        main(arguments)
        code = 0
    except SystemExit as end:
        code = int(end.code or 0)
    printed = capsys.readouterr()
    return code, printed.out, printed.err


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("SMPOLICY_DATABASE_URL", "SMPOLICY_DISTRICT", "SMPOLICY_KEYSET", "SLACK_BOT_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SMPOLICY_DATA_DIR", str(tmp_path / "data"))
    return tmp_path


@pytest.mark.parametrize(
    "command",
    [
        [],
        *[[name] for name in cli.commands],
        ["db", "upgrade"],
        ["district", "check"],
        ["district", "record"],
    ],
)
def test_help_shows_an_example(capsys: pytest.CaptureFixture[str], command: list[str]) -> None:
    code, out, _ = _run(capsys, *command, "--help")
    assert code == 0
    lines = [line.strip() for line in out.splitlines()]
    assert "Example:" in lines or "Examples:" in lines
    assert any(line.startswith(("smpolicy ", "SMPOLICY_")) for line in lines)


def test_ask_quotes_to_the_letter(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = _run(capsys, "ask", "can", "I", "post", "photos", "of", "my", "class?")
    assert code == 0
    assert "Student photos require parental consent." in out
    assert "447.1 III.F" in out


def test_ask_shows_what_was_quoted_years_ago(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = _run(capsys, "ask", "447.1", "III.F", "@2012-05-14")
    assert code == 0
    assert "447.1 version 2012-05-14, fingerprint 33cc8c229217" in out


def test_ask_json_lines_and_a_bad_line_stops_nothing(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    lines = ['{"id": "a", "question": "III.F"}', "nonsense", "[1]", '{"question": ""}', '{"id": 5}']
    lines += ["", '{"id": "b", "question": "is there school tomorrow"}']
    file = tmp_path / "in.jsonl"
    file.write_text("\n".join(lines), encoding="utf-8")
    code, out, _ = _run(capsys, "ask", "--jsonl", str(file))
    answers = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert [set(answer) for answer in answers[1:5]] == [{"id", "error"}] * 4
    assert answers[4]["id"] == 5
    assert answers[0]["answers"][0]["section"] == "III.F"
    assert set(answers[0]) == {"id", "abstained", "answers"}
    quoted = answers[0]["answers"][0]
    assert set(quoted) == {"section", "score", "quote", "policy", "version", "sha256"}
    assert (quoted["policy"], quoted["version"]) == ("447.1", "2012-05-14")
    assert answers[5] == {"id": "b", "abstained": True, "answers": []}


def test_check_says_the_verdict_first(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = _run(capsys, "check", "Caught Mr. Olson asleep in the lounge, what an idiot")
    assert code == 0
    assert "Mr. Olson" in out
    assert not out.startswith("Ready")


@pytest.mark.parametrize(
    ("draft", "told"), [("He told me his stepdad hit him again last night.", 1), ("Go Spuds! We won.", 0)]
)
def test_check_tells_where_to_report_where_a_child_may_be_in_danger(
    capsys: pytest.CaptureFixture[str], draft: str, told: int
) -> None:
    _, out, _ = _run(capsys, "check", draft)
    assert out.count("/smpolicy report in Slack or Teams") == told


def test_check_json_lines(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "in.jsonl"
    context = {"account": "personal", "role": "teacher", "posted_at": None, "media": "none"}
    posts = [
        {"id": "a", "text": "You are all idiots.", "context": context},
        {"id": "b", "text": "Conferences are Thursday.", "context": {**context, "media": "hologram"}},
        {"id": "c", "text": "Conferences are Thursday.", "context": context},
    ]
    file.write_text("\n".join(map(json.dumps, posts)), encoding="utf-8")
    with file.open("ab") as more:
        more.write(b'\n\xff\xfe\n{"id": "d", "text": "oh shit \\ud800"}\n')
        more.write(b'{"id": "e", "text": "hi", "context": {"posted_at": "0001-01-01T00:00:00+14:00"}}\n')
    code, out, _ = _run(capsys, "check", "--jsonl", str(file))
    first, second, third, fourth, fifth, sixth = (json.loads(line) for line in out.splitlines())
    assert fourth == {"id": None, "error": "not UTF-8 at byte 1"}
    assert fifth["verdict"] == "revise"
    assert sixth == {"id": "e", "error": "context.posted_at: out of range"}
    assert code == 0
    assert set(first) == {"id", "verdict", "findings"}
    finding = first["findings"][0]
    assert list(finding) == [
        "level",
        "code",
        "section",
        "start",
        "end",
        "excerpt",
        "reason",
        "quote",
        "suggestion",
        "confidence",
        "evidence",
        "policy",
        "version",
        "sha256",
    ]
    assert posts[0]["text"][finding["start"] : finding["end"]] == finding["excerpt"]  # type: ignore[index]
    assert set(second) == {"id", "error"}
    assert third == {"id": "c", "verdict": "ok", "findings": []}


def test_setup_then_tickets(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = _run(capsys, "tickets")
    assert code == 2
    assert err.count("\n") == 1
    assert _run(capsys, "setup")[0] == 0
    assert _run(capsys, "setup") == (0, "", "")
    assert _run(capsys, "db", "upgrade")[0] == 0
    code, out, _ = _run(capsys, "tickets", "--json")
    assert (code, json.loads(out)) == (0, [])


def test_setup_never_makes_a_new_key_for_a_sealed_database(
    capsys: pytest.CaptureFixture[str], data: Path
) -> None:
    _run(capsys, "setup")
    keyset = data / "data" / "keyset.json"
    keyset.rename(data / "lost.json")
    code, _, err = _run(capsys, "setup")
    assert code == 2
    assert "keyset" in err
    assert not keyset.exists()
    (data / "lost.json").rename(keyset)
    assert _run(capsys, "setup")[0] == 0


def test_keys_rotate(capsys: pytest.CaptureFixture[str]) -> None:
    _run(capsys, "setup")
    code, out, _ = _run(capsys, "keys", "rotate")
    assert code == 0
    assert "Back up" in out
    assert _run(capsys, "tickets")[0] == 0


def test_district_check(
    capsys: pytest.CaptureFixture[str], data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = _run(capsys, "district", "check")[1]
    assert "All right" in out
    assert "447.1: the review was due on 2020-04-10" in out
    facts = json.loads(_run(capsys, "district", "check", "--json")[1])
    assert facts["sites"] == 2
    assert facts["policies"]["447.1"]["sections"] == 13
    assert facts["policies"]["447.1"]["review_overdue"] is True
    (data / "district.toml").write_text('format = 1\nname = ""\n', encoding="utf-8")
    monkeypatch.setenv("SMPOLICY_DISTRICT", str(data))
    code, _, err = _run(capsys, "district", "check")
    assert code == 2
    assert f"{data / 'district.toml'}:2: name: " in err


def test_district_check_knows_the_day(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "own"
    shutil.copytree(SAMPLE.parent, own)
    text = (own / "district.toml").read_text("utf-8").replace("last_checked = 2026", "last_checked = 2999", 1)
    (own / "district.toml").write_text(text, "utf-8")
    monkeypatch.setenv("SMPOLICY_DISTRICT", str(own))
    code, out, err = _run(capsys, "district", "check")
    assert code == 2
    assert "All right" not in out
    assert "is still to come" in err


def test_district_check_finds_a_review_to_come_and_files_nobody_reads(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "own"
    shutil.copytree(SAMPLE.parent, own, ignore=shutil.ignore_patterns("ledger.toml", "*.jsonl"))
    (own / "policies" / "513.toml").touch()
    monkeypatch.setenv("SMPOLICY_DISTRICT", str(own))
    assert "513.toml: nobody reads this" in _run(capsys, "district", "check")[1]
    policy = own / "policies" / "447.1.toml"
    policy.write_text(policy.read_text("utf-8").replace("04/10/2017", "04/10/2071"), "utf-8")
    code, _, err = _run(capsys, "district", "check")
    assert code == 2
    assert "447.1.toml:10: reviewed: 04/10/2071 is still to come" in err


def test_district_check_remarks_a_policy_that_has_no_questions(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "own"
    shutil.copytree(SAMPLE.parent, own, ignore=shutil.ignore_patterns("*.jsonl", "*.questions.toml"))
    remark = "447.1 has no questions beside it"
    assert remark not in _run(capsys, "district", "check")[1]
    monkeypatch.setenv("SMPOLICY_DISTRICT", str(own))
    assert remark in _run(capsys, "district", "check")[1]


def test_district_check_remarks_an_owner_who_is_nobody(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "own"
    shutil.copytree(SAMPLE.parent, own, ignore=shutil.ignore_patterns("*.jsonl"))
    remark = "is not among [[people]] in district.toml"
    assert remark not in _run(capsys, "district", "check")[1]
    policy = own / "policies" / "447.1.toml"
    policy.write_text(policy.read_text("utf-8").replace("chair@", "nobody@"), "utf-8")
    monkeypatch.setenv("SMPOLICY_DISTRICT", str(own))
    assert f"its owner, nobody@schools.example, {remark}" in _run(capsys, "district", "check")[1]


def test_district_check_remarks_whose_record_nobody_could_destroy(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "own"
    shutil.copytree(SAMPLE.parent, own)
    assert "could be destroyed by nobody" not in _run(capsys, "district", "check")[1]
    text = (own / "district.toml").read_text("utf-8")
    text = text.replace('records_officers = ["records@', 'records_officers = ["chair@')
    (own / "district.toml").write_text(text, "utf-8")
    monkeypatch.setenv("SMPOLICY_DISTRICT", str(own))
    code, out, _ = _run(capsys, "district", "check")
    assert (code, "A record about Lena Nguyen could be destroyed by nobody." in out) == (0, True)


def test_district_record_keeps_words_that_were_quoted(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "own"
    shutil.copytree(SAMPLE.parent, own, ignore=shutil.ignore_patterns("ledger.toml", "*.jsonl"))
    monkeypatch.setenv("SMPOLICY_DISTRICT", str(own))
    code, out, _ = _run(capsys, "district", "check")
    assert code == 0
    assert "ledger.toml: there is none yet" in out
    assert "447.1: version 2012-05-14 (33cc8c229217) is in" in _run(capsys, "district", "record")[1]
    assert "in the ledger already" in _run(capsys, "district", "record")[1]
    assert "ledger" not in _run(capsys, "district", "check")[1]
    policy = own / "policies" / "447.1.toml"
    policy.write_text(policy.read_text("utf-8").replace("during district time", "in duty time"), "utf-8")
    code, _, err = _run(capsys, "district", "check")
    assert code == 2
    assert "ledger.toml:8: 447.1 version 2012-05-14 (33cc8c229217) was in force" in err


@pytest.mark.parametrize("platform", ["slack", "teams"])
def test_manifest(capsys: pytest.CaptureFixture[str], platform: str) -> None:
    code, out, _ = _run(capsys, "manifest", platform)
    assert code == 0
    assert "smpolicy" in json.dumps(json.loads(out))


@pytest.mark.parametrize("arguments", [[], ["db"], ["manifest"]])
def test_a_bare_command_shows_its_help_as_it_stands(
    capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    code, out, _ = _run(capsys, *arguments)
    assert code == 2
    assert "\nCommands:\n" in out


def test_help_needs_no_settings(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SMPOLICY_PORT", "many")
    assert _run(capsys, "--help")[0] == 0
    monkeypatch.setenv("SMPOLICY_PORT", "1")
    monkeypatch.setenv("MicrosoftAppId", "only-for-the-manifest")
    assert "only-for-the-manifest" in _run(capsys, "manifest", "teams")[1]


def test_a_full_disk_under_the_output_is_one_line() -> None:
    run = [sys.executable, "-c", "from bot.cli import main; main()", "ask", "III.F"]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(run, stdout=full, stderr=subprocess.PIPE, text=True, check=False)  # noqa: S603
    assert done.returncode == 2
    assert done.stderr == "smpolicy: cannot read or write: No space left on device\n"


@pytest.mark.parametrize("arguments", [["nonsense"], ["ask"], ["check"], ["ask", "--jsonl", "none.jsonl"]])
def test_a_mistake_is_one_line_and_exit_2(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    code, out, err = _run(capsys, *arguments)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert err.startswith("smpolicy: ")


def test_a_setting_that_is_wrong_is_one_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SMPOLICY_PORT", "many")
    code, _, err = _run(capsys, "tickets")
    assert code == 2
    assert "SMPOLICY_PORT" in err
