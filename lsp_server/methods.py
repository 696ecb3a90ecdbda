"""The names that a client shares with this server, beside those of the protocol itself.

Clients list the same names in one file each: `editors/vscode/src/methods.ts` and
`editors/neovim/lua/deskcheck/methods.lua`.
Lines are 0-based in every message, as everywhere in LSP, except inside a `deskcheck.trace/1` document, where they are
1-based as in the model's world.

Commands (`workspace/executeCommand`), arguments by position:

| command | arguments | gives |
|---|---|---|
| `deskcheck.predict` | uri, function or null | null; predicts anew, also what is not in view |
| `deskcheck.useCall` | uri, function, call or null | null; imagine this call from now on, null: choose again |
| `deskcheck.pickCall` | uri, function | null; asks by `window/showMessageRequest`, for clients without a menu |
| `deskcheck.compare` | uri, function | `{text, exact, control, state, of, firstDivergence}`; really runs the call |
| `deskcheck.forget` | uri or null, function or null | null; forgets predictions, chosen calls and comparisons |
| `deskcheck.toggle` | | boolean; whether ghost values and all else are shown now |

Commands that a client runs itself; the server mentions those that `initializationOptions.clientCommands` names:
`deskcheck.chooseCall` (uri, function), `deskcheck.step` (uri, function, call), `deskcheck.showTrace` (uri, function).

Requests to the server:

| method | params | result |
|---|---|---|
| `deskcheck/entryPoints` | `{uri, function}` | `{entryPoints: [{call, why, line or null, inUse}]}`, best first |
| `deskcheck/functions` | `{uri}` | `{functions: [{name, line, endLine, call, why, state, result, message}]}` |
| `deskcheck/trace` | `{uri, function}` | `{state, message, version, trace}`; trace: `deskcheck.trace/1` or null |
| `deskcheck/status` | `{}` | what `deskcheck/didChangeStatus` carries |

`state` of a function: `none` (no call known), `waiting`, `running`, `fresh`, `stale` (the text was edited since),
`failed` (`message` says why).

Notifications to the client: `deskcheck/didChangeStatus` `{state, model, device, pending, message}` with state `off`,
`starting`, `idle`, `busy` or `failed`; `deskcheck/didChangeTrace` `{uri, function, state}`.
"""

PREDICT = "deskcheck.predict"
USE_CALL = "deskcheck.useCall"
PICK_CALL = "deskcheck.pickCall"
COMPARE = "deskcheck.compare"
FORGET = "deskcheck.forget"
TOGGLE = "deskcheck.toggle"

CHOOSE_CALL = "deskcheck.chooseCall"
STEP = "deskcheck.step"
SHOW_TRACE = "deskcheck.showTrace"
CLIENT_COMMANDS = (CHOOSE_CALL, STEP, SHOW_TRACE)

ENTRY_POINTS = "deskcheck/entryPoints"
FUNCTIONS = "deskcheck/functions"
TRACE = "deskcheck/trace"
STATUS = "deskcheck/status"
DID_CHANGE_STATUS = "deskcheck/didChangeStatus"
DID_CHANGE_TRACE = "deskcheck/didChangeTrace"
