--- :checkhealth deskcheck
local M = {}

function M.check()
  vim.health.start("deskcheck")
  if vim.fn.has("nvim-0.11") == 1 then
    vim.health.ok("Neovim " .. tostring(vim.version()))
  else
    vim.health.error("Neovim 0.11 or newer is needed")
  end
  local deskcheck = require("deskcheck")
  local command = deskcheck.command()
  if command == nil then
    vim.health.error("deskcheck was not found", {
      "Install it into the project's .venv: python3 -m venv .venv && .venv/bin/pip install deskcheck",
      'Or say where it is: require("deskcheck").setup({ cmd = { "/path/to/deskcheck" } })',
    })
    return
  end
  local done = vim.system(vim.list_extend(vim.deepcopy(command), { "--version" }), { text = true }):wait(20000)
  if done.code == 0 then
    vim.health.ok(table.concat(command, " ") .. ": " .. vim.trim(done.stdout))
  else
    vim.health.error(table.concat(command, " ") .. " does not start", vim.split(vim.trim(done.stderr or ""), "\n"))
  end
  local client = vim.lsp.get_clients({ name = "deskcheck" })[1]
  if client then
    vim.health.ok("the language server runs, " .. deskcheck.status.state)
    if deskcheck.status.state == "failed" then
      vim.health.error("the model could not be loaded", { tostring(deskcheck.status.message) })
    end
  else
    vim.health.info("the language server starts with the first Python buffer")
  end
  if pcall(require, "dap") then
    vim.health.ok("nvim-dap is here: stepping uses it")
  else
    vim.health.info("nvim-dap is not here: stepping uses the small debugger of this plugin")
  end
end

return M
