/** The side view: the whole imagined run of a function, kept beside the text as it changes. */
import { randomUUID } from "node:crypto";
import * as vscode from "vscode";
import { TraceAnswer } from "./methods";
import { STYLE, table } from "./traceTable";

export interface Place {
  uri: string;
  function: string;
}

export class TraceView implements vscode.WebviewViewProvider {
  static readonly id = "deskcheck.trace";
  private place: Place | undefined;
  private view: vscode.WebviewView | undefined;
  private isReady = false;

  constructor(private readonly read: (place: Place) => Promise<TraceAnswer | undefined>) {}

  resolveWebviewView(view: vscode.WebviewView): void {
    this.view = view;
    this.isReady = false;
    view.webview.options = { enableScripts: true };
    view.webview.onDidReceiveMessage((message: { line?: number }) => {
      if (message.line === undefined) {
        this.isReady = true;
        void this.refresh();
      } else {
        void this.reveal(message.line);
      }
    });
    view.onDidDispose(() => (this.view = undefined));
    view.webview.html = page();
  }

  /** Show the run of a function. */
  async show(place: Place): Promise<void> {
    this.place = place;
    await vscode.commands.executeCommand(`${TraceView.id}.focus`);
    await this.refresh();
  }

  /** The run of a function is another one now. */
  changed(place: Place): void {
    if (this.place?.uri === place.uri && this.place.function === place.function) {
      void this.refresh();
    }
  }

  /** Mark the rows of the line that the cursor is on. */
  mark(editor: vscode.TextEditor): void {
    const isShown = editor.document.uri.toString() === this.place?.uri;
    this.tell({ here: isShown ? editor.selection.active.line + 1 : 0 });
  }

  private async refresh(): Promise<void> {
    if (this.view === undefined) {
      return;
    }
    const answer = this.place && (await this.read(this.place));
    this.view.description = this.place?.function;
    const words = answer?.message ?? (this.place ? "Nothing has been imagined of it yet." : "Choose “trace” above a function.");
    this.tell(answer?.trace ? { table: table(answer.trace, answer.state === "stale") } : { words });
    if (vscode.window.activeTextEditor) {
      this.mark(vscode.window.activeTextEditor);
    }
  }

  private tell(message: { table: string } | { words: string } | { here: number }): void {
    if (this.isReady) {
      void this.view?.webview.postMessage(message);
    }
  }

  private async reveal(line: number): Promise<void> {
    if (this.place === undefined) {
      return;
    }
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(this.place.uri));
    const at = new vscode.Position(Math.min(line, document.lineCount) - 1, 0);
    await vscode.window.showTextDocument(document, { selection: new vscode.Range(at, at), preserveFocus: true });
  }
}

function page(): string {
  const nonce = randomUUID();
  return `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'">
<style nonce="${nonce}">${STYLE}</style></head><body><main></main><script nonce="${nonce}">
const vscode = acquireVsCodeApi();
const main = document.querySelector("main");
addEventListener("message", ({ data }) => {
  if (data.table !== undefined) main.innerHTML = data.table;
  if (data.words !== undefined) main.textContent = data.words;
  if (data.here !== undefined)
    for (const row of main.querySelectorAll("tr[data-line]")) row.classList.toggle("here", Number(row.dataset.line) === data.here);
});
addEventListener("click", (event) => {
  const row = event.target.closest("tr[data-line]");
  if (row) vscode.postMessage({ line: Number(row.dataset.line) });
});
vscode.postMessage({});
</script></body></html>`;
}
