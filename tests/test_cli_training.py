"""Long commands: one request to stop ends them with what there is, a second one at once."""

import signal

import pytest

from model_runtime import cli_training


def test_an_interrupt_that_comes_twice_at_once_is_one_request(capsys: pytest.CaptureFixture[str]) -> None:
    before = signal.getsignal(signal.SIGINT)
    with cli_training._stoppable("ending after this sample") as stopped:
        assert not stopped.is_set()
        signal.raise_signal(signal.SIGINT)
        signal.raise_signal(signal.SIGINT)  # `timeout -s INT` signals the process and its group
        assert stopped.is_set()
    assert signal.getsignal(signal.SIGINT) is before
    assert capsys.readouterr().err == "ending after this sample; again to stop at once\n"


def test_a_later_interrupt_stops_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli_training, "SAME_REQUEST_S", -1.0)
    with pytest.raises(KeyboardInterrupt), cli_training._stoppable("saving after this step"):
        signal.raise_signal(signal.SIGINT)
        signal.raise_signal(signal.SIGINT)
