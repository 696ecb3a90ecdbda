--- The lines above functions: which call is imagined, and what can be done with it. Neovim 0.11 puts code lenses behind
--- a line, in any order, where the ghost values are; 0.12 draws them above by itself.
local M = {}

local NAMESPACE = vim.api.nvim_create_namespace("deskcheck.lenses")
local METHOD = "textDocument/codeLens"

---@param bufnr integer
---@param lenses table[]
local function draw(bufnr, lenses)
  local chunks = {} ---@type table<integer, string[][]>
  for _, lens in ipairs(lenses) do
    local line = lens.range.start.line
    local row = chunks[line]
    if row == nil then
      row = { { vim.fn.getbufoneline(bufnr, line + 1):match("^%s*"), "LspCodeLens" } }
      chunks[line] = row
    else
      table.insert(row, { " | ", "LspCodeLensSeparator" })
    end
    table.insert(row, { (lens.command.title:gsub("%c", " ")), "LspCodeLens" })
  end
  vim.api.nvim_buf_clear_namespace(bufnr, NAMESPACE, 0, -1)
  for line, row in pairs(chunks) do
    if line == 0 then -- nothing can be seen above the first line
      vim.api.nvim_buf_set_extmark(bufnr, NAMESPACE, 0, 0, { virt_text = row, virt_text_pos = "eol" })
    elseif line < vim.api.nvim_buf_line_count(bufnr) then
      vim.api.nvim_buf_set_extmark(bufnr, NAMESPACE, line, 0, { virt_lines = { row }, virt_lines_above = true })
    end
  end
end

---Begin to show lenses in a buffer.
---@param bufnr integer
function M.attach(bufnr)
  if vim.lsp.codelens.enable then -- 0.12
    vim.lsp.codelens.enable(true, { bufnr = bufnr })
  end
end

---Ask for the lenses of a buffer and draw them.
---@param client vim.lsp.Client
---@param bufnr integer
function M.refresh(client, bufnr)
  if vim.lsp.codelens.enable then
    return
  end
  local tick = vim.api.nvim_buf_get_changedtick(bufnr)
  client:request(METHOD, { textDocument = { uri = vim.uri_from_bufnr(bufnr) } }, function(error, lenses)
    local is_there = vim.api.nvim_buf_is_loaded(bufnr)
    if error or not is_there or vim.api.nvim_buf_get_changedtick(bufnr) ~= tick then
      return -- of another text: a later answer follows
    end
    lenses = type(lenses) == "table" and lenses or {}
    vim.lsp.codelens.save(lenses, bufnr, client.id) -- for vim.lsp.codelens.run()
    draw(bufnr, lenses)
  end, bufnr)
end

---Take the lenses of a buffer away.
---@param bufnr integer
function M.clear(bufnr)
  vim.api.nvim_buf_clear_namespace(bufnr, NAMESPACE, 0, -1)
end

return M
