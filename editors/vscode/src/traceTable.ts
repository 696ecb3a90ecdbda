/** A trace as an HTML table: a row for each step with what it did, which round of its line it is, and how sure it is. */
import { Trace, TraceFrame, TraceValue } from "./methods";

const UNSURE = 0.7;
const MAX_VALUE = 160;
const MAX_ROWS = 5_000;
const MARKUP = /[&<>"']/g;

interface Row {
  frame: TraceFrame;
  round: number;
  effects: [name: string, value: TraceValue][];
}

export const STYLE = `
body { font-size: 12px; padding: 0 4px 8px 8px; }
h3 { font: 13px var(--vscode-editor-font-family); margin: 6px 0 2px; word-break: break-word; }
p { margin: 2px 0 6px; color: var(--vscode-descriptionForeground); }
p b { color: var(--vscode-foreground); font-family: var(--vscode-editor-font-family); font-weight: normal; }
p.stale { color: var(--vscode-editorWarning-foreground); }
table { border-collapse: collapse; width: 100%; }
th { text-align: left; font-weight: normal; position: sticky; top: 0; background: var(--vscode-sideBar-background); color: var(--vscode-descriptionForeground); }
th, td { padding: 2px 8px 2px 0; vertical-align: top; }
td { border-top: 1px solid var(--vscode-sideBarSectionHeader-border, var(--vscode-widget-border, transparent)); }
th:nth-child(-n+2), td:nth-child(-n+2), th:last-child, td:last-child { text-align: right; white-space: nowrap; color: var(--vscode-descriptionForeground); }
tr[data-line]:hover { background: var(--vscode-list-hoverBackground); cursor: pointer; }
tr.here { background: var(--vscode-list-inactiveSelectionBackground); }
.step { display: flex; flex-wrap: wrap; column-gap: 16px; }
.step > code { flex: 1 1 18ch; opacity: 0.65; white-space: pre-wrap; word-break: break-word; }
.step > div { flex: 1 1 18ch; }
.step > div > div { padding-left: 2ch; text-indent: -2ch; word-break: break-word; }
code { font-family: var(--vscode-editor-font-family); color: var(--vscode-foreground); background: none; padding: 0; }
code i { font-style: normal; color: var(--vscode-debugTokenExpression-name, inherit); }
tr.exception .step code { color: var(--vscode-errorForeground); }
td.unsure, .unsure code { font-style: italic; color: var(--vscode-editorWarning-foreground); }
`;

/** Give a trace as HTML. */
export function table(trace: Trace, isStale: boolean): string {
  const shown = rows(trace.frames.slice(0, MAX_ROWS));
  const left = trace.frames.length - shown.length;
  const result = trace.result ? ` <b>${escape(trace.result.repr)}</b>` : "";
  const stale = isStale ? "<p class=stale>The text was edited since.</p>" : "";
  const more = left > 0 ? `<p>… ${left} more steps</p>` : "";
  return `<h3>${escape(trace.call)}</h3><p>predicted, nothing was run: ${escape(trace.outcome)}${result}</p>${stale}
<table><tr><th>line</th><th>round</th><th>what it does</th><th>sure</th></tr>${shown.map(row).join("\n")}</table>${more}`;
}

/** Give what each step did: a frame holds what was before, so that comes with the next frame of the same activation. */
function rows(frames: TraceFrame[]): Row[] {
  const rounds = new Map<string, number>();
  const latest = new Map<number, Row>();
  const found: Row[] = [];
  for (const frame of frames) {
    const place = `${frame.file}:${frame.line}:${frame.activation}`;
    const isLine = frame.event === "line";
    rounds.set(place, (rounds.get(place) ?? 0) + Number(isLine));
    const row: Row = { frame, round: isLine ? (rounds.get(place) ?? 1) : 1, effects: [] };
    const changed = Object.entries(frame.locals).filter(([, value]) => value.changed);
    (frame.event === "call" ? row : (latest.get(frame.activation) ?? row)).effects.push(...changed);
    if (frame.arg !== null && frame.kind !== "unwound") {
      row.effects.push([frame.event === "exception" ? "raises" : frame.kind === "yielded" ? "yields" : "→", frame.arg]);
    }
    latest.set(frame.activation, row);
    found.push(row);
  }
  return found;
}

function row({ frame, round, effects }: Row): string {
  const sure = Math.min(frame.confidence ?? 1, ...effects.map(([, value]) => value.confidence ?? 1));
  const indent = "&nbsp;".repeat(2 * frame.depth);
  const source = frame.event === "call" || frame.event === "line" ? frame.source.trim() : frame.kind === "unwound" ? `leaves ${frame.function}` : "";
  const done = effects.map(([name, value]) => `<div>${indent}${effect(name, value)}</div>`);
  const step = `<div class=step>${source ? `<code>${indent}${escape(source)}</code>` : ""}${done.length > 0 ? `<div>${done.join("")}</div>` : ""}</div>`;
  return `<tr class="${frame.event}" data-line="${frame.line}"><td>${frame.line}</td><td>${round > 1 ? round : ""}</td><td>${step}</td>
<td${sure < UNSURE ? " class=unsure" : ""}>${Math.round(sure * 100)} %</td></tr>`;
}

function effect(name: string, value: TraceValue): string {
  const text = value.repr.length > MAX_VALUE ? `${value.repr.slice(0, MAX_VALUE)}…` : value.repr;
  const isWord = name === "raises" || name === "yields" || name === "→";
  const account = value.confidence === null ? value.origin : `${value.origin}, ${Math.round(value.confidence * 100)} % sure`;
  const unsure = value.confidence !== null && value.confidence < UNSURE ? " class=unsure" : "";
  return `<span${unsure} title="${escape(account)}"><code>${isWord ? name : `<i>${escape(name)}</i> =`} ${escape(text)}</code></span>`;
}

function escape(text: string): string {
  return text.replace(MARKUP, (char) => `&#${char.charCodeAt(0)};`);
}
