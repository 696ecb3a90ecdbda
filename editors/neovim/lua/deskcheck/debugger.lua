--- A small DAP client for imagined runs and real ones with predictions beside them, used where nvim-dap is not installed:
--- one session, one window.
local M = {}

local NAMESPACE = vim.api.nvim_create_namespace("deskcheck.debugger")
local WINDOW = vim.api.nvim_create_namespace("deskcheck.debugger.window")

---@class deskcheck.Session
---@field process vim.SystemObj
---@field seq integer
---@field waiting table<integer, fun(response: table)>
---@field buffer string bytes that are no whole message yet
---@field launch table
---@field bufnr integer|nil of the window with variables and stack
---@field winid integer|nil of the source
---@field frame integer|nil of the innermost call
---@field reason string|nil why it stands where it does

---@type deskcheck.Session|nil
local session = nil

---@type table<string, table<integer, string|true>> breakpoints by file and line: a condition or true
local breakpoints = {}

---What was seen last: reason, line, variables, stack; for tests and status lines.
---@type table<string, any>
M.state = {}

local function say(text, level)
  vim.notify("deskcheck: " .. text, level or vim.log.levels.INFO)
end

---@param command string
---@param arguments? table
---@param done? fun(body: table)
local function request(command, arguments, done)
  if session == nil then
    return
  end
  session.seq = session.seq + 1
  local message = { seq = session.seq, type = "request", command = command, arguments = arguments or vim.empty_dict() }
  session.waiting[session.seq] = function(response)
    if not response.success then
      say(response.message or (command .. " failed"), vim.log.levels.WARN)
    elseif done then
      done(response.body or {})
    end
  end
  local body = vim.json.encode(message)
  session.process:write(("Content-Length: %d\r\n\r\n%s"):format(#body, body))
end

---The colour of a variable: set by hand, unsure, or as usual.
---@param variable table
---@return string|nil
local function colour(variable)
  local attributes = (variable.presentationHint or {}).attributes or {}
  if vim.tbl_contains(attributes, "edited") then
    return "DiagnosticWarn"
  end
  return vim.tbl_contains(attributes, "unsure") and "Comment" or nil
end

local function draw()
  if session == nil or session.bufnr == nil or not vim.api.nvim_buf_is_valid(session.bufnr) then
    return
  end
  local lines, colours = {}, {}
  local function add(text, group)
    table.insert(lines, (text:gsub("%c", " ")))
    colours[#lines] = group
  end
  add((M.state.title or "imagined run") .. ": " .. (M.state.description or M.state.reason or "…"), "Title")
  if M.state.exception then
    add(M.state.exception, "DiagnosticError")
  end
  add("")
  for _, variable in ipairs(M.state.variables or {}) do
    add(("%s = %s"):format(variable.name, variable.value), colour(variable))
  end
  if #(M.state.predicted or {}) > 0 then
    add("")
    add("predicted", "Title")
    for _, variable in ipairs(M.state.predicted) do
      add(("%s = %s"):format(variable.name, variable.value), variable.type == "mismatch" and "DiagnosticWarn" or "Comment")
    end
  end
  add("")
  add("stack", "Title")
  for level, frame in ipairs(M.state.stack or {}) do
    add(("%s %s, line %d"):format(level == 1 and ">" or " ", frame.name, frame.line))
  end
  if #(M.state.forks or {}) > 0 then
    add("")
    add("runs", "Title")
    for _, fork in ipairs(M.state.forks) do
      add(fork.name .. ": " .. fork.value, fork.name:match("%(here%)$") and "DiagnosticWarn" or nil)
    end
  end
  add("")
  add("i in  n next  o out  b back  c continue  r reverse", "Comment")
  add("s set a variable  e evaluate  f another run  q quit", "Comment")
  vim.bo[session.bufnr].modifiable = true
  vim.api.nvim_buf_set_lines(session.bufnr, 0, -1, false, lines)
  vim.bo[session.bufnr].modifiable = false
  for row, group in pairs(colours) do
    vim.api.nvim_buf_set_extmark(session.bufnr, WINDOW, row - 1, 0, { line_hl_group = group })
  end
end

local function mark(frame)
  if session == nil or frame.source == nil or not vim.api.nvim_win_is_valid(session.winid) then
    return
  end
  local bufnr = vim.fn.bufadd(frame.source.path)
  vim.fn.bufload(bufnr)
  vim.bo[bufnr].buflisted = true
  if vim.api.nvim_win_get_buf(session.winid) ~= bufnr then
    vim.api.nvim_win_set_buf(session.winid, bufnr)
  end
  for _, other in ipairs(vim.api.nvim_list_bufs()) do
    vim.api.nvim_buf_clear_namespace(other, NAMESPACE, 0, -1)
  end
  local row = math.min(frame.line, vim.api.nvim_buf_line_count(bufnr)) - 1
  vim.api.nvim_buf_set_extmark(bufnr, NAMESPACE, row, 0, {
    line_hl_group = "CursorLine",
    sign_text = ">",
    sign_hl_group = "DiagnosticInfo",
    virt_text = M.state.exception and { { M.state.exception, "DiagnosticError" } } or nil,
  })
  for line, _ in pairs(breakpoints[frame.source.path] or {}) do
    if line - 1 ~= row and line <= vim.api.nvim_buf_line_count(bufnr) then
      vim.api.nvim_buf_set_extmark(bufnr, NAMESPACE, line - 1, 0, { sign_text = "B", sign_hl_group = "DiagnosticError" })
    end
  end
  vim.api.nvim_win_set_cursor(session.winid, { row + 1, 0 })
end

---Ask what is known of the run: its forks, where there are any, or what was predicted of a real one.
---@param scope table|nil
---@param done fun()
local function look_at_run(scope, done)
  M.state.forks, M.state.predicted = {}, {}
  if scope == nil then
    done()
    return
  end
  request("variables", { variablesReference = scope.variablesReference }, function(held)
    if scope.name == "Predicted" then
      M.state.predicted = held.variables
      done()
      return
    end
    for _, fact in ipairs(held.variables) do
      if fact.name == "runs" and fact.variablesReference > 0 then
        request("variables", { variablesReference = fact.variablesReference }, function(runs)
          M.state.forks = runs.variables
          done()
        end)
        return
      end
    end
    done()
  end)
end

local function look()
  request("stackTrace", { threadId = 1 }, function(trace)
    M.state.stack = trace.stackFrames
    local top = trace.stackFrames[1]
    session.frame = top.id
    M.state.line = top.line
    mark(top)
    request("scopes", { frameId = top.id }, function(scopes)
      M.state.scope = scopes.scopes[1].variablesReference
      request("variables", { variablesReference = M.state.scope }, function(held)
        M.state.variables = held.variables
        look_at_run(scopes.scopes[2], function()
          M.state.stops = (M.state.stops or 0) + 1
          draw()
        end)
      end)
    end)
  end)
end

local function send_breakpoints(path, done)
  local points = {}
  for line, condition in pairs(breakpoints[path] or {}) do
    table.insert(points, { line = line, condition = condition ~= true and condition or nil })
  end
  request("setBreakpoints", { source = { path = path }, breakpoints = points }, function(body)
    for _, point in ipairs(body.breakpoints or {}) do
      if not point.verified then
        say(point.message or "a breakpoint could not be set", vim.log.levels.WARN)
      end
    end
    if done then
      done()
    end
  end)
end

local function stop()
  if session == nil then
    return
  end
  local ending = session
  session = nil
  for _, bufnr in ipairs(vim.api.nvim_list_bufs()) do
    vim.api.nvim_buf_clear_namespace(bufnr, NAMESPACE, 0, -1)
  end
  if ending.bufnr and vim.api.nvim_buf_is_valid(ending.bufnr) then
    vim.api.nvim_buf_delete(ending.bufnr, { force = true })
  end
  ending.process:write(nil) -- its end of input ends the adapter
  M.state = {}
end

local function on_event(event)
  local body = event.body or {}
  if event.event == "initialized" then
    request("launch", session.launch)
    local paths = vim.tbl_keys(breakpoints)
    local function configure()
      request("configurationDone")
    end
    local function send(idx)
      if paths[idx] then
        send_breakpoints(paths[idx], function()
          send(idx + 1)
        end)
      else
        configure()
      end
    end
    send(1)
  elseif event.event == "stopped" then
    M.state.reason, M.state.description, M.state.exception = body.reason, body.description or body.text, nil
    if body.reason == "exception" then
      request("exceptionInfo", { threadId = 1 }, function(info)
        M.state.exception = info.description
        look()
      end)
    else
      look()
    end
  elseif event.event == "output" and body.category ~= "telemetry" then
    M.state.output = (M.state.output or "") .. body.output
    if body.category == "stderr" then
      say(vim.trim(body.output), vim.log.levels.WARN)
    end
  elseif event.event == "deskcheckDivergence" then
    say(("divergence at line %d: %s"):format(body.effect_of or body.line, body.words), vim.log.levels.WARN)
  elseif event.event == "terminated" then
    stop()
  end
end

local function on_bytes(bytes)
  if session == nil then
    return
  end
  session.buffer = session.buffer .. bytes
  while session do
    local head, from = session.buffer:match("^(.-)\r\n\r\n()")
    local length = head and tonumber(head:lower():match("content%-length:%s*(%d+)"))
    if not length or #session.buffer < from + length - 1 then
      return
    end
    local message = vim.json.decode(session.buffer:sub(from, from + length - 1), { luanil = { object = true, array = true } })
    session.buffer = session.buffer:sub(from + length)
    if message.type == "response" then
      local done = session.waiting[message.request_seq]
      session.waiting[message.request_seq] = nil
      if done then
        done(message)
      end
    elseif message.type == "event" then
      on_event(message)
    end
  end
end

local MOVES = {
  ["continue"] = "continue",
  reverse = "reverseContinue",
  next = "next",
  ["in"] = "stepIn",
  out = "stepOut",
  back = "stepBack",
}

---Obey a subcommand of :Deskcheck that belongs to stepping.
---@param name string
---@param rest string
function M.command(name, rest)
  if name == "breakpoint" then
    local path, line = vim.api.nvim_buf_get_name(0), vim.api.nvim_win_get_cursor(0)[1]
    breakpoints[path] = breakpoints[path] or {}
    local is_set = breakpoints[path][line] ~= nil and rest == ""
    breakpoints[path][line] = not is_set and (rest ~= "" and rest or true) or nil
    say(is_set and "breakpoint cleared" or ("stops at line " .. line))
    if session then
      send_breakpoints(path)
    end
    return
  end
  if session == nil then
    say("nothing is stepped through: :Deskcheck step begins", vim.log.levels.WARN)
  elseif MOVES[name] then
    request(MOVES[name], { threadId = 1 })
  elseif name == "stop" then
    request("disconnect", nil, stop)
  elseif name == "eval" then
    request("evaluate", { expression = rest, frameId = session.frame, context = "repl" }, function(body)
      say(body.result)
    end)
  elseif name == "set" then
    local variable, value = rest:match("^%s*([^=%s]+)%s*=%s*(.+)$")
    if variable == nil then
      say("write :Deskcheck set NAME = VALUE", vim.log.levels.WARN)
      return
    end
    request("setVariable", { variablesReference = M.state.scope, name = variable, value = value }, look)
  elseif name == "fork" then
    request("evaluate", { expression = ".fork " .. rest, context = "repl" })
  elseif name == "diff" then
    request("evaluate", { expression = ".diff " .. rest, context = "repl" }, function(body)
      say(body.result)
    end)
  end
end

---Ask for what follows a letter typed in the window, then obey.
---@param name string of a subcommand
---@param prompt string
local function ask(name, prompt)
  vim.ui.input({ prompt = prompt }, function(text)
    if text and text ~= "" then
      M.command(name, text)
    end
  end)
end

---Let the user choose another run.
local function choose_run()
  if #(M.state.forks or {}) == 0 then
    say("there is one run: s sets a variable and makes another")
    return
  end
  vim.ui.select(M.state.forks, {
    prompt = "Run",
    format_item = function(fork)
      return fork.name .. ": " .. fork.value
    end,
  }, function(_, idx)
    if idx then
      M.command("fork", tostring(idx - 1))
    end
  end)
end

---Begin a session.
---@param launch table as in a launch configuration
function M.start(launch)
  stop()
  local command = require("deskcheck").command()
  if command == nil then
    say("deskcheck is not installed: see :checkhealth deskcheck", vim.log.levels.WARN)
    return
  end
  local source = vim.api.nvim_get_current_win()
  local bufnr = vim.api.nvim_create_buf(false, true)
  vim.bo[bufnr].filetype = "deskcheck-debug"
  vim.api.nvim_buf_set_name(bufnr, "deskcheck://debug/" .. bufnr)
  for key, name in pairs({ i = "in", n = "next", o = "out", b = "back", c = "continue", r = "reverse", q = "stop" }) do
    vim.keymap.set("n", key, function()
      M.command(name, "")
    end, { buffer = bufnr, desc = name })
  end
  local asking = {
    s = function()
      ask("set", "Set (NAME = VALUE): ")
    end,
    e = function()
      ask("eval", "Evaluate: ")
    end,
    f = choose_run,
  }
  for key, action in pairs(asking) do
    vim.keymap.set("n", key, action, { buffer = bufnr })
  end
  vim.cmd("botright 52vsplit")
  vim.api.nvim_win_set_buf(0, bufnr)
  vim.wo[0].wrap, vim.wo[0].linebreak, vim.wo[0].number = true, true, false
  M.state = { title = launch.call or launch["function"] or launch.name }
  session = {
    seq = 0,
    waiting = {},
    buffer = "",
    launch = launch,
    bufnr = bufnr,
    winid = source,
    process = vim.system(vim.list_extend(vim.deepcopy(command), { "dap" }), {
      stdin = true,
      text = false,
      stdout = function(_, bytes)
        if bytes then
          vim.schedule(function()
            on_bytes(bytes)
          end)
        end
      end,
      stderr = false,
    }, function()
      vim.schedule(stop)
    end),
  }
  request("initialize", { adapterID = "deskcheck", clientID = "neovim", linesStartAt1 = true, columnsStartAt1 = true })
end

return M
