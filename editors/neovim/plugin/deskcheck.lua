-- Defines :Deskcheck and starts the language server for Python buffers, unless `vim.g.deskcheck_disable` is set.
if vim.g.loaded_deskcheck or vim.g.deskcheck_disable then
  return
end
vim.g.loaded_deskcheck = true

if vim.fn.has("nvim-0.11") == 0 then
  vim.notify("deskcheck needs Neovim 0.11 or newer", vim.log.levels.ERROR)
  return
end

vim.api.nvim_create_user_command("Deskcheck", function(args)
  require("deskcheck.commands").run(args)
end, {
  nargs = "*",
  desc = "See what Python code will do before it runs",
  complete = function(lead, line)
    return require("deskcheck.commands").complete(lead, line)
  end,
})

-- A configuration calls setup() itself; without one the defaults are taken once Neovim has started.
vim.api.nvim_create_autocmd("VimEnter", {
  once = true,
  callback = function()
    if not require("deskcheck").is_set_up then
      require("deskcheck").setup()
    end
  end,
})
