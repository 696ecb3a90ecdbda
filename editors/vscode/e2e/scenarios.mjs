/** What is done in the real editor, step by step: `node scenarios.mjs NAME CONFIG.json` writes what was seen as JSON. */
import { readFileSync, writeFileSync } from "node:fs";
import { open, until } from "./vscode.mjs";

const LENS = ".codelens-decoration";
const CHOICES = ".quick-input-list .monaco-list-row";
const SQUIGGLES = ".editor-instance .squiggly-warning";
const VARIABLES = ".debug-variables .monaco-list-row";
const STACK = ".debug-call-stack .monaco-list-row";
const CONSOLE = ".repl .monaco-list-row";
const STATUS = ".statusbar-item[id*=deskcheck]"; // progress has an item of its own
const TOAST = ".notification-toast .notification-list-item-message";

const scenarios = {
  /** Values appear, age, are made anew; another call; the whole run; off and on. */
  async ghosts({ editor, page, service }) {
    const found = {};
    found.first = await editor.see({ 10: "amount: 8, 17", 11: "→ 17" });
    await editor.seeText(LENS, "→ 17");
    await editor.picture("ghosts");

    // Nothing is imagined while the model's process is stopped: what is shown then is old, and says so.
    service.pause();
    await editor.replaceLine(7, "    amount = 100");
    found.stale = await editor.see({ 11: "~→ 17" });
    await editor.picture("stale");
    service.resume();
    found.fresh = await editor.see({ 7: "= 100", 11: "→ 117" });

    await editor.seeText(LENS, "→ 117");
    await editor.click(`${LENS} a`, "total(");
    await editor.seeText(CHOICES, "milk");
    found.calls = await editor.texts(CHOICES);
    await editor.picture("calls");
    await editor.click(CHOICES, "milk");
    found.other = await editor.see({ 9: "raises KeyError('milk')" });
    await page.waitForSelector(SQUIGGLES);
    await editor.goTo(9, 10);
    await page.keyboard.press("Control+k");
    await page.keyboard.press("Control+i");
    found.hover = await editor.seeText(".monaco-hover", "computed"); // behind the diagnostic, which comes first
    await editor.picture("hover");
    await page.keyboard.press("Escape");

    await editor.command("deskcheck: Show the whole imagined run");
    const trace = await editor.webview("tr[data-line]");
    found.trace = await trace.$$eval("tr[data-line]", (rows) => rows.map((row) => row.innerText.replace(/\s+/g, " ").trim()));
    await editor.picture("trace");
    await trace.click("tr[data-line='11'], tr[data-line='10']");
    await editor.seeText(".statusbar-item", "Ln 10, Col 1");

    await editor.click(STATUS);
    await editor.seeText(STATUS, "deskcheck off");
    found.off = await editor.see({ 7: "= 100", 9: "PRICES[item]", 11: "return amount" });
    await until(async () => (await page.$$(`${LENS} a, ${SQUIGGLES}`)).length === 0, "lenses and squiggles go");
    await editor.picture("off");
    await editor.click(STATUS);
    await editor.see({ 9: "raises KeyError('milk')" });
    return found;
  },

  /** What the model itself imagines, with how sure it is. */
  async model({ editor, page }) {
    const found = {};
    found.lines = await editor.see({ 1: /price = 3/, 3: /→ \S+/ }, 150_000);
    await editor.seeText(LENS, "→");
    await editor.picture("model");
    await page.hover(STATUS);
    found.status = await editor.seeText(".monaco-hover", "deskcheck-small");
    await editor.command("deskcheck: Show the whole imagined run");
    const trace = await editor.webview("tr[data-line]");
    found.trace = await trace.$$eval("tr[data-line] span[title]", (values) => values.map((value) => value.title));
    await editor.picture("model-trace");
    return found;
  },

  /** The imagined run in the debugger: breakpoint, back, another value, the fork, the predicted exception. */
  async debugger({ editor, page }) {
    const found = {};
    const at = (line) => editor.seeText(STACK, `orders.py${line}:1`);
    await editor.see({ 9: "raises KeyError('milk')" });
    await editor.goTo(10);
    await page.keyboard.press("F9");
    await editor.seeText(LENS, "raises");
    await editor.click(`${LENS} a`, "step through");
    await at(6);
    found.toolbar = await page.$$eval(".debug-toolbar .action-label", (buttons) => buttons.map((button) => button.getAttribute("aria-label")));
    await page.keyboard.press("F5");
    await at(10);
    await editor.seeText(VARIABLES, "price =4");
    found.breakpoint = await editor.texts(VARIABLES);

    await editor.click(".debug-toolbar .action-label[aria-label^='Step Back']");
    await at(9);
    await until(async () => !(await editor.texts(VARIABLES)).some((row) => row.startsWith("price")), "price is gone");
    found.back = await editor.texts(VARIABLES);
    await page.keyboard.press("F10");
    await at(10);

    await editor.seeText(VARIABLES, "price =4");
    await page.locator(VARIABLES, { hasText: "price =" }).dblclick();
    const input = page.locator(".debug-variables .monaco-inputbox input");
    await input.fill("50");
    await input.press("Enter");
    found.fork = await editor.seeText(CONSOLE, "what if price = 50");
    await editor.seeText(VARIABLES, "price =50");
    await page.keyboard.press("F10");
    await at(8);
    await editor.seeText(VARIABLES, "amount =100");
    found.forked = await editor.texts(VARIABLES);

    await page.keyboard.press("F5");
    await at(10);
    await editor.seeText(VARIABLES, "item ='honey'");
    await editor.click(".debug-toolbar .action-label[aria-label^='Reverse']");
    await editor.seeText(VARIABLES, "item ='tea'");
    await at(10);
    found.reversed = await editor.texts(VARIABLES);

    await page.keyboard.press("F5");
    await editor.seeText(VARIABLES, "item ='honey'");
    await page.keyboard.press("F5");
    found.exception = await editor.seeText(".exception-widget-container", "KeyError");
    await at(9);
    await editor.seeText(VARIABLES, "item ='milk'");
    await editor.click(".pane-header[aria-label^='Watch']"); // more room for the variables
    await page.locator(VARIABLES, { hasText: "Imagined run" }).locator(".monaco-tl-twistie").click();
    await editor.seeText(VARIABLES, "ending =");
    await editor.click(".repl-input-wrapper .view-lines");
    await page.keyboard.insertText(".forks");
    await page.keyboard.press("Enter");
    found.forks = await editor.seeText(CONSOLE, "main");
    await editor.picture("debugger");
    await page.keyboard.press("Shift+F5");
    await page.waitForSelector(".debug-toolbar", { state: "hidden" });
    return found;
  },

  /** A real session: predicted beside real values, the divergence, the imagined future, and reality again. */
  async compare({ editor, page }) {
    const found = {};
    const at = (line) => editor.seeText(STACK, `orders.py${line}:1`);
    await editor.see({ 11: "→ 17" });
    await editor.goTo(10);
    await page.keyboard.press("F9");
    await editor.command("deskcheck: Debug this file with predictions beside it");
    await at(10);
    await editor.seeText(VARIABLES, "price =4");
    await page.locator(VARIABLES, { hasText: "Predicted" }).locator(".monaco-tl-twistie").click();
    found.next = await editor.seeText(VARIABLES, "(next) =");

    await page.keyboard.press("F5");
    await editor.seeText(VARIABLES, "item ='honey'");
    found.divergence = await editor.seeText(TOAST, "predicted");
    found.console = await editor.seeText(CONSOLE, "divergence");
    await page.waitForSelector(".editor-instance .squiggly-info");
    found.real = await editor.texts(VARIABLES);
    await editor.picture("compare");

    await editor.click(".debug-toolbar .action-label[aria-label^='Imagine from here']");
    await editor.seeText(VARIABLES, "Imagined run");
    await page.keyboard.press("F10");
    await at(8);
    await editor.seeText(VARIABLES, "amount =20");
    await editor.picture("imagined");
    await editor.click(".debug-toolbar .action-label[aria-label^='Back to the real program']");
    await at(10);
    await editor.seeText(VARIABLES, "Predicted");
    found.back = await editor.texts(VARIABLES);
    await page.keyboard.press("F5");
    await page.waitForSelector(".debug-toolbar", { state: "hidden" });
    found.printed = await editor.seeText(CONSOLE, /20$/);
    return found;
  },

  /** No Python has deskcheck: the extension says so, makes an environment, and goes on. */
  async environment({ editor, page }) {
    const found = {};
    found.guidance = await editor.seeText(TOAST, "deskcheck");
    await editor.picture("guidance");
    await page.locator(".notification-toast").getByText("Create Environment", { exact: true }).click();
    await editor.seeText(CHOICES, "NVIDIA");
    await editor.click(CHOICES, "NVIDIA");
    await editor.see({ 11: "→ 17" });
    await editor.picture("environment");
    return found;
  },
};

const [name, configFile] = process.argv.slice(2);
const config = JSON.parse(readFileSync(configFile, "utf8"));
const session = await open(config);
let result;
try {
  result = await scenarios[name](session);
} catch (error) {
  await session.editor.picture(`${name}-failed`).catch(() => undefined);
  result = { error: `${error.stack}\n${session.log()}` };
} finally {
  await session.close();
}
writeFileSync(config.result, JSON.stringify(result));
