--- Starts the deskcheck language server for Python buffers and shows its ghost values as inlay hints.
local methods = require("deskcheck.methods")

local M = {}

---@class deskcheck.Options
---@field cmd? string[] how deskcheck is called, without `lsp`; found by itself when left out
---@field settings? table as in the server's settings, e.g. { ghostValues = { maxLength = 30 } }
---@field inlay_hints? boolean show ghost values at once (default true)
---@field code_lens? boolean show the call in use above each function (default true)

---@type deskcheck.Options
M.options = { inlay_hints = true, code_lens = true, settings = {} }
M.is_set_up = false

---What the server last told of itself: state, model, device, pending, message.
---@type table<string, any>
M.status = { state = "starting" }

local ROOT_MARKERS = { "pyproject.toml", "setup.py", "setup.cfg", ".git" }

---Find how deskcheck is called: the option, the project's virtual environment, then PATH.
---@return string[]|nil command without its subcommand; nil where there is none
function M.command()
  if M.options.cmd then
    return M.options.cmd
  end
  local root = vim.fs.root(0, ROOT_MARKERS) or vim.fn.getcwd()
  for _, place in ipairs({ root .. "/.venv/bin/deskcheck", root .. "/venv/bin/deskcheck", vim.fn.exepath("deskcheck") }) do
    if place ~= "" and vim.fn.executable(place) == 1 then
      return { place }
    end
  end
  return nil
end

---The running client of a buffer.
---@param bufnr? integer
---@return vim.lsp.Client|nil
function M.client(bufnr)
  return vim.lsp.get_clients({ name = "deskcheck", bufnr = bufnr or 0 })[1]
end

---A short text for a status line, empty where the server does not run.
---@return string
function M.statusline()
  if not M.client() then
    return ""
  end
  local pending = (M.status.pending or 0) > 0 and (" " .. M.status.pending) or ""
  return "deskcheck: " .. M.status.state .. pending
end

local function refresh_lenses(bufnr)
  local client = vim.api.nvim_buf_is_loaded(bufnr) and M.client(bufnr)
  if M.options.code_lens and client then
    require("deskcheck.lenses").refresh(client, bufnr)
  end
end

local function on_attach(_, bufnr)
  if M.options.inlay_hints then
    vim.lsp.inlay_hint.enable(true, { bufnr = bufnr })
  end
  if M.options.code_lens then
    require("deskcheck.lenses").attach(bufnr)
  end
  local group = vim.api.nvim_create_augroup("deskcheck_" .. bufnr, { clear = true })
  vim.api.nvim_create_autocmd("LspDetach", {
    group = group,
    buffer = bufnr,
    callback = function(args)
      local left = vim.lsp.get_client_by_id(args.data.client_id)
      if left and left.name == "deskcheck" then
        require("deskcheck.lenses").clear(bufnr)
      end
    end,
  })
  vim.api.nvim_create_autocmd({ "BufEnter", "InsertLeave", "TextChanged" }, {
    group = group,
    buffer = bufnr,
    callback = function()
      refresh_lenses(bufnr)
    end,
  })
  refresh_lenses(bufnr)
end

---Configure and enable the server. Calling it again takes the new options for servers started later.
---@param options? deskcheck.Options
function M.setup(options)
  M.options = vim.tbl_deep_extend("force", M.options, options or {})
  M.is_set_up = true
  local command = M.command()
  if command == nil then
    vim.schedule(function()
      vim.notify("deskcheck is not installed: see :checkhealth deskcheck", vim.log.levels.WARN)
    end)
    return
  end
  local commands = require("deskcheck.commands")
  -- An empty table would be sent as a list.
  local settings = next(M.options.settings) and M.options.settings or vim.empty_dict()
  vim.lsp.config("deskcheck", {
    cmd = vim.list_extend(vim.deepcopy(command), { "lsp" }),
    filetypes = { "python" },
    root_markers = ROOT_MARKERS,
    settings = { deskcheck = settings },
    init_options = vim.tbl_extend("force", M.options.settings, {
      clientCommands = { methods.CHOOSE_CALL, methods.STEP, methods.SHOW_TRACE },
    }),
    commands = {
      [methods.CHOOSE_CALL] = function(command_)
        commands.choose_call(command_.arguments[1], command_.arguments[2])
      end,
      [methods.STEP] = function(command_)
        commands.step(command_.arguments[1], command_.arguments[2], command_.arguments[3])
      end,
      [methods.SHOW_TRACE] = function(command_)
        require("deskcheck.trace").open(command_.arguments[1], command_.arguments[2])
      end,
    },
    handlers = {
      ["textDocument/inlayHint"] = require("deskcheck.hints").on_hints,
      [methods.DID_CHANGE_STATUS] = function(_, status)
        M.status = status
        vim.cmd.redrawstatus()
      end,
      [methods.DID_CHANGE_TRACE] = function(_, change)
        require("deskcheck.trace").refresh(change.uri, change["function"])
        local bufnr = vim.uri_to_bufnr(change.uri)
        refresh_lenses(bufnr)
      end,
    },
    on_attach = on_attach,
  })
  vim.lsp.enable("deskcheck")
end

return M
