/** The side view: the whole imagined run of a function as a table, a row for each step. */
import * as vscode from "vscode";
import { Trace, TraceAnswer, TraceFrame, TraceValue } from "./methods";

const UNSURE = 0.7;
const MAX_VALUE = 160;

export interface Place {
  uri: string;
  function: string;
}

export class TraceView implements vscode.WebviewViewProvider {
  static readonly id = "deskcheck.trace";
  place: Place | undefined;
  private view: vscode.WebviewView | undefined;

  constructor(private readonly read: (place: Place) => Promise<TraceAnswer | undefined>) {}

  resolveWebviewView(view: vscode.WebviewView): void {
    this.view = view;
    view.webview.options = { enableScripts: true };
    view.webview.onDidReceiveMessage((message: { line: number }) => void this.reveal(message.line));
    void this.refresh();
  }

  /** Show the run of a function. */
  async show(place: Place): Promise<void> {
    this.place = place;
    await vscode.commands.executeCommand(`${TraceView.id}.focus`);
    await this.refresh();
  }

  /** Read the run anew. */
  async refresh(): Promise<void> {
    if (this.view === undefined) {
      return;
    }
    if (this.place === undefined) {
      this.view.webview.html = page("<p>Choose “trace” above a function.</p>");
      return;
    }
    const answer = await this.read(this.place);
    this.view.description = this.place.function;
    this.view.webview.html = page(answer?.trace ? table(answer.trace, answer.state) : `<p>${escape(answer?.message ?? "Nothing has been imagined yet.")}</p>`);
  }

  private async reveal(line: number): Promise<void> {
    if (this.place === undefined) {
      return;
    }
    const at = new vscode.Position(line - 1, 0);
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(this.place.uri));
    await vscode.window.showTextDocument(document, { selection: new vscode.Range(at, at), preserveFocus: true });
  }
}

/** Give the rows of a trace as HTML. */
export function table(trace: Trace, state: string): string {
  const rounds = new Map<string, number>();
  const rows = trace.frames.map((frame) => row(frame, rounds));
  const result = trace.result ? ` ${escape(trace.result.repr)}` : "";
  const stale = state === "stale" ? "<p class=unsure>The text was edited since.</p>" : "";
  return `<h3>${escape(trace.call)}</h3><p>predicted: ${escape(trace.outcome)}${result}</p>${stale}
<table><tr><th>line</th><th>round</th><th>step</th><th>changes</th><th>sure</th></tr>${rows.join("\n")}</table>`;
}

function row(frame: TraceFrame, rounds: Map<string, number>): string {
  const key = `${frame.file}:${frame.line}:${frame.activation}`;
  let round = "";
  if (frame.event === "line") {
    const n = (rounds.get(key) ?? 0) + 1;
    rounds.set(key, n);
    round = n > 1 ? `${n}` : "";
  }
  const changes = Object.entries(frame.locals)
    .filter(([, value]) => value.changed)
    .map(([name, value]) => `<div>${escape(name)} = ${shown(value)}</div>`);
  if (frame.arg !== null) {
    const word = frame.event === "exception" ? "raises" : frame.kind === "yielded" ? "yields" : "→";
    changes.push(`<div>${word} ${shown(frame.arg)}</div>`);
  }
  const sure = frame.confidence === null ? "" : `${Math.round(frame.confidence * 100)} %`;
  const indent = "&nbsp;".repeat(2 * frame.depth);
  return `<tr class="${frame.event}" data-line="${frame.line}"><td>${frame.line}</td><td>${round}</td>
<td>${indent}<code>${escape(frame.source.trim())}</code></td><td>${changes.join("")}</td><td>${sure}</td></tr>`;
}

function shown(value: TraceValue): string {
  const text = value.repr.length > MAX_VALUE ? `${value.repr.slice(0, MAX_VALUE)}…` : value.repr;
  const unsure = value.origin === "predicted" && value.confidence !== null && value.confidence < UNSURE;
  const account = unsure ? ` <span class=unsure>${Math.round((value.confidence ?? 0) * 100)} %</span>` : "";
  return `<code class="${unsure ? "unsure" : value.origin}" title="${escape(value.origin)}">${escape(text)}</code>${account}`;
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}

function page(body: string): string {
  const nonce = Math.random().toString(36).slice(2);
  return `<!DOCTYPE html><html><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'nonce-${nonce}'">
<style>
body { font-size: 12px; padding: 0 6px; }
table { border-collapse: collapse; width: 100%; }
th { text-align: left; font-weight: 600; position: sticky; top: 0; background: var(--vscode-sideBar-background); }
td, th { padding: 1px 6px 1px 0; vertical-align: top; white-space: nowrap; }
td:nth-child(4) { white-space: normal; word-break: break-word; }
tr[data-line]:hover { background: var(--vscode-list-hoverBackground); cursor: pointer; }
code { font-family: var(--vscode-editor-font-family); color: var(--vscode-foreground); }
td:nth-child(3) code { color: var(--vscode-descriptionForeground); }
tr.exception td { color: var(--vscode-errorForeground); }
.unsure { opacity: 0.6; font-style: italic; }
</style></head><body>${body}<script nonce="${nonce}">
const vscode = acquireVsCodeApi();
document.addEventListener("click", (event) => {
  const row = event.target.closest("tr[data-line]");
  if (row) vscode.postMessage({ line: Number(row.dataset.line) });
});
</script></body></html>`;
}
