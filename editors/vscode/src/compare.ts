/** A real debug session with predictions beside it: where the two part, what differs at a stop, and the imagined future from there. */
import * as vscode from "vscode";
import { TYPE } from "./launch";
import * as methods from "./methods";

const IS_COMPARING = "deskcheck.isComparing";
const TOASTS = 1; // of a session; the console and the Problems view tell of the others

/** Give the session that is compared, if there is one. */
function comparing(session = vscode.debug.activeDebugSession): vscode.DebugSession | undefined {
  return session?.type === TYPE && session.configuration.mode === "compare" ? session : undefined;
}

export function register(): vscode.Disposable[] {
  const found = vscode.languages.createDiagnosticCollection("deskcheck: real run");
  let toasts = 0;
  return [
    found,
    vscode.debug.onDidChangeActiveDebugSession((session) => void vscode.commands.executeCommand("setContext", IS_COMPARING, comparing(session) !== undefined)),
    vscode.debug.onDidStartDebugSession((session) => {
      if (comparing(session)) {
        found.clear();
        toasts = 0;
      }
    }),
    vscode.debug.onDidReceiveDebugSessionCustomEvent(({ event, body }) => {
      if (event === methods.DIVERGENCE) {
        void mark(found, body);
        if (toasts++ < TOASTS) {
          void tell(body);
        }
      }
    }),
    vscode.commands.registerCommand("deskcheck.imagineFromHere", () => comparing()?.customRequest(methods.IMAGINE)),
    vscode.commands.registerCommand("deskcheck.backToReality", () => comparing()?.customRequest(methods.REAL)),
    vscode.commands.registerCommand("deskcheck.runAndCompare", runAndCompare),
  ];
}

/** Give the inline values of a stop: only what is not as predicted, behind the line that the program stands on. */
export async function differences(context: vscode.InlineValueContext): Promise<vscode.InlineValue[] | undefined> {
  const session = comparing();
  if (session === undefined) {
    return undefined;
  }
  const { scopes } = (await session.customRequest("scopes", { frameId: context.frameId })) as { scopes: { name: string }[] };
  if (!scopes.some((scope) => scope.name === "Predicted")) {
    return []; // past or imagined: nothing real to differ from
  }
  const { names } = (await session.customRequest(methods.PREDICTED)) as { names: methods.Judged[] };
  const differing = names.filter((name) => name.verdict === "mismatch").map((name) => `${name.name}: predicted ${name.predicted ?? "nothing"}`);
  return differing.length > 0 ? [new vscode.InlineValueText(context.stoppedLocation, differing.join(", "))] : [];
}

async function runAndCompare(): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  if (document?.languageId !== "python" || document.isUntitled) {
    void vscode.window.showInformationMessage("deskcheck: open a Python file that is on disk first.");
    return;
  }
  await document.save();
  const launch = { type: TYPE, request: "launch", name: "Run and compare", mode: "compare", program: document.fileName };
  await vscode.debug.startDebugging(vscode.workspace.getWorkspaceFolder(document.uri), launch);
}

async function mark(found: vscode.DiagnosticCollection, body: methods.Divergence): Promise<void> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.file(body.file));
  const { range, firstNonWhitespaceCharacterIndex: first } = document.lineAt(Math.min(body.effect_of ?? body.line, document.lineCount) - 1);
  const finding = new vscode.Diagnostic(range.with(range.start.translate(0, first)), `The real run differs: ${body.words}`, vscode.DiagnosticSeverity.Information);
  finding.source = "deskcheck";
  found.set(document.uri, [...(found.get(document.uri) ?? []), finding]);
}

async function tell(body: methods.Divergence): Promise<void> {
  const line = body.effect_of ?? body.line;
  const show = `Show Line ${line}`;
  if ((await vscode.window.showWarningMessage(`Reality parts from the prediction: ${body.words}`, show)) === show) {
    const at = new vscode.Position(line - 1, 0);
    await vscode.window.showTextDocument(vscode.Uri.file(body.file), { selection: new vscode.Range(at, at) });
  }
}
