// Plays scenarios (../scenarios/README.md) with Microsoft's test client: node play.mjs PYTHON FOLDER SCENARIO...
import assert from "node:assert";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { createRequire } from "node:module";

const { DebugClient } = createRequire(import.meta.url)("@vscode/debugadapter-testsupport");
const [python, folder, ...scenarios] = process.argv.slice(2);
const adapter = path.join(path.dirname(fileURLToPath(import.meta.url)), "adapter.py");

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
    for (const name of ["initialized", "stopped", "exited", "terminated", "output", "thread", "invalidated"]) {
      this.waiting[name] = [];
      client.on(name, (event) => this.waiting[name].push(event.body ?? {}));
    }
  }

  async next(name, wanted = {}) {
    for (const until = Date.now() + 20000; Date.now() < until; ) {
      while (this.waiting[name].length) {
        const body = this.waiting[name].shift();
        if (holds(body, wanted)) return body;
      }
      await new Promise((done) => setTimeout(done, 5));
    }
    throw new Error(`no event ${name} that holds ${JSON.stringify(wanted)}`);
  }
}

async function stop(client, events) {
  const { reason } = await events.next("stopped");
  const trace = await client.stackTraceRequest({ threadId: 1 });
  return [reason, trace.body.stackFrames[0].line];
}

async function take(client, events, step, kept) {
  if (step.event) {
    await events.next(step.event, filled(step.holds ?? {}, kept));
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
  for (const [name, where] of Object.entries(step.keep ?? {})) kept[`$${name}`] = at(body, where);
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
  await events.next("initialized");
  await client.launchRequest({ mode: "imagine", program, ...scenario.launch });
  for (const step of scenario.configure) await take(client, events, step, kept);
  await client.configurationDoneRequest();
  assert.deepStrictEqual(await stop(client, events), scenario.first);
  for (const step of scenario.steps) await take(client, events, step, kept);
  await client.stop();
  console.log(`ok ${path.basename(file, ".json")}`);
}

for (const file of scenarios) await play(file);
process.exit(0);
