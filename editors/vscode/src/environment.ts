/** Finds the Python that has deskcheck installed, and says what to do when there is none. */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import * as path from "node:path";
import * as vscode from "vscode";

/** How deskcheck is called, without its subcommand. */
export interface Command {
  command: string;
  args: string[];
}

const WINDOWS = process.platform === "win32";

function interpreterOf(folder: string): string {
  return WINDOWS ? path.join(folder, "Scripts", "python.exe") : path.join(folder, "bin", "python");
}

async function candidates(): Promise<string[]> {
  const found: string[] = [];
  const chosen = vscode.workspace.getConfiguration("deskcheck").get<string>("pythonPath");
  if (chosen) {
    return [chosen];
  }
  const python = vscode.extensions.getExtension("ms-python.python");
  if (python) {
    const api = python.isActive ? python.exports : await python.activate();
    const active = api?.environments?.getActiveEnvironmentPath?.(vscode.workspace.workspaceFolders?.[0]?.uri);
    if (active?.path) {
      found.push(active.path);
    }
  }
  for (const folder of vscode.workspace.workspaceFolders ?? []) {
    for (const name of [".venv", "venv"]) {
      const interpreter = interpreterOf(path.join(folder.uri.fsPath, name));
      if (existsSync(interpreter)) {
        found.push(interpreter);
      }
    }
  }
  return [...found, "python3", "python"];
}

function has(interpreter: string): Promise<boolean> {
  return new Promise((resolve) => {
    const code = "import lsp_server, model_runtime";
    execFile(interpreter, ["-c", code], { timeout: 20_000 }, (error) => resolve(error === null));
  });
}

/** Give the command of the first interpreter that has deskcheck; undefined when none has. */
export async function findCommand(): Promise<Command | undefined> {
  for (const interpreter of await candidates()) {
    if (await has(interpreter)) {
      return { command: interpreter, args: ["-m", "model_runtime"] };
    }
  }
  return undefined;
}

/** Say that deskcheck is missing, and offer the ways to get it. Gives true when something was changed. */
export async function guide(): Promise<boolean> {
  const create = "Create environment";
  const choose = "Choose interpreter";
  const answer = await vscode.window.showWarningMessage(
    "deskcheck is not installed in the Python environment of this workspace.",
    create,
    choose,
  );
  if (answer === choose) {
    const files = await vscode.window.showOpenDialog({ title: "Python that has deskcheck installed" });
    const file = files?.[0];
    if (file === undefined) {
      return false;
    }
    await vscode.workspace.getConfiguration("deskcheck").update("pythonPath", file.fsPath, vscode.ConfigurationTarget.Workspace);
    return true;
  }
  if (answer === create) {
    // In a terminal, so that the user sees what is installed and can stop it.
    const terminal = vscode.window.createTerminal("deskcheck: install");
    terminal.show();
    const python = WINDOWS ? "python" : "python3";
    const installed = interpreterOf(".venv");
    terminal.sendText(`${python} -m venv .venv && ${installed} -m pip install deskcheck`);
    void vscode.window.showInformationMessage("When it is installed, run “deskcheck: Restart the language server”.");
  }
  return false;
}
