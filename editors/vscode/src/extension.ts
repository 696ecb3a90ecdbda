/** Connects the parts: finds the server, registers commands, hands on what is said. */
import * as vscode from "vscode";
import { atCursor, chooseCall, functionsOf } from "./calls";
import * as compare from "./compare";
import { Command, Environment } from "./environment";
import { register, step } from "./launch";
import * as methods from "./methods";
import { Server } from "./server";
import { StatusItem } from "./status";
import { Place, TraceView } from "./traceView";

const MISSING = "deskcheck is not installed in a Python environment of this machine";
const EXAMPLE = `def mean(numbers):
    total = 0
    for number in numbers:
        total += number
    return total / len(numbers)


mean([1, 2, 6])
mean([])
`;

let server: Server | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const output = vscode.window.createOutputChannel("deskcheck");
  const environment = new Environment(context, output);
  const item = new StatusItem();
  const view = new TraceView(async (place) => running.ask<methods.TraceAnswer>(methods.TRACE, place));
  const running = new Server(output, { onStatus: (status) => item.show(status), onTrace: (place) => view.changed(place) });
  server = running;
  let command: Command | undefined;

  /** Find and start the server. What a user may be asked then is not waited for: an answer can take for ever. */
  const startNow = async (): Promise<void> => {
    await running.stop();
    item.show({ state: "starting", model: null, device: null, pending: 0, message: null });
    command = await environment.find();
    await vscode.commands.executeCommand("setContext", "deskcheck.isInstalled", command !== undefined);
    if (command !== undefined) {
      await running.start(command);
      return;
    }
    item.show({ state: "failed", model: null, device: null, pending: 0, message: MISSING });
    void environment.guide().then((mayBeThere) => (mayBeThere ? start() : undefined));
  };
  let starting: Promise<void> = Promise.resolve();
  const start = (): Promise<void> => (starting = starting.then(startNow, startNow)); // one after the other
  const createEnvironment = async (): Promise<void> => {
    if (await environment.create()) {
      await start();
    }
  };
  /** Do something with the function that a lens names, else with the one around the cursor. */
  const withPlace = (act: (place: Place, call?: string) => unknown) => async (uri?: string, name?: string, call?: string) => {
    const place = typeof uri === "string" && typeof name === "string" ? { uri, function: name } : await atCursor(running);
    if (place !== undefined) {
      await act(place, call);
    }
  };
  const onServer = (name: string) => (place: Place) => vscode.commands.executeCommand(name, place.uri, place.function);
  const callInUse = async (place: Place): Promise<string | undefined> =>
    (await functionsOf(running, place.uri)).find((found) => found.name === place.function)?.call ?? undefined;

  const commands: Record<string, (...args: string[]) => unknown> = {
    [methods.CHOOSE_CALL]: withPlace((place) => chooseCall(running, place)),
    [methods.SHOW_TRACE]: withPlace((place) => view.show(place)),
    [methods.STEP]: withPlace(async (place, call) => step(place, call ?? (await callInUse(place)))),
    "deskcheck.predictHere": withPlace(onServer(methods.PREDICT)),
    "deskcheck.compareHere": withPlace(onServer(methods.COMPARE)),
    "deskcheck.forgetAll": () => vscode.commands.executeCommand(methods.FORGET),
    "deskcheck.restart": start,
    "deskcheck.createEnvironment": createEnvironment,
    "deskcheck.settings": () => vscode.commands.executeCommand("workbench.action.openSettings", "@ext:deskcheck.deskcheck"),
    "deskcheck.log": () => output.show(),
    "deskcheck.gettingStarted": () => vscode.commands.executeCommand("workbench.action.openWalkthrough", "deskcheck.deskcheck#start"),
    "deskcheck.openExample": async () => vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: "python", content: EXAMPLE })),
  };
  context.subscriptions.push(
    output,
    item,
    vscode.window.registerWebviewViewProvider(TraceView.id, view),
    vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => view.mark(textEditor)),
    ...Object.entries(commands).map(([name, act]) => vscode.commands.registerCommand(name, act)),
    ...compare.register(),
    ...register({
      command: async () => {
        command ??= await environment.find();
        if (command === undefined) {
          void environment.guide();
          throw new Error(MISSING);
        }
        return command;
      },
      functions: (uri) => functionsOf(running, uri.toString()),
    }),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("deskcheck.pythonPath")) {
        void start();
      }
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(() => void start()),
  );
  await start();
}

export async function deactivate(): Promise<void> {
  await server?.stop();
}
