"""Calls that stand written in a package's text."""

from pathlib import Path

from model_runtime.training.static_calls import static_calls

SOURCE = "def pad(text, width=3, *, fill=' '):\n    return text.ljust(width, fill)\n"
CUTS = {("pkg.text", "pad"): SOURCE}


def found(tmp_path: Path, *texts: str, cuts: dict[tuple[str, str], str] | None = None) -> tuple[str, ...]:
    paths = []
    for number, text in enumerate(texts):
        paths.append(tmp_path / f"file_{number}.py")
        paths[-1].write_text(text)
    return static_calls(paths, cuts or CUTS).get(("pkg.text", "pad"), ())


def test_calls_of_tests_and_of_the_package_itself_are_found(tmp_path: Path) -> None:
    test = "def test_pad():\n    assert pad('a', 5) == 'a    '\n    assert text.pad('b', fill='-') == 'b--'\n"
    assert found(tmp_path, SOURCE, test) == ("pad('a', 5)", "pad('b', fill='-')")


def test_calls_in_doctests_are_found(tmp_path: Path) -> None:
    assert found(tmp_path, 'def other():\n    """It.\n\n    >>> pad("x")\n    \'x  \'\n    """\n') == ("pad('x')",)


def test_arguments_that_are_no_literals_or_do_not_fit_are_left_out(tmp_path: Path) -> None:
    text = "pad(x)\npad()\npad('a', 1, 2)\npad('a', text='b')\npad('a', size=3)\npad(*'ab')\npad(**{'text': 'a'})\n"
    assert found(tmp_path, text) == ()


def test_a_name_that_two_definitions_have_is_left_out(tmp_path: Path) -> None:
    assert found(tmp_path, SOURCE, "class Box:\n    def pad(self, text): ...\n", "pad('a')\n") == ()


def test_a_method_of_values_is_no_function_of_the_package(tmp_path: Path) -> None:
    cuts = {("pkg.text", "pad"): SOURCE, ("pkg.text", "split"): "def split(text):\n    return text.split()\n"}
    path = tmp_path / "use.py"
    path.write_text("x.split('a')\nsplit('b c')\n")
    assert static_calls([path], cuts) == {("pkg.text", "split"): ("split('b c')",)}


def test_a_generator_is_listed(tmp_path: Path) -> None:
    cuts = {("pkg.text", "pad"): "def pad(n):\n    yield from range(n)\n"}
    assert found(tmp_path, "pad(3)\n", cuts=cuts) == ("list(pad(3))",)


def test_files_that_are_not_python_are_passed_over(tmp_path: Path) -> None:
    assert found(tmp_path, "def broken(:\n", "pad('a')\n") == ("pad('a')",)
