/** Starts the language server and the debug adapter, registers commands, shows what they say. */
import * as vscode from "vscode";
import { LanguageClient, LanguageClientOptions, ServerOptions, State } from "vscode-languageclient/node";
import { Command, findCommand, guide } from "./environment";
import * as methods from "./methods";
import { Place, TraceView } from "./traceView";

let client: LanguageClient | undefined;
let command: Command | undefined;
let status: methods.Status = { state: "starting", model: null, device: null, pending: 0, message: null };
const output = vscode.window.createOutputChannel("deskcheck");

export async function activate(context: vscode.ExtensionContext): Promise<unknown> {
  const item = vscode.window.createStatusBarItem("deskcheck", vscode.StatusBarAlignment.Right, 50);
  item.name = "deskcheck";
  item.command = "deskcheck.menu";
  item.show();
  const view = new TraceView(async (place) => client?.sendRequest<methods.TraceAnswer>(methods.TRACE, place));

  const showStatus = (): void => {
    const busy = status.state === "busy" || status.pending > 0;
    const icon = { off: "circle-slash", starting: "loading~spin", idle: "eye", busy: "loading~spin", failed: "warning" }[status.state];
    item.text = `$(${busy ? "loading~spin" : icon}) deskcheck`;
    const lines = [`deskcheck: ${status.state}`, `model: ${status.model ?? "not loaded"}`, `device: ${status.device ?? "?"}`];
    item.tooltip = [...lines, ...(status.message ? [status.message] : [])].join("\n");
  };

  const start = async (): Promise<void> => {
    await client?.stop();
    client = undefined;
    command = await findCommand();
    if (command === undefined) {
      status = { ...status, state: "failed", message: "deskcheck is not installed in this environment" };
      showStatus();
      if (await guide()) {
        await start();
      }
      return;
    }
    client = languageClient(command);
    client.onNotification(methods.DID_CHANGE_STATUS, (told: methods.Status) => {
      status = told;
      showStatus();
    });
    client.onNotification(methods.DID_CHANGE_TRACE, (told: Place) => {
      if (view.place?.uri === told.uri && view.place.function === told.function) {
        void view.refresh();
      }
    });
    client.onDidChangeState((change) => {
      if (change.newState === State.Stopped) {
        status = { ...status, state: "failed", message: "the language server has ended" };
        showStatus();
      }
    });
    await client.start();
  };

  context.subscriptions.push(
    item,
    output,
    vscode.window.registerWebviewViewProvider(TraceView.id, view),
    vscode.debug.registerDebugAdapterDescriptorFactory("deskcheck", {
      async createDebugAdapterDescriptor() {
        command ??= await findCommand();
        if (command === undefined) {
          void guide();
          throw new Error("deskcheck is not installed in the Python environment of this workspace");
        }
        return new vscode.DebugAdapterExecutable(command.command, [...command.args, "dap"]);
      },
    }),
    vscode.debug.registerDebugConfigurationProvider("deskcheck", {
      resolveDebugConfiguration(folder, launch) {
        if (!launch.type) {
          // Nothing is configured: imagine the file in view.
          const editor = vscode.window.activeTextEditor;
          if (editor?.document.languageId !== "python") {
            return undefined;
          }
          Object.assign(launch, { type: "deskcheck", request: "launch", name: "Imagine this file", mode: "imagine", program: editor.document.fileName, stopOnEntry: true });
        }
        launch.cwd ??= folder?.uri.fsPath;
        return launch;
      },
    }),
    vscode.commands.registerCommand("deskcheck.restart", start),
    vscode.commands.registerCommand("deskcheck.menu", menu),
    vscode.commands.registerCommand("deskcheck.predictHere", () => atCursor((place) => execute(methods.PREDICT, place.uri, place.function))),
    vscode.commands.registerCommand("deskcheck.compareHere", () => atCursor(compare)),
    vscode.commands.registerCommand("deskcheck.forgetAll", () => execute(methods.FORGET, null, null)),
    vscode.commands.registerCommand(methods.CHOOSE_CALL, (uri?: string, name?: string) => withPlace(uri, name, chooseCall)),
    vscode.commands.registerCommand(methods.SHOW_TRACE, (uri?: string, name?: string) => withPlace(uri, name, (place) => view.show(place))),
    vscode.commands.registerCommand(methods.STEP, (uri?: string, name?: string, call?: string) => withPlace(uri, name, (place) => step(place, call))),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("deskcheck.pythonPath")) {
        void start();
      }
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(() => void start()),
  );
  showStatus();
  await start();
  return { status: () => status };
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}

function languageClient(found: Command): LanguageClient {
  const server: ServerOptions = { command: found.command, args: [...found.args, "lsp"] };
  const options: LanguageClientOptions = {
    documentSelector: [
      { language: "python", scheme: "file" },
      { language: "python", scheme: "untitled" },
    ],
    outputChannel: output,
    synchronize: { configurationSection: "deskcheck" },
    initializationOptions: {
      ...vscode.workspace.getConfiguration("deskcheck"),
      clientCommands: [methods.CHOOSE_CALL, methods.STEP, methods.SHOW_TRACE],
    },
  };
  return new LanguageClient("deskcheck", "deskcheck", server, options);
}

async function execute<T>(name: string, ...args: unknown[]): Promise<T | undefined> {
  if (client === undefined) {
    return undefined;
  }
  return client.sendRequest<T>("workspace/executeCommand", { command: name, arguments: args });
}

/** Do something with the function around the cursor. */
async function atCursor(act: (place: Place) => Promise<unknown>): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (client === undefined || editor === undefined) {
    return;
  }
  const uri = editor.document.uri.toString();
  const line = editor.selection.active.line;
  const { functions } = await client.sendRequest<{ functions: methods.FunctionState[] }>(methods.FUNCTIONS, { uri });
  const around = functions.filter((found) => found.line <= line && line <= found.endLine);
  const innermost = around.sort((one, other) => other.line - one.line)[0];
  if (innermost === undefined) {
    void vscode.window.showInformationMessage("deskcheck: the cursor is in no function.");
    return;
  }
  await act({ uri, function: innermost.name });
}

async function withPlace(uri: string | undefined, name: string | undefined, act: (place: Place) => Promise<unknown>): Promise<void> {
  if (typeof uri === "string" && typeof name === "string") {
    await act({ uri, function: name });
  } else {
    await atCursor(act);
  }
}

async function chooseCall(place: Place): Promise<void> {
  const { entryPoints } = (await client?.sendRequest<{ entryPoints: methods.EntryPoint[] }>(methods.ENTRY_POINTS, place)) ?? { entryPoints: [] };
  const other = { label: "$(edit) Another call…", description: "", call: undefined };
  const known = entryPoints.map((entry) => ({
    label: entry.call,
    description: `${entry.why}${entry.line === null ? "" : `, line ${entry.line + 1}`}${entry.inUse ? ", in use" : ""}`,
    call: entry.call as string | undefined,
  }));
  const chosen = await vscode.window.showQuickPick([...known, other], { title: `What ${place.function} is called with` });
  if (chosen === undefined) {
    return;
  }
  const value = known[0]?.call ?? `${place.function}()`;
  const call = chosen.call ?? (await vscode.window.showInputBox({ title: "Call to imagine", value, valueSelection: [place.function.length + 1, value.length - 1] }));
  if (call) {
    await execute(methods.USE_CALL, place.uri, place.function, call);
  }
}

async function compare(place: Place): Promise<void> {
  const result = await execute<{ text: string }>(methods.COMPARE, place.uri, place.function);
  if (result) {
    void vscode.window.showInformationMessage(`deskcheck: ${result.text}`);
  }
}

async function step(place: Place, call?: string): Promise<void> {
  const uri = vscode.Uri.parse(place.uri);
  const functions = await client?.sendRequest<{ functions: methods.FunctionState[] }>(methods.FUNCTIONS, { uri: place.uri });
  const known = functions?.functions.find((found) => found.name === place.function)?.call;
  await vscode.debug.startDebugging(vscode.workspace.getWorkspaceFolder(uri), {
    type: "deskcheck",
    request: "launch",
    name: `Imagine ${place.function}`,
    mode: "imagine",
    program: uri.fsPath,
    function: place.function,
    call: call ?? known ?? undefined,
    stopOnEntry: true,
  });
}

async function menu(): Promise<void> {
  const items = [
    { label: status.state === "off" ? "$(eye) Switch on" : "$(circle-slash) Switch off", run: () => execute(methods.TOGGLE) },
    { label: "$(debug-step-over) Step through the imagined run", run: () => vscode.commands.executeCommand(methods.STEP) },
    { label: "$(list-unordered) Show the whole run", run: () => vscode.commands.executeCommand(methods.SHOW_TRACE) },
    { label: "$(refresh) Restart the language server", run: () => vscode.commands.executeCommand("deskcheck.restart") },
    { label: "$(gear) Settings", run: () => vscode.commands.executeCommand("workbench.action.openSettings", "deskcheck") },
    { label: "$(output) Log", run: async () => output.show() },
  ];
  const chosen = await vscode.window.showQuickPick(items, { title: `deskcheck: ${status.state}${status.message ? `, ${status.message}` : ""}` });
  await chosen?.run();
}
