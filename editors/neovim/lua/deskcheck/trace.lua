--- A window with the whole imagined run of a function: a row for each step, what it changed, and how sure that is.
local methods = require("deskcheck.methods")

local M = {}

local NAMESPACE = vim.api.nvim_create_namespace("deskcheck.trace")
local UNSURE = 0.7

---@class deskcheck.TraceWindow
---@field bufnr integer
---@field lines table<integer, {file: string, line: integer}> where each row lies

---@type table<string, deskcheck.TraceWindow> by uri and function
local windows = {}

local function key(uri, name)
  return uri .. "::" .. name
end

---@param frame table a frame of deskcheck.trace/1
---@return string what it changed, boolean whether that is sure
local function effects(frame)
  local parts, sure = {}, true
  for name, value in vim.spairs(frame.locals) do
    if value.changed then
      table.insert(parts, name .. " = " .. value.repr:gsub("%c", " "))
      if type(value.confidence) == "number" and value.confidence < UNSURE then
        sure = false
      end
    end
  end
  if type(frame.arg) == "table" then
    local word = frame.event == "exception" and "raises " or (frame.kind == "yielded" and "yields " or "→ ")
    table.insert(parts, word .. frame.arg.repr:gsub("%c", " "))
    if type(frame.arg.confidence) == "number" and frame.arg.confidence < UNSURE then
      sure = false
    end
  end
  return table.concat(parts, ", "), sure
end

---Give the rows of a trace.
---@param trace table
---@return string[] rows, table<integer, {file: string, line: integer}> places, table<integer, string> groups by row
function M.rows(trace)
  local ending = trace.outcome
  if type(trace.result) == "table" then
    ending = ending .. " " .. trace.result.repr:gsub("%c", " ")
  end
  local rows = { trace.call .. ": predicted, " .. ending, "" }
  local places, groups = {}, { [1] = "Title" }
  local rounds = {}
  for _, frame in ipairs(trace.frames) do
    local place = frame["function"] .. ":" .. frame.line .. ":" .. frame.activation
    local text, sure = effects(frame)
    local round = ""
    if frame.event == "line" then
      rounds[place] = (rounds[place] or 0) + 1
      round = rounds[place] > 1 and ("#" .. rounds[place]) or ""
    end
    local confidence = type(frame.confidence) == "number" and ("%3d%%"):format(math.floor(frame.confidence * 100 + 0.5)) or "    "
    local indent = ("  "):rep(frame.depth)
    local source = vim.trim(frame.source)
    if #source > 44 then
      source = source:sub(1, 43) .. "…"
    end
    local left = ("%4d %-4s %s %s%s"):format(frame.line, round, confidence, indent, source)
    table.insert(rows, left .. (" "):rep(math.max(2, 62 - vim.fn.strdisplaywidth(left))) .. text)
    places[#rows] = { file = frame.file, line = frame.line }
    if frame.event == "exception" then
      groups[#rows] = "DiagnosticError"
    elseif not sure then
      groups[#rows] = "Comment"
    elseif frame.event == "call" or frame.event == "return" then
      groups[#rows] = "Special"
    end
  end
  return rows, places, groups
end

local function draw(window, rows, groups)
  vim.bo[window.bufnr].modifiable = true
  vim.api.nvim_buf_set_lines(window.bufnr, 0, -1, false, rows)
  vim.bo[window.bufnr].modifiable = false
  vim.api.nvim_buf_clear_namespace(window.bufnr, NAMESPACE, 0, -1)
  for row, group in pairs(groups) do
    vim.api.nvim_buf_set_extmark(window.bufnr, NAMESPACE, row - 1, 0, { end_row = row, hl_group = group, hl_eol = true })
  end
end

---Read the trace anew when its window is open.
---@param uri string
---@param name string
function M.refresh(uri, name)
  local window = windows[key(uri, name)]
  if window == nil or not vim.api.nvim_buf_is_valid(window.bufnr) then
    return
  end
  local client = require("deskcheck").client(vim.uri_to_bufnr(uri))
  if client == nil then
    return
  end
  client:request(methods.TRACE, { uri = uri, ["function"] = name }, function(error, answer)
    if error or not vim.api.nvim_buf_is_valid(window.bufnr) then
      return
    end
    if type(answer.trace) ~= "table" then
      local why = type(answer.message) == "string" and answer.message or "nothing has been imagined yet"
      draw(window, { name .. ": " .. why }, {})
      return
    end
    local rows, places, groups = M.rows(answer.trace)
    if answer.state == "stale" then
      rows[2] = "The text was edited since."
    end
    window.lines = places
    draw(window, rows, groups)
  end)
end

---Open the window of a function's run; <CR> goes to the line, q closes.
---@param uri string
---@param name string
function M.open(uri, name)
  local window = windows[key(uri, name)]
  if window == nil or not vim.api.nvim_buf_is_valid(window.bufnr) then
    local bufnr = vim.api.nvim_create_buf(false, true)
    window = { bufnr = bufnr, lines = {} }
    windows[key(uri, name)] = window
    vim.api.nvim_buf_set_name(bufnr, "deskcheck://trace/" .. name .. "/" .. bufnr)
    vim.bo[bufnr].filetype = "deskcheck-trace"
    vim.keymap.set("n", "q", "<cmd>close<cr>", { buffer = bufnr, desc = "Close" })
    vim.keymap.set("n", "<cr>", function()
      local place = window.lines[vim.api.nvim_win_get_cursor(0)[1]]
      if place then
        vim.cmd.wincmd("p")
        vim.cmd.edit(vim.uri_to_fname(uri))
        vim.api.nvim_win_set_cursor(0, { place.line, 0 })
      end
    end, { buffer = bufnr, desc = "Go to the line" })
  end
  if vim.fn.bufwinid(window.bufnr) == -1 then
    vim.cmd("botright 14split")
    vim.api.nvim_win_set_buf(0, window.bufnr)
    vim.wo[0].wrap = false
    vim.wo[0].number = false
  end
  M.refresh(uri, name)
end

return M
