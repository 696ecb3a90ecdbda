/** The names that the server shares with its clients; its side is `lsp_server/methods.py`. */

// Commands of the server.
export const PREDICT = "deskcheck.predict";
export const USE_CALL = "deskcheck.useCall";
export const PICK_CALL = "deskcheck.pickCall";
export const COMPARE = "deskcheck.compare";
export const FORGET = "deskcheck.forget";
export const TOGGLE = "deskcheck.toggle";

// Commands that this client runs.
export const CHOOSE_CALL = "deskcheck.chooseCall";
export const STEP = "deskcheck.step";
export const SHOW_TRACE = "deskcheck.showTrace";

// Requests.
export const ENTRY_POINTS = "deskcheck/entryPoints";
export const FUNCTIONS = "deskcheck/functions";
export const TRACE = "deskcheck/trace";
export const STATUS = "deskcheck/status";

// Notifications of the server.
export const DID_CHANGE_STATUS = "deskcheck/didChangeStatus";
export const DID_CHANGE_TRACE = "deskcheck/didChangeTrace";

// Of the debug adapter, in a session that compares.
export const DIVERGENCE = "deskcheckDivergence";
export const IMAGINE = "deskcheck/imagine";
export const REAL = "deskcheck/real";
export const PREDICTED = "deskcheck/predicted";

export interface EntryPoint {
  call: string;
  why: string;
  line: number | null;
  inUse: boolean;
}

export interface FunctionState {
  name: string;
  line: number;
  endLine: number;
  call: string | null;
  why: string | null;
  state: string;
  result: string | null;
  message: string | null;
}

export interface Status {
  state: "off" | "starting" | "idle" | "busy" | "failed";
  model: string | null;
  device: string | null;
  pending: number;
  message: string | null;
}

export interface TraceValue {
  repr: string;
  changed: boolean;
  origin: string;
  confidence: number | null;
}

export interface TraceFrame {
  event: "call" | "line" | "return" | "exception";
  function: string;
  file: string | null;
  line: number;
  source: string;
  depth: number;
  activation: number;
  locals: Record<string, TraceValue>;
  arg: TraceValue | null;
  kind: string | null;
  origin: string;
  confidence: number | null;
}

export interface Trace {
  call: string;
  why: string;
  outcome: string;
  frames: TraceFrame[];
  result: TraceValue | null;
}

export interface TraceAnswer {
  state: string;
  message: string | null;
  version: number;
  trace: Trace | null;
}

export interface Comparison {
  text: string;
}

export interface Divergence {
  words: string;
  file: string;
  line: number;
  effect_of: number | null;
  first: boolean;
}

export interface Judged {
  name: string;
  predicted: string | null;
  recorded: string | null;
  verdict: string;
}
