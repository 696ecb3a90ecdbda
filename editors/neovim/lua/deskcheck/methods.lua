--- The names that the server shares with its clients; its side is `lsp_server/methods.py`.
return {
  -- commands of the server
  PREDICT = "deskcheck.predict",
  USE_CALL = "deskcheck.useCall",
  PICK_CALL = "deskcheck.pickCall",
  COMPARE = "deskcheck.compare",
  FORGET = "deskcheck.forget",
  TOGGLE = "deskcheck.toggle",
  -- commands that this client runs
  CHOOSE_CALL = "deskcheck.chooseCall",
  STEP = "deskcheck.step",
  SHOW_TRACE = "deskcheck.showTrace",
  -- requests
  ENTRY_POINTS = "deskcheck/entryPoints",
  FUNCTIONS = "deskcheck/functions",
  TRACE = "deskcheck/trace",
  STATUS = "deskcheck/status",
  -- notifications of the server
  DID_CHANGE_STATUS = "deskcheck/didChangeStatus",
  DID_CHANGE_TRACE = "deskcheck/didChangeTrace",
}
