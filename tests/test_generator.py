import ast
import io
import os
import random
import re
import statistics
import subprocess
import sys
import tokenize
from pathlib import Path

import pytest

from model_runtime.training.generator import GeneratedProgram, generate_program
from model_runtime.training.mutation import mutate, rename
from model_runtime.training.trial import Run, try_run

N_PROGRAMS = 300


@pytest.fixture(scope="module")
def programs() -> list[GeneratedProgram]:
    rng = random.Random(20)
    return [generate_program(random.Random(rng.random()), difficulty=rng.random()) for _ in range(N_PROGRAMS)]


@pytest.fixture(scope="module")
def runs(programs) -> list[Run]:
    return [try_run(program.source, program.call) for program in programs]


def share(matches) -> float:
    return sum(matches) / N_PROGRAMS


def normalized(source: str) -> str:
    """Give the source's tokens with every name of its own and every literal replaced."""
    own = {n.id for n in ast.walk(ast.parse(source)) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    own |= {n.arg for n in ast.walk(ast.parse(source)) if isinstance(n, ast.arg)}
    words = []
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        is_literal = token.type in (tokenize.NUMBER, tokenize.STRING)
        words.append("0" if is_literal else "v" if token.string in own else token.string)
    return re.sub(r"def \w+", "def f", " ".join(words))


def test_nearly_all_programs_run_to_an_end(runs):
    assert share(run.error != "limit" for run in runs) >= 0.99
    assert share(run.error is None for run in runs) >= 0.85


def test_some_programs_raise(runs):
    assert 0.03 <= share(run.error is not None for run in runs) <= 0.15
    assert len({run.error for run in runs}) >= 5


def test_traces_have_4_to_45_frames_and_about_12_in_the_middle(runs):
    lengths = sorted(run.n_frames for run in runs)
    assert lengths[0] >= 4
    assert lengths[-1] <= 45
    assert 10 <= statistics.median(lengths) <= 15
    assert 5 <= lengths[N_PROGRAMS // 10] <= 8
    assert 20 <= lengths[N_PROGRAMS * 9 // 10] <= 32


def test_programs_are_diverse(programs):
    assert len({normalized(program.source) for program in programs}) >= 0.97 * N_PROGRAMS
    methods = {n.attr for p in programs for n in ast.walk(ast.parse(p.source)) if isinstance(n, ast.Attribute)}
    kinds = {type(n) for p in programs for n in ast.walk(ast.parse(p.source))}
    assert len(methods) >= 40
    wanted = (
        ast.For,
        ast.While,
        ast.If,
        ast.IfExp,
        ast.Try,
        ast.Break,
        ast.Continue,
        ast.Slice,
        ast.Delete,
        ast.JoinedStr,
    )
    assert kinds >= {*wanted, ast.ListComp, ast.AugAssign, ast.Starred, ast.Dict, ast.BoolOp, ast.Not, ast.Raise}


def test_loops_are_common_and_comprehensions_rare(programs):
    assert share(bool(re.search(r"^ +for ", p.source, re.M)) for p in programs) > 0.4
    assert share("while " in p.source for p in programs) > 0.15
    assert share(" for " in re.sub(r"^ +for ", "", p.source, flags=re.M) for p in programs) <= 0.10
    assert share("try:" in p.source for p in programs) <= 0.12


def test_every_variable_is_read(programs):
    for program in programs:
        names = [node for node in ast.walk(ast.parse(program.source)) if isinstance(node, ast.Name)]
        stored = {node.id for node in names if isinstance(node.ctx, ast.Store)} - {"_"}
        assert stored <= {node.id for node in names if isinstance(node.ctx, ast.Load)}, program.source


def test_the_call_calls_the_entry_with_literals(programs):
    for program in programs:
        call = ast.parse(program.call, mode="eval").body
        assert call.func.id == program.entry
        assert program.call == f"{program.entry}({', '.join(repr(ast.literal_eval(a)) for a in call.args)})"


def test_difficulty_lengthens_traces():
    def median(difficulty: float) -> float:
        found = [generate_program(random.Random(seed), difficulty=difficulty) for seed in range(60)]
        return statistics.median(try_run(program.source, program.call).n_frames for program in found)

    assert median(0.0) + 4 < median(1.0)


def test_a_program_depends_on_the_seed_alone():
    code = (
        "import random; from model_runtime.training.generator import generate_program as g\n"
        "for seed in range(25): print(g(random.Random(seed), difficulty=0.6))"
    )
    root = Path(__file__).resolve().parent.parent
    outputs = [
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=root, timeout=100,
            env={**os.environ, "PYTHONHASHSEED": hash_seed},
        ).stdout
        for hash_seed in ("1", "2")
    ]  # fmt: skip
    assert outputs[0] == outputs[1]
    assert outputs[0].count("GeneratedProgram") == 25


def test_generating_leaves_the_trace_function_as_it_was():
    def tracer(frame, event, argument):
        return None

    previous = sys.gettrace()
    sys.settrace(tracer)
    try:
        generate_program(random.Random(0), difficulty=0.2)
        assert sys.gettrace() is tracer
    finally:
        sys.settrace(previous)


def test_a_trial_counts_frames_and_names_the_error():
    source = "def f(n):\n    for i in range(n):\n        n -= i\n    return 1 // n\n"
    assert try_run(source, "f(2)") == Run(None, 8, None)
    assert try_run(source, "f(0)") == Run("ZeroDivisionError", 5, None)
    assert try_run("def f():\n    while True:\n        pass\n", "f()").error == "limit"
    assert try_run("def f(s):\n    while True:\n        s += s\n", "f('ab')").error == "limit"


def test_renamed_programs_do_the_same(programs, runs):
    for number, (program, run) in enumerate(zip(programs, runs, strict=True)):
        renamed = rename(program.source, random.Random(number))
        entry = [node.name for node in ast.parse(renamed).body if isinstance(node, ast.FunctionDef)][-1]
        again = try_run(renamed, entry + program.call.removeprefix(program.entry))
        assert (again.error, again.n_frames) == (run.error, run.n_frames), program.source


def test_mutated_programs_mostly_run(programs):
    mutants = [(p, mutate(p.source, random.Random(number))) for number, p in enumerate(programs)]
    errors = [try_run(mutant, program.call).error for program, mutant in mutants if mutant is not None]
    assert len(errors) > 0.98 * N_PROGRAMS
    assert sum(error is None for error in errors) / len(errors) > 0.6
