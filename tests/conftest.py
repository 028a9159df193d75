"""What every test shares."""

import os

import pytest


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Where SMPOLICY_TESTS_SKIP is `never`, as in CI, a skipped test is a failed run."""
    skipped = terminalreporter.stats.get("skipped", [])
    if skipped and os.environ.get("SMPOLICY_TESTS_SKIP") == "never":
        terminalreporter.write_line(
            f"{len(skipped)} skipped, and SMPOLICY_TESTS_SKIP is never: the run fails."
        )


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Turn a skip into a failure where none is allowed."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter and reporter.stats.get("skipped") and os.environ.get("SMPOLICY_TESTS_SKIP") == "never":
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
