/** The debugger type `deskcheck`: where its adapter is, and what a launch means that does not say everything. */
import * as path from "node:path";
import * as vscode from "vscode";
import { Command } from "./environment";
import { FunctionState } from "./methods";
import { Place } from "./traceView";

export const TYPE = "deskcheck";

/** What a launch needs from the rest of the extension. */
export interface Source {
  /** How deskcheck is called. Throws with words for the user when it is missing. */
  command(): Promise<Command>;
  functions(uri: vscode.Uri): Promise<FunctionState[]>;
}

export function register(source: Source): vscode.Disposable[] {
  const provider = new Provider(source);
  const { Initial, Dynamic } = vscode.DebugConfigurationProviderTriggerKind;
  return [
    vscode.debug.registerDebugConfigurationProvider(TYPE, provider, Initial),
    vscode.debug.registerDebugConfigurationProvider(TYPE, provider, Dynamic),
    vscode.debug.registerDebugAdapterDescriptorFactory(TYPE, {
      async createDebugAdapterDescriptor({ configuration }) {
        const { command, args, cwd } = await source.command();
        const mode = configuration.mode === "compare" ? ["--compare"] : []; // what it can do is said before it hears of a mode
        return new vscode.DebugAdapterExecutable(command, [...args, "dap", ...mode], { cwd });
      },
    }),
  ];
}

/** Step through the imagined run of a function. */
export async function step(place: Place, call: string | undefined): Promise<void> {
  const uri = vscode.Uri.parse(place.uri);
  const document = await vscode.workspace.openTextDocument(uri);
  if (document.isUntitled) {
    void vscode.window.showInformationMessage("A debug session reads the file from disk: save it first.");
    return;
  }
  await document.save(); // the session reads the file
  await vscode.debug.startDebugging(vscode.workspace.getWorkspaceFolder(uri), { ...imagined(uri, place.function), call });
}

class Provider implements vscode.DebugConfigurationProvider {
  constructor(private readonly source: Source) {}

  /** Offer what launch.json begins with, and the functions of the file in view as runs to choose. */
  async provideDebugConfigurations(): Promise<vscode.DebugConfiguration[]> {
    const document = vscode.window.activeTextEditor?.document;
    const functions = document?.languageId === "python" && !document.isUntitled ? await this.source.functions(document.uri) : [];
    const known = functions.filter((found) => found.call !== null);
    const runs = known.map((found) => ({ ...imagined(document!.uri, found.name), name: `Imagine ${found.call}`, call: found.call }));
    return [{ type: TYPE, request: "launch", name: "Imagine this file", mode: "imagine", program: "${file}", stopOnEntry: true }, ...runs];
  }

  async resolveDebugConfiguration(folder: vscode.WorkspaceFolder | undefined, launch: vscode.DebugConfiguration): Promise<vscode.DebugConfiguration | undefined> {
    if (!launch.type) {
      // F5 without launch.json: the file in view.
      const document = vscode.window.activeTextEditor?.document;
      if (document?.languageId !== "python") {
        return undefined;
      }
      Object.assign(launch, imagined(document.uri, undefined));
    }
    launch.mode ??= launch.request === "attach" ? "compare" : "imagine";
    if (launch.mode === "compare" && !vscode.workspace.isTrusted) {
      void vscode.window.showWarningMessage("A real run executes code of this workspace: trust the workspace first.");
      return undefined;
    }
    launch.cwd ??= folder?.uri.fsPath;
    // The editor's own model, unless the launch names another: one model for ghost values and debugger.
    if (launch.model === undefined && launch.engine === undefined) {
      const settings = vscode.workspace.getConfiguration("deskcheck");
      launch.model = settings.get<string>("model") || undefined;
      for (const name of ["device", "quantization", "engine"]) {
        launch[name] ??= settings.get(name);
      }
      if (launch.engine === "remote") {
        launch.server = { ...settings.get<object>("server") };
      }
    }
    return launch;
  }
}

function imagined(uri: vscode.Uri, name: string | undefined): vscode.DebugConfiguration {
  return { type: TYPE, request: "launch", name: `Imagine ${name ?? path.basename(uri.fsPath)}`, mode: "imagine", program: uri.fsPath, function: name, stopOnEntry: true };
}
