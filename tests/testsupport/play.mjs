// Plays scenarios (../scenarios/README.md) with Microsoft's test client: node play.mjs PYTHON ADAPTER FOLDER SCENARIO...
import assert from "node:assert";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { createRequire } from "node:module";

const { DebugClient } = createRequire(import.meta.url)("@vscode/debugadapter-testsupport");
const [python, name, folder, ...scenarios] = process.argv.slice(2);
const adapter = path.join(path.dirname(fileURLToPath(import.meta.url)), name);

function filled(data, kept) {
  if (typeof data === "string") return kept[data] ?? data;
  if (Array.isArray(data)) return data.map((item) => filled(item, kept));
  if (data === null || typeof data !== "object") return data;
  return Object.fromEntries(Object.entries(data).map(([key, item]) => [key, filled(item, kept)]));
}

const at = (body, where) => where.split(".").reduce((value, part) => value[part], body);

function holds(found, wanted) {
  if (Array.isArray(wanted)) {
    return Array.isArray(found) && found.length >= wanted.length && wanted.every((item, i) => holds(found[i], item));
  }
  if (wanted !== null && typeof wanted === "object") {
    return found != null && Object.entries(wanted).every(([key, item]) => holds(found[key], item));
  }
  return found === wanted;
}

function assertHolds(found, wanted, step) {
  assert(holds(found, wanted), `${JSON.stringify(step)} gave ${JSON.stringify(found)}`);
}

// Events wait in order until a step asks for them.
class Events {
  constructor(client) {
    this.waiting = {};
    this.said = {};
    client.on("output", ({ body }) => (this.said[body.category] = (this.said[body.category] ?? "") + body.output));
    for (const name of ["initialized", "stopped", "exited", "terminated", "output", "thread", "invalidated"]) {
      this.waiting[name] = [];
      client.on(name, (event) => this.waiting[name].push(event.body ?? {}));
    }
  }

  async next(name, wanted = {}) {
    let body;
    const isThere = () => {
      while (this.waiting[name].length) {
        body = this.waiting[name].shift();
        if (holds(body, wanted)) return true;
      }
      return false;
    };
    await until(isThere, `event ${name} that holds ${JSON.stringify(wanted)}`);
    return body;
  }
}

async function until(isSo, what) {
  for (const end = Date.now() + 20000; Date.now() < end; ) {
    if (isSo()) return;
    await new Promise((done) => setTimeout(done, 5));
  }
  throw new Error(`waited in vain: ${what}`);
}

async function stop(client, events) {
  const { reason } = await events.next("stopped");
  const trace = await client.stackTraceRequest({ threadId: 1 });
  return [reason, trace.body.stackFrames[0].line];
}

async function take(client, events, step, kept) {
  const keep = (body) => {
    for (const [name, where] of Object.entries(step.keep ?? {})) kept[`$${name}`] = at(body, where);
  };
  if (step.says) {
    await until(() => (events.said[step.category] ?? "").includes(step.says), JSON.stringify(step));
    return;
  }
  if (step.event) {
    keep(await events.next(step.event, filled(step.holds ?? {}, kept)));
    return;
  }
  let response;
  try {
    response = await client.send(step.send, filled(step.with, kept));
  } catch (error) {
    assert(step.refused && error.message.includes(step.refused), `${JSON.stringify(step)}: ${error.message}`);
    return;
  }
  assert(!step.refused, `${JSON.stringify(step)} was not refused`);
  const body = response.body ?? {};
  assertHolds(body, filled(step.body ?? {}, kept), step);
  keep(body);
  if (step.stop) assert.deepStrictEqual(await stop(client, events), step.stop, JSON.stringify(step));
}

async function play(file) {
  const scenario = JSON.parse(fs.readFileSync(file, "utf8"));
  const program = path.join(fs.realpathSync(folder), `${path.basename(file, ".json")}.py`);
  fs.writeFileSync(program, scenario.source);
  const client = new DebugClient(python, adapter, "deskcheck");
  client.defaultTimeout = 20000;
  await client.start();
  const events = new Events(client);
  const kept = { $FILE: program };
  await client.initializeRequest();
  const launched = client.launchRequest({ mode: "imagine", program, ...scenario.launch }); // debugpy answers last
  await events.next("initialized");
  for (const step of scenario.configure) await take(client, events, step, kept);
  await client.configurationDoneRequest();
  await launched;
  if (scenario.first) assert.deepStrictEqual(await stop(client, events), scenario.first);
  for (const step of scenario.steps) await take(client, events, step, kept);
  await client.stop();
  console.log(`ok ${path.basename(file, ".json")}`);
}

for (const file of scenarios) await play(file);
process.exit(0);
