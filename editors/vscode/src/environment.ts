/** Finds the Python that has deskcheck installed, or makes one of the extension's own, and says what to do where neither works. */
import { execFile } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import * as path from "node:path";
import * as vscode from "vscode";

/** How deskcheck is called, without its subcommand; never in the workspace, whose modules Python would import first. */
export interface Command {
  command: string;
  args: string[];
  cwd: string;
}

interface Answer {
  failed: boolean;
  text: string;
}

const WINDOWS = process.platform === "win32";
const ON_PATH = WINDOWS ? ["python", "py"] : ["python3", "python"];
const NEWER_ON_PATH = ["python3.13", "python3.12", "python3.11"];
const CPU_WHEELS = "https://download.pytorch.org/whl/cpu";
const LOOK_MS = 20_000;
const SAFE_PATH = "-P"; // Python 3.11: modules are not looked for in the working folder
const HAS_DESKCHECK = "import lsp_server, model_runtime";
const CAN_MAKE_ENVIRONMENTS = "import sys, venv, ensurepip; assert sys.version_info >= (3, 11), sys.version; print(sys.executable)";

/** Where the extension keeps a Python environment, what it installs there, and where it tells what it does. */
export class Environment {
  private readonly home: string;
  private readonly own: string;
  private readonly wheels: string;

  constructor(
    context: vscode.ExtensionContext,
    private readonly log: vscode.OutputChannel,
  ) {
    this.home = context.extensionPath;
    this.own = path.join(context.globalStorageUri.fsPath, "python");
    this.wheels = path.join(context.extensionPath, "python");
  }

  /** Give the command of the first interpreter that has deskcheck; undefined when none has. */
  async find(): Promise<Command | undefined> {
    for (const interpreter of await this.candidates()) {
      const answer = await ask(interpreter, [SAFE_PATH, "-c", HAS_DESKCHECK]);
      this.log.appendLine(`${interpreter}: ${answer.failed ? `no deskcheck (${lastLine(answer.text)})` : "has deskcheck"}`);
      if (!answer.failed) {
        return { command: interpreter, args: [SAFE_PATH, "-m", "model_runtime"], cwd: this.home };
      }
    }
    return undefined;
  }

  /** Say that deskcheck is missing, and do what the user chooses. Gives true when it may be there now. */
  async guide(): Promise<boolean> {
    const chosen = chosenInterpreter();
    const problem = chosen
      ? `The interpreter of “deskcheck.pythonPath”, ${chosen}, has no deskcheck installed.`
      : "deskcheck is a Python package, and none of the Python environments here has it.";
    const create = "Create Environment";
    const choose = "Choose Interpreter…";
    const show = "Show Log";
    switch (await vscode.window.showWarningMessage(problem, create, choose, show)) {
      case create:
        return this.create();
      case choose:
        return chooseInterpreter();
      case show:
        this.log.show();
    }
    return false;
  }

  /** Make the extension's own environment. Gives true when deskcheck is there. */
  async create(): Promise<boolean> {
    const wheel = existsSync(this.wheels) ? readdirSync(this.wheels).find((name) => name.endsWith(".whl")) : undefined;
    if (wheel === undefined) {
      return this.fail("This build of the extension brings no deskcheck to install: install it into an environment of yours and choose its interpreter.");
    }
    const python = await this.basePython();
    if (python === undefined) {
      return this.fail("An environment needs Python 3.11 or newer with its venv module, and none is on PATH: install one (on Debian python3-venv, too) and try again.");
    }
    const options = await torchOptions();
    if (options === undefined) {
      return false;
    }
    const place: vscode.ProgressOptions = { location: vscode.ProgressLocation.Notification, title: "deskcheck: creating its environment", cancellable: true };
    const failure = await vscode.window.withProgress(place, async (progress, cancelled) => {
      const steps: [string, string, string[]][] = [
        ["a new environment", python, ["-m", "venv", "--clear", this.own]],
        ["packages, this can take minutes", interpreterOf(this.own), ["-m", "pip", "install", "--disable-pip-version-check", ...options, path.join(this.wheels, wheel)]],
      ];
      for (const [message, command, args] of steps) {
        progress.report({ message });
        this.log.appendLine(`> ${command} ${args.join(" ")}`);
        const answer = await ask(command, args, { log: this.log, cancelled });
        if (answer.failed) {
          return cancelled.isCancellationRequested ? "it was cancelled" : lastLine(answer.text);
        }
      }
      return undefined;
    });
    return failure === undefined || this.fail(`The environment could not be created: ${failure}`);
  }

  private async fail(words: string): Promise<false> {
    const show = "Show Log";
    if ((await vscode.window.showErrorMessage(words, show)) === show) {
      this.log.show();
    }
    return false;
  }

  private async candidates(): Promise<string[]> {
    const chosen = chosenInterpreter();
    if (chosen) {
      return [chosen];
    }
    const folders = vscode.workspace.isTrusted ? (vscode.workspace.workspaceFolders ?? []) : [];
    const environments = [...folders.flatMap((folder) => [".venv", "venv"].map((name) => path.join(folder.uri.fsPath, name))), this.own];
    const found = environments.map(interpreterOf).filter((file) => existsSync(file));
    return [...(await ofPythonExtension()), ...found, ...ON_PATH];
  }

  private async basePython(): Promise<string | undefined> {
    for (const python of [...(await ofPythonExtension()), ...NEWER_ON_PATH, ...ON_PATH]) {
      const answer = await ask(python, ["-c", CAN_MAKE_ENVIRONMENTS]);
      this.log.appendLine(`${python}: ${answer.failed ? `cannot make an environment (${lastLine(answer.text)})` : answer.text.trim()}`);
      if (!answer.failed) {
        return answer.text.trim();
      }
    }
    return undefined;
  }
}

/** Give the interpreter of the setting, with `~`, `${workspaceFolder}` and a path from the workspace made absolute. */
function chosenInterpreter(): string {
  const chosen = vscode.workspace.getConfiguration("deskcheck").get<string>("pythonPath", "").trim();
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? "";
  const spelled = chosen.replace(/^~(?=[/\\])/, homedir()).replaceAll("${workspaceFolder}", folder);
  return /[/\\]/.test(spelled) ? path.resolve(folder, spelled) : spelled;
}

async function ofPythonExtension(): Promise<string[]> {
  const python = vscode.extensions.getExtension("ms-python.python");
  if (python === undefined) {
    return [];
  }
  const api = python.isActive ? python.exports : await python.activate();
  const active = api?.environments?.getActiveEnvironmentPath?.(vscode.workspace.workspaceFolders?.[0]?.uri);
  return active?.path ? [active.path] : [];
}

async function chooseInterpreter(): Promise<boolean> {
  const file = (await vscode.window.showOpenDialog({ title: "Python interpreter that has deskcheck installed" }))?.[0];
  if (file === undefined) {
    return false;
  }
  await vscode.workspace.getConfiguration("deskcheck").update("pythonPath", file.fsPath, vscode.ConfigurationTarget.Global);
  return false; // the changed setting starts the server
}

/** Ask which build of torch to install; undefined when the user has changed their mind. */
async function torchOptions(): Promise<string[] | undefined> {
  if (process.platform !== "linux") {
    return [];
  }
  const builds = [
    { label: "For the processor", description: "a download of some 300 MB", options: ["--extra-index-url", CPU_WHEELS] },
    { label: "For an NVIDIA GPU, too", description: "some 3 GB", options: [] },
  ];
  return (await vscode.window.showQuickPick(builds, { title: "Where will the model compute?" }))?.options;
}

function interpreterOf(folder: string): string {
  return WINDOWS ? path.join(folder, "Scripts", "python.exe") : path.join(folder, "bin", "python");
}

/** Run a program to its end; with a log, what it says goes there. */
function ask(command: string, args: string[], during?: { log: vscode.OutputChannel; cancelled: vscode.CancellationToken }): Promise<Answer> {
  return new Promise((resolve) => {
    const limits = { cwd: tmpdir(), ...(during ? { maxBuffer: 1 << 26 } : { timeout: LOOK_MS }) };
    const child = execFile(command, args, limits, (error, stdout, stderr) => resolve({ failed: error !== null, text: error ? stderr || error.message : stdout }));
    for (const stream of during ? [child.stdout, child.stderr] : []) {
      stream?.on("data", (part) => during?.log.append(String(part)));
    }
    during?.cancelled.onCancellationRequested(() => child.kill());
  });
}

function lastLine(text: string): string {
  return text.trimEnd().split("\n").at(-1) ?? "";
}
