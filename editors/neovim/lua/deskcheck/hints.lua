--- Ghost values are Neovim's own inlay hints. In 0.11 a screen that is drawn between a refresh and its answer keeps the
--- old hints for good: lines count as drawn from then on. So they are made to count as not drawn when an answer comes.
local util = require("vim.lsp.util")

local M = {}

---Have the lines of a client's buffers drawn again, without asking for their hints.
local function mark_undrawn(context)
  local ask = util._refresh
  util._refresh = function() end
  pcall(vim.lsp.inlay_hint.on_refresh, nil, nil, context)
  util._refresh = ask
end

---Handle an answer to `textDocument/inlayHint`.
---@param error lsp.ResponseError|nil
---@param result lsp.InlayHint[]|nil
---@param context lsp.HandlerContext
function M.on_hints(error, result, context)
  if vim.fn.has("nvim-0.12") == 0 and not error and util._refresh and vim.lsp.inlay_hint.on_refresh then
    mark_undrawn(context)
  end
  return vim.lsp.handlers["textDocument/inlayHint"](error, result, context)
end

return M
