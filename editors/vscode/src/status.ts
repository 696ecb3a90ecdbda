/** The status item: what the model does, which one it is, and one click that switches everything off or on. */
import * as vscode from "vscode";
import * as methods from "./methods";

const ICONS: Record<methods.Status["state"], string> = {
  off: "eye-closed",
  starting: "loading~spin",
  idle: "eye",
  busy: "loading~spin",
  failed: "warning",
};
const WORDS: Record<methods.Status["state"], string> = {
  off: "switched off",
  starting: "the model is being loaded",
  idle: "ready",
  busy: "imagining",
  failed: "does not work",
};
const LINKS = [
  ["Show the imagined run", methods.SHOW_TRACE],
  ["Step through it", methods.STEP],
  ["Choose the call", methods.CHOOSE_CALL],
  ["Settings", "deskcheck.settings"],
  ["Log", "deskcheck.log"],
  ["Restart", "deskcheck.restart"],
];

export class StatusItem implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem("deskcheck", vscode.StatusBarAlignment.Right, 50);

  constructor() {
    this.item.name = "deskcheck";
    this.show({ state: "starting", model: null, device: null, pending: 0, message: null });
    this.item.show();
  }

  /** Show what the server says of itself. */
  show(status: methods.Status): void {
    const { state } = status;
    const model = `${status.model ?? "no model"} · ${status.device ?? "no device"}`;
    const pending = state === "busy" && status.pending > 1 ? `, ${status.pending} runs to go` : "";
    this.item.text = `$(${ICONS[state]}) deskcheck${state === "off" ? " off" : ""}`;
    this.item.command = state === "failed" ? "deskcheck.restart" : methods.TOGGLE;
    this.item.backgroundColor = state === "failed" ? new vscode.ThemeColor("statusBarItem.warningBackground") : undefined;
    this.item.accessibilityInformation = { label: `deskcheck: ${WORDS[state]}, ${model}`, role: "button" };
    const tooltip = new vscode.MarkdownString("", true);
    tooltip.isTrusted = true;
    tooltip.appendMarkdown(`**deskcheck**: ${WORDS[state]}${pending}\n\n`);
    tooltip.appendText(status.message ?? model);
    tooltip.appendMarkdown(`\n\nClick to ${state === "failed" ? "try again" : state === "off" ? "switch on" : "switch off"}.\n\n---\n\n`);
    tooltip.appendMarkdown(LINKS.map(([title, command]) => `[${title}](command:${command})`).join(" · "));
    this.item.tooltip = tooltip;
  }

  dispose(): void {
    this.item.dispose();
  }
}
