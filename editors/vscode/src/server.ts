/** The language server's process and what the rest of the extension asks of it. */
import * as vscode from "vscode";
import { LanguageClient, LanguageClientOptions, RevealOutputChannelOn, State } from "vscode-languageclient/node";
import { differences } from "./compare";
import { Command } from "./environment";
import { TYPE } from "./launch";
import * as methods from "./methods";
import { Place } from "./traceView";

export interface Listener {
  onStatus(status: methods.Status): void;
  onTrace(place: Place): void;
}

export class Server {
  private client: LanguageClient | undefined;

  constructor(
    private readonly output: vscode.OutputChannel,
    private readonly listener: Listener,
  ) {}

  /** Start the server; a failure is told to the listener. */
  async start(found: Command): Promise<void> {
    await this.stop();
    const run = { command: found.command, args: [...found.args, "lsp"], options: { cwd: found.cwd } };
    const client = new LanguageClient("deskcheck", "deskcheck", run, this.options());
    client.onNotification(methods.DID_CHANGE_STATUS, (status: methods.Status) => this.listener.onStatus(status));
    client.onNotification(methods.DID_CHANGE_TRACE, (place: Place) => this.listener.onTrace(place));
    client.onDidChangeState(({ newState }) => {
      if (this.client === client && newState === State.Stopped) {
        this.failed("the language server has ended");
      } else if (this.client === client && newState === State.Running) {
        void client.sendRequest<methods.Status>(methods.STATUS, {}).then((status) => this.listener.onStatus(status));
      }
    });
    this.client = client;
    try {
      await client.start();
    } catch (error) {
      this.failed(`the language server did not start: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  async stop(): Promise<void> {
    const { client } = this;
    this.client = undefined;
    // One that never ran refuses to be stopped, and there is nothing to stop.
    await client?.dispose().catch(() => undefined);
  }

  private failed(message: string): void {
    this.listener.onStatus({ state: "failed", model: null, device: null, pending: 0, message });
  }

  /** Send a request; undefined while there is no server. */
  async ask<T>(method: string, params: object): Promise<T | undefined> {
    return this.client?.isRunning() ? this.client.sendRequest<T>(method, params) : undefined;
  }

  private options(): LanguageClientOptions {
    return {
      documentSelector: ["file", "untitled"].map((scheme) => ({ language: "python", scheme })),
      outputChannel: this.output,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      synchronize: { configurationSection: "deskcheck" },
      initializationOptions: {
        ...vscode.workspace.getConfiguration("deskcheck"),
        clientCommands: [methods.CHOOSE_CALL, methods.STEP, methods.SHOW_TRACE],
      },
      middleware: {
        // The switch is a setting, so that it outlives the window; the server hears of it as of any other.
        executeCommand: (command, args, next) => (command === methods.TOGGLE ? toggle() : command === methods.COMPARE ? compare(args, next) : next(command, args)),
        // In our own sessions ghost values and variables say it all, but for what was predicted wrongly.
        provideInlineValues: async (document, range, context, token, next) => {
          const mode = vscode.debug.activeDebugSession?.type === TYPE ? vscode.debug.activeDebugSession.configuration.mode : undefined;
          return mode === "imagine" ? [] : mode === "compare" ? differences(context) : next(document, range, context, token);
        },
      },
    };
  }
}

async function toggle(): Promise<boolean> {
  const settings = vscode.workspace.getConfiguration("deskcheck");
  const value = !settings.get<boolean>("enable", true);
  const isOfWorkspace = settings.inspect("enable")?.workspaceValue !== undefined;
  await settings.update("enable", value, isOfWorkspace ? vscode.ConfigurationTarget.Workspace : vscode.ConfigurationTarget.Global);
  return value;
}

/** Compare with a real run: the one command that executes code of the workspace. */
async function compare(args: unknown[], next: (command: string, args: unknown[]) => vscode.ProviderResult<methods.Comparison>): Promise<methods.Comparison | undefined> {
  if (!vscode.workspace.isTrusted) {
    void vscode.window.showWarningMessage("A real run executes code of this workspace: trust the workspace first.");
    return undefined;
  }
  const result = (await next(methods.COMPARE, args)) ?? undefined;
  if (result !== undefined) {
    void vscode.window.showInformationMessage(`deskcheck: ${result.text}`);
  }
  return result;
}
