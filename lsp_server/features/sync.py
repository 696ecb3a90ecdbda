"""The life of a connection: initialize, documents, settings, shutdown."""

from typing import TYPE_CHECKING, Any

from lsprotocol import types

from lsp_server.documents import Document, path_of

if TYPE_CHECKING:
    from lsp_server.server import DeskcheckServer


def register(server: "DeskcheckServer") -> None:
    """Register the handlers."""
    session = server.session

    @server.feature(types.INITIALIZE)
    def initialize(params: types.InitializeParams) -> None:
        server.begin(params)

    @server.feature(types.INITIALIZED)
    async def initialized(_params: types.InitializedParams) -> None:
        registrations = []
        if server.can("workspace", "did_change_configuration", "dynamic_registration"):
            section = {"section": "deskcheck"}
            registrations.append(
                types.Registration("deskcheck-configuration", types.WORKSPACE_DID_CHANGE_CONFIGURATION, section)
            )
        if server.can("workspace", "did_change_watched_files", "dynamic_registration"):
            watchers = {"watchers": [{"globPattern": "**/*.py"}]}
            registrations.append(
                types.Registration("deskcheck-files", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, watchers)
            )
        if registrations:
            await server.client_register_capability_async(types.RegistrationParams(registrations))
        await _fetch_settings()

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    async def did_change_watched_files(params: types.DidChangeWatchedFilesParams) -> None:
        session.files_changed({path for change in params.changes if (path := path_of(change.uri)) is not None})

    @server.feature(types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)
    async def did_change_workspace_folders(params: types.DidChangeWorkspaceFoldersParams) -> None:
        gone, new = ([path_of(folder.uri) for folder in side] for side in (params.event.removed, params.event.added))
        kept = [root for root in session.roots if root not in gone]
        session.set_roots(tuple(dict.fromkeys((*kept, *(path for path in new if path is not None)))))

    @server.feature(types.WORKSPACE_DID_CHANGE_CONFIGURATION)
    async def did_change_configuration(params: types.DidChangeConfigurationParams) -> None:
        given = _section(params.settings)
        if given is not None:
            server.apply_settings(given)
        else:
            await _fetch_settings()

    async def _fetch_settings() -> None:
        if server.can("workspace", "configuration"):
            items = [types.ConfigurationItem(section="deskcheck")]
            answer = await server.workspace_configuration_async(types.ConfigurationParams(items))
            if answer and answer[0] is not None:
                server.apply_settings(_plain(answer[0]))

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    async def did_open(params: types.DidOpenTextDocumentParams) -> None:
        item = params.text_document
        session.open(Document.of(item.uri, item.version, item.text, item.language_id))

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def did_change(params: types.DidChangeTextDocumentParams) -> None:
        session.change(params.text_document.uri, params.text_document.version, list(params.content_changes))

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    async def did_close(params: types.DidCloseTextDocumentParams) -> None:
        session.close_document(params.text_document.uri)
        server.text_document_publish_diagnostics(types.PublishDiagnosticsParams(params.text_document.uri, []))

    @server.feature(types.WINDOW_WORK_DONE_PROGRESS_CANCEL)
    def called_off(_params: types.WorkDoneProgressCancelParams) -> None:
        session.call_off()

    @server.feature(types.SHUTDOWN)
    def shutdown(_params: None) -> None:
        session.close()


def _section(settings: Any) -> Any:
    """Give the part of pushed settings that is ours; None where there is none."""
    plain = _plain(settings)
    return plain.get("deskcheck") if isinstance(plain, dict) else None


def _plain(value: Any) -> Any:
    """Turn pygls' objects back into JSON."""
    if hasattr(value, "_asdict"):
        value = value._asdict()
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value
