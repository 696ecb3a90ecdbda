/** Which function is meant, and which call of it shall be imagined. */
import * as vscode from "vscode";
import * as methods from "./methods";
import { Server } from "./server";
import { Place } from "./traceView";

/** Give the functions of a file. */
export async function functionsOf(server: Server, uri: string): Promise<methods.FunctionState[]> {
  return (await server.ask<{ functions: methods.FunctionState[] }>(methods.FUNCTIONS, { uri }))?.functions ?? [];
}

/** Give the innermost function around the cursor; undefined, said to the user, where there is none. */
export async function atCursor(server: Server): Promise<Place | undefined> {
  const editor = vscode.window.activeTextEditor;
  if (editor?.document.languageId !== "python") {
    void vscode.window.showInformationMessage("deskcheck: open a Python file first.");
    return undefined;
  }
  const uri = editor.document.uri.toString();
  const line = editor.selection.active.line;
  const functions = await functionsOf(server, uri);
  const around = functions.filter((found) => found.line <= line && line <= found.endLine).sort((one, other) => other.line - one.line);
  const meant = around[0] ?? (functions.length === 1 ? functions[0] : undefined);
  if (meant === undefined) {
    void vscode.window.showInformationMessage("deskcheck: put the cursor into a function first.");
    return undefined;
  }
  return { uri, function: meant.name };
}

/** Let the user choose a call, or type one. */
export async function chooseCall(server: Server, place: Place): Promise<void> {
  const { entryPoints } = (await server.ask<{ entryPoints: methods.EntryPoint[] }>(methods.ENTRY_POINTS, place)) ?? { entryPoints: [] };
  const known = entryPoints.map((entry) => ({
    label: `${entry.inUse ? "$(eye) " : ""}${entry.call}`,
    description: entry.line === null ? entry.why : `${entry.why}, line ${entry.line + 1}`,
    call: entry.call,
  }));
  const other = { label: "$(edit) Another call…", description: "", call: undefined };
  const chosen = await vscode.window.showQuickPick([...known, other], { title: `Which call of ${place.function} shall be imagined?` });
  if (chosen === undefined) {
    return;
  }
  const call = chosen.call ?? (await typed(place.function, entryPoints[0]?.call));
  if (call) {
    await vscode.commands.executeCommand(methods.USE_CALL, place.uri, place.function, call);
  }
}

async function typed(name: string, known: string | undefined): Promise<string | undefined> {
  const value = known ?? `${name}()`;
  const inside: [number, number] = [value.indexOf("(") + 1, value.lastIndexOf(")")];
  return vscode.window.showInputBox({ title: `Call of ${name} to imagine`, value, valueSelection: inside, ignoreFocusOut: true });
}
