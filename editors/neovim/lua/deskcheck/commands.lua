--- The subcommands of :Deskcheck. Each asks the server, or the debugger, and shows what it says.
local methods = require("deskcheck.methods")

local M = {}

local function say(text, level)
  vim.notify("deskcheck: " .. text, level or vim.log.levels.INFO)
end

---@param method string
---@param params table
---@param done fun(result: any)
local function request(method, params, done)
  local client = require("deskcheck").client()
  if client == nil then
    local is_starting = #vim.lsp.get_clients({ name = "deskcheck", _uninitialized = true }) > 0
    local why = is_starting and "the server is starting" or "the server does not run here: see :checkhealth deskcheck"
    say(why, vim.log.levels.WARN)
    return
  end
  client:request(method, params, function(error, result)
    if error then
      say(error.message, vim.log.levels.WARN)
    else
      done(result)
    end
  end)
end

---@param command string
---@param arguments any[]
---@param done? fun(result: any)
local function execute(command, arguments, done)
  request("workspace/executeCommand", { command = command, arguments = arguments }, done or function() end)
end

---Find the innermost function around the cursor.
---@param done fun(uri: string, name: string, found: table)
local function with_function(done)
  local uri = vim.uri_from_bufnr(0)
  local line = vim.api.nvim_win_get_cursor(0)[1] - 1
  request(methods.FUNCTIONS, { uri = uri }, function(result)
    local best = nil
    for _, found in ipairs(result.functions) do
      if found.line <= line and line <= found.endLine and (best == nil or found.line >= best.line) then
        best = found
      end
    end
    if best == nil then
      say("the cursor is in no function", vim.log.levels.WARN)
    else
      done(uri, best.name, best)
    end
  end)
end

---Let the user choose one of the calls that are known, or type another.
---@param uri string
---@param name string
function M.choose_call(uri, name)
  request(methods.ENTRY_POINTS, { uri = uri, ["function"] = name }, function(result)
    local items = vim.list_extend({}, result.entryPoints)
    table.insert(items, { call = "another call …", why = "type it" })
    vim.ui.select(items, {
      prompt = "What " .. name .. " is called with",
      format_item = function(item)
        return item.call .. "  (" .. item.why .. (item.inUse and ", in use)" or ")")
      end,
    }, function(item, idx)
      if item == nil then
        return
      end
      if idx < #items then
        execute(methods.USE_CALL, { uri, name, item.call })
        return
      end
      vim.ui.input({ prompt = "Call: ", default = name .. "(" }, function(call)
        if call and call ~= "" then
          execute(methods.USE_CALL, { uri, name, call })
        end
      end)
    end)
  end)
end

---Begin a debug session with the editor's model, with nvim-dap where it is installed.
---@param launch table
local function begin(launch)
  local settings = require("deskcheck").options.settings
  for _, field in ipairs({ "model", "device", "quantization", "engine", "server" }) do
    launch[field] = settings[field]
  end
  local has_dap, dap = pcall(require, "dap")
  if has_dap then
    local command = require("deskcheck").command()
    assert(command, "deskcheck is not installed")
    dap.adapters.deskcheck = {
      type = "executable",
      command = command[1],
      args = vim.list_extend(vim.list_slice(command, 2), { "dap" }),
    }
    dap.run(launch)
  else
    require("deskcheck.debugger").start(launch)
  end
end

---Really run a file under debugpy, with predictions beside it.
---@param path string
---@param args string[]
function M.debug(path, args)
  begin({
    type = "deskcheck",
    request = "launch",
    name = "Real run of " .. vim.fs.basename(path),
    mode = "compare",
    program = path,
    args = args,
    console = "internalConsole",
    cwd = vim.fn.getcwd(),
  })
end

---Step through the imagined run of a function.
---@param uri string
---@param name string
---@param call? string
function M.step(uri, name, call)
  begin({
    type = "deskcheck",
    request = "launch",
    name = "Imagine " .. name,
    mode = "imagine",
    program = vim.uri_to_fname(uri),
    ["function"] = name,
    call = call ~= vim.NIL and call or nil,
    stopOnEntry = true,
    cwd = vim.fn.getcwd(),
  })
end

---@type table<string, {words: string, run: fun(rest: string)}>
local COMMANDS = {
  predict = {
    words = "imagine the function at the cursor anew",
    run = function()
      with_function(function(uri, name)
        execute(methods.PREDICT, { uri, name })
      end)
    end,
  },
  call = {
    words = "choose or type the call that is imagined",
    run = function()
      with_function(function(uri, name)
        M.choose_call(uri, name)
      end)
    end,
  },
  usecall = {
    words = "imagine this call: :Deskcheck usecall f(3)",
    run = function(rest)
      with_function(function(uri, name)
        execute(methods.USE_CALL, { uri, name, rest ~= "" and rest or vim.NIL })
      end)
    end,
  },
  trace = {
    words = "show the whole imagined run",
    run = function()
      with_function(function(uri, name)
        require("deskcheck.trace").open(uri, name)
      end)
    end,
  },
  step = {
    words = "step through the imagined run",
    run = function()
      with_function(function(uri, name, found)
        M.step(uri, name, found.call)
      end)
    end,
  },
  debug = {
    words = "really run this file, stop at breakpoints, and see what was predicted: :Deskcheck debug ARGUMENTS",
    run = function(rest)
      M.debug(vim.api.nvim_buf_get_name(0), vim.split(rest, " ", { trimempty = true }))
    end,
  },
  compare = {
    words = "really run the call and say where prediction and run part",
    run = function()
      with_function(function(uri, name)
        execute(methods.COMPARE, { uri, name }, function(result)
          say(result.text)
        end)
      end)
    end,
  },
  forget = {
    words = "forget what was imagined in this file",
    run = function()
      execute(methods.FORGET, { vim.uri_from_bufnr(0), vim.NIL })
    end,
  },
  toggle = {
    words = "switch everything off or on",
    run = function()
      execute(methods.TOGGLE, {}, function(is_on)
        say(is_on and "on" or "off")
      end)
    end,
  },
  status = {
    words = "say which model answers and how busy it is",
    run = function()
      request(methods.STATUS, vim.empty_dict(), function(status)
        local message = status.message ~= vim.NIL and status.message and (": " .. status.message) or ""
        say(("%s, model %s, %d waiting%s"):format(status.state, status.model or "?", status.pending or 0, message))
      end)
    end,
  },
}

-- Moves of the debugger, while one is stepped through.
for name, words in pairs({
  ["continue"] = "go on to a breakpoint or the end",
  reverse = "go back to a breakpoint or the start",
  next = "step over",
  ["in"] = "step in",
  out = "step out",
  back = "step back",
  breakpoint = "set or clear a breakpoint here, with a condition: :Deskcheck breakpoint x > 3",
  set = "another value from here on: :Deskcheck set x = 3",
  eval = "the value of an expression",
  fork = "go to another run: :Deskcheck fork 0",
  diff = "say where two runs part: :Deskcheck diff 0 1",
  stop = "end the session",
}) do
  COMMANDS[name] = {
    words = words .. " (stepping)",
    run = function(rest)
      require("deskcheck.debugger").command(name, rest)
    end,
  }
end

---Run a subcommand.
---@param args {args: string}
function M.run(args)
  local name, rest = args.args:match("^(%S*)%s*(.-)$")
  local command = COMMANDS[name]
  if command == nil then
    local lines = { name == "" and "deskcheck: subcommands" or ("deskcheck: there is no subcommand " .. name) }
    for _, known in ipairs(M.names()) do
      table.insert(lines, ("  %-10s  %s"):format(known, COMMANDS[known].words))
    end
    vim.notify(table.concat(lines, "\n"), name == "" and vim.log.levels.INFO or vim.log.levels.WARN)
    return
  end
  command.run(rest)
end

---The names of all subcommands, sorted.
---@return string[]
function M.names()
  local names = vim.tbl_keys(COMMANDS)
  table.sort(names)
  return names
end

---Complete a subcommand.
---@param lead string
---@param line string
---@return string[]
function M.complete(lead, line)
  if line:match("^%s*%S+%s+%S+%s") then
    return {}
  end
  return vim.tbl_filter(function(name)
    return vim.startswith(name, lead)
  end, M.names())
end

return M
