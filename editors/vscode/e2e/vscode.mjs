/** A real VS Code for a test: starts code-server and a browser on it, and says what a person would see there. */
import { spawn } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import path from "node:path";

const WAIT_MS = 90_000; // a limit that a busy machine keeps, too; nothing waits for it to pass
const POLL_MS = 100;
const LAUNCH_MS = 40_000;
const BROWSER = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const SETTINGS = {
  "breadcrumbs.enabled": false,
  "chat.commandCenter.enabled": false,
  "editor.accessibilitySupport": "off",
  "editor.autoClosingBrackets": "never",
  "editor.autoClosingQuotes": "never",
  "editor.minimap.enabled": false,
  "editor.occurrencesHighlight": "off",
  "editor.quickSuggestions": { other: "off", comments: "off", strings: "off" },
  "editor.scrollbar.vertical": "hidden",
  "extensions.ignoreRecommendations": true,
  "remote.autoForwardPorts": false,
  "files.autoSave": "off",
  "git.enabled": false,
  "security.workspace.trust.enabled": false,
  "telemetry.telemetryLevel": "off",
  "workbench.colorTheme": "Default Light Modern",
  "workbench.layoutControl.enabled": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
  "window.commandCenter": false,
};

/** Start an editor on a folder. `what`: home, chromium, extension, folder, scratch, settings, pictures. */
export async function open(what) {
  const require = createRequire(path.join(what.home, "package.json"));
  const { chromium } = require("playwright-core");
  const data = path.join(what.scratch, "data");
  const extensions = path.join(what.scratch, "extensions");
  mkdirSync(what.pictures, { recursive: true });
  for (const scope of ["User", "Machine"]) {
    // A setting of the machine counts only in the second one.
    mkdirSync(path.join(data, scope), { recursive: true });
    writeFileSync(path.join(data, scope, "settings.json"), JSON.stringify({ ...SETTINGS, ...what.settings }));
  }
  const manifest = JSON.parse(readFileSync(path.join(what.extension, "package.json"), "utf8"));
  const name = `${manifest.publisher}.${manifest.name}-${manifest.version}`;
  cpSync(what.extension, path.join(extensions, name), { recursive: true });

  const port = await freePort();
  const entry = path.join(what.home, "node_modules/code-server/out/node/entry.js");
  const flags = ["--auth", "none", "--bind-addr", `127.0.0.1:${port}`, "--extensions-dir", extensions, "--user-data-dir", data];
  flags.push("--config", path.join(what.scratch, "config.yaml"));
  const quiet = ["--disable-workspace-trust", "--disable-telemetry", "--disable-update-check", "--disable-getting-started-override"];
  const server = spawn(process.execPath, [entry, ...flags, ...quiet, what.folder], { stdio: ["ignore", "pipe", "pipe"], detached: true });
  let log = "";
  for (const stream of [server.stdout, server.stderr]) {
    stream.on("data", (part) => (log = (log + part).slice(-4000)));
  }
  let browser;
  const close = async () => {
    await browser?.close().catch(() => undefined);
    try {
      process.kill(-server.pid, "SIGTERM");
    } catch {
      // It has ended by itself.
    }
    modelService().end(); // it would wait for other windows
  };
  try {
    const url = `http://127.0.0.1:${port}`;
    await until(() => fetch(`${url}/healthz`).then((answer) => answer.ok, () => false), "the server listens");
    browser = await launched(chromium, what.chromium);
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, deviceScaleFactor: what.scale ?? 1 });
    page.setDefaultTimeout(WAIT_MS);
    const payload = JSON.stringify([["openFile", `vscode-remote://127.0.0.1:${port}${path.join(what.folder, what.file)}`]]);
    await page.goto(`${url}/?folder=${encodeURIComponent(what.folder)}&payload=${encodeURIComponent(payload)}`);
    await page.waitForSelector(".monaco-workbench .editor-instance .view-line");
    const account = () => `code-server said:\n${log}\nthe extension said:\n${extensionLog(data)}`;
    return { page, close, log: account, editor: new Editor(page, what.pictures), service: modelService() };
  } catch (error) {
    await close();
    error.message += `\nthe server said: ${log}`;
    throw error;
  }
}

/** Start a browser; on a busy machine one in many hangs at its start. */
async function launched(chromium, executablePath) {
  const options = { executablePath, headless: true, args: BROWSER, timeout: LAUNCH_MS };
  for (let left = 2; left > 0; left--) {
    try {
      return await chromium.launch(options);
    } catch (error) {
      console.error(`the browser did not start: ${error.message}`);
    }
  }
  return chromium.launch(options);
}

/** Wait until a question is answered with something true; gives the answer. */
export async function until(ask, what, limit = WAIT_MS) {
  const end = Date.now() + limit;
  for (;;) {
    const answer = await ask();
    if (answer) {
      return answer;
    }
    if (Date.now() > end) {
      throw new Error(`waited in vain: ${what}`);
    }
    await new Promise((wake) => setTimeout(wake, POLL_MS));
  }
}

/** What a person does with the window, and what it shows. */
export class Editor {
  constructor(page, pictures) {
    this.page = page;
    this.pictures = pictures;
  }

  /** The texts of the lines in view, ghost values included, by their numbers. */
  lines() {
    return this.page.evaluate(() => {
      const shown = {};
      const numbers = new Map();
      for (const margin of document.querySelectorAll(".editor-instance .margin-view-overlays > div")) {
        const number = margin.querySelector(".line-numbers")?.textContent;
        if (number) numbers.set(margin.style.top || margin.getBoundingClientRect().top, number);
      }
      for (const line of document.querySelectorAll(".editor-instance .view-lines > .view-line")) {
        const number = numbers.get(line.style.top || line.getBoundingClientRect().top);
        if (number) shown[number] = line.textContent.replaceAll("\u00a0", " ").trimEnd();
      }
      return shown;
    });
  }

  /** Wait until lines end as they should: `{8: "→ 30"}`. */
  async see(wanted, limit) {
    let last = {};
    const isThere = async () => {
      last = await this.lines();
      return Object.entries(wanted).every(([number, end]) => (end instanceof RegExp ? end.test(last[number] ?? "") : (last[number] ?? "").endsWith(end)));
    };
    try {
      await until(isThere, "", limit);
    } catch {
      throw new Error(`waited in vain for ${JSON.stringify(wanted, (_, end) => (end instanceof RegExp ? String(end) : end))}, seen: ${JSON.stringify(last, null, 1)}`);
    }
    return last;
  }

  /** The texts of everything that a selector finds. */
  texts(selector) {
    const text = (found) => found.map((one) => one.textContent.replaceAll("\u00a0", " ").trim());
    return this.page.$$eval(selector, text);
  }

  /** Wait until one of the things a selector finds has a text. */
  async seeText(selector, text, limit) {
    let last = [];
    const fits = (found) => (text instanceof RegExp ? text.test(found) : found.includes(text));
    const isThere = async () => (last = await this.texts(selector)).find(fits) ?? false;
    try {
      return await until(isThere, "", limit);
    } catch {
      throw new Error(`waited in vain for ${text} in ${selector}, seen: ${JSON.stringify(last)}`);
    }
  }

  /** Run a command of the palette by its whole title. */
  async command(title) {
    await this.page.keyboard.press("F1");
    const input = this.page.locator(".quick-input-widget input[type=text]");
    await input.fill(`>${title}`);
    await this.seeText(".quick-input-list .monaco-list-row.focused", title);
    await this.page.keyboard.press("Enter");
  }

  /** Put the cursor at the beginning of a line's text. */
  async goTo(line, column = 1) {
    await this.page.keyboard.press("Control+g");
    const input = this.page.locator(".quick-input-widget input[type=text]");
    await input.fill(`:${line}:${column}`);
    await this.page.keyboard.press("Enter");
    await this.seeText(".statusbar-item", `Ln ${line}, Col ${column}`);
  }

  /** Type other text in place of a line's. */
  async replaceLine(line, text) {
    await this.goTo(line);
    await this.page.keyboard.press("End");
    await this.page.keyboard.press("Shift+Home");
    await this.page.keyboard.press("Shift+Home");
    await this.page.keyboard.insertText(text);
  }

  /** Give the frame of the webview that has something; waits for it. */
  webview(selector) {
    const isIt = (frame) => frame.$(selector).then((found) => found !== null, () => false);
    const ask = async () => {
      for (const frame of this.page.frames()) {
        if (await isIt(frame)) return frame;
      }
      return undefined;
    };
    return until(ask, `a webview with ${selector}`);
  }

  /** Click what a selector finds first with a text. */
  async click(selector, text) {
    await this.page.locator(selector, text === undefined ? {} : { hasText: text }).first().click();
  }

  /** Keep a picture of the window, when nothing moves in it any more. */
  async picture(name, clip) {
    const moving = () => this.page.evaluate(() => document.getAnimations().filter((one) => one.effect?.getTiming().iterations !== Infinity && one.playState === "running").length);
    await until(async () => (await moving()) === 0, "the window is still");
    await this.page.screenshot({ path: path.join(this.pictures, `${name}.png`), clip });
  }
}

/** The process that owns the model: known by the folder that it shares with this process alone. */
function modelService() {
  const mark = `DESKCHECK_RUNTIME_DIR=${process.env.DESKCHECK_RUNTIME_DIR}\0`;
  const signal = (name) => {
    for (const pid of readdirSync("/proc").filter((entry) => /^\d+$/.test(entry))) {
      try {
        const isIt = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0").includes("serve") && readFileSync(`/proc/${pid}/environ`, "utf8").includes(mark);
        if (isIt) process.kill(Number(pid), name);
      } catch {
        // It has ended, or is somebody else's.
      }
    }
  };
  return { pause: () => signal("SIGSTOP"), resume: () => signal("SIGCONT"), end: () => signal("SIGKILL") };
}

function extensionLog(data) {
  const logs = readdirSync(path.join(data, "logs"), { recursive: true }).filter((name) => name.endsWith("deskcheck.log"));
  return logs.map((name) => readFileSync(path.join(data, "logs", name), "utf8").slice(-3000)).join("\n");
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
