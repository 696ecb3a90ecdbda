"""A small OpenAI-compatible completions server for tests: serves a checkpoint folder by the local engine.

Speaks the part of vLLM's `/v1/completions` that takes and gives token ids. Options make it a bad server.
Run: `python completion_server.py FOLDER --port 0`; it writes its port to standard output.
"""

import argparse
import json
import os
import sys
import time
from collections.abc import Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import torch

from model_runtime.inference.batch import BatchEngine, EngineRow
from model_runtime.inference.checkpoint import load_model, read_settings
from model_runtime.inference.engine import Engine


def main() -> None:
    """Serve until the process is killed."""
    server = make_server(sys.argv[1:])
    print(server.server_address[1], flush=True)
    server.serve_forever()


def make_server(arguments: Sequence[str]) -> ThreadingHTTPServer:
    """Make a server as the arguments of the command say."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--name")
    parser.add_argument("--max-len", type=int)
    parser.add_argument("--no-prompt-logprobs", action="store_true")
    parser.add_argument("--no-allowed-ids", action="store_true")
    parser.add_argument("--delay", type=float, default=0.0)
    parser.add_argument("--garbage", choices=["html", "text", "ids"])
    parser.add_argument("--busy", type=int, default=0, help="answer this many requests with 503")
    parser.add_argument("--die-after", type=int, help="end in the middle of this request")
    parser.add_argument("--key")
    parser.add_argument("--log", type=Path, help="append what each request asks for")
    options = parser.parse_args(arguments)
    torch.set_num_threads(1)
    model = load_model(options.folder, device="cpu", dtype=torch.float32)
    batch = BatchEngine(Engine(model))
    name = options.name or read_settings(options.folder).name
    counts = {"completions": 0, "busy": options.busy}

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_args: object) -> None:
            pass

        def answer(self, status: int, data: Any, kind: str = "application/json") -> None:
            body = data.encode() if isinstance(data, str) else json.dumps(data).encode()
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_GET(self) -> None:
            if options.key and self.headers.get("Authorization") != f"Bearer {options.key}":
                self.answer(401, {"error": "wrong key"})
            elif self.path == "/v1/models":
                longest = options.max_len or model.config.max_position_embeddings
                self.answer(200, {"object": "list", "data": [{"id": name, "max_model_len": longest}]})
            else:
                self.answer(404, {"error": "no such path"})

        def do_POST(self) -> None:
            request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            counts["completions"] += 1
            if options.log:
                with options.log.open("a") as log:
                    kept = {k: v for k, v in request.items() if k in ("prompt_logprobs", "max_tokens", "logit_bias")}
                    allowed = request.get("allowed_token_ids")
                    log.write(json.dumps({**kept, "n": len(request["prompt"]), "allowed": allowed}) + "\n")
            if options.die_after is not None and counts["completions"] >= options.die_after:
                os._exit(1)
            time.sleep(options.delay)
            if counts["busy"]:
                counts["busy"] -= 1
                self.answer(503, {"error": "loading"})
            elif options.garbage == "html":
                self.answer(200, "<html>It works!</html>", "text/html")
            elif options.garbage == "text":
                self.answer(200, {"choices": [{"text": "def f(): pass"}]})
            elif "prompt_logprobs" in request and options.no_prompt_logprobs:
                self.answer(400, {"error": "prompt_logprobs is not supported"})
            elif "allowed_token_ids" in request and options.no_allowed_ids:
                self.answer(400, {"error": "allowed_token_ids is not supported"})
            elif request["model"] != name:
                self.answer(404, {"error": "no such model"})
            else:
                with batch.row() as row:
                    self.answer(200, completion(row, request))

    def completion(row: EngineRow, request: dict[str, Any]) -> dict[str, Any]:
        prompt, top = request["prompt"], request["logprobs"]
        n_cached = row.begin(prompt)
        scores_prompt = "prompt_logprobs" in request
        if scores_prompt:
            row.rollback(0)
            n_cached = 0
        logits = row.forward(prompt[n_cached:], n_logits=len(prompt) if scores_prompt else 1)
        choice: dict[str, Any] = {"index": 0, "text": "", "finish_reason": "length"}
        if scores_prompt:
            rows: list[Any] = [None]
            for id_, line in zip(prompt[1:], logits[:-1].log_softmax(-1), strict=True):
                rows.append({str(i): {"logprob": v, "rank": 0} for i, v in listed(line, id_, top).items()})
            choice["prompt_logprobs"] = rows
        ids: list[int] = []
        tops: list[dict[str, float]] = []
        own: list[float] = []
        row_logits = logits[-1]
        for _ in range(request["max_tokens"]):
            scores = row_logits.log_softmax(-1)
            free = row_logits
            if allowed := request.get("allowed_token_ids"):
                free = torch.full_like(row_logits, float("-inf"))
                free[allowed] = row_logits[allowed]
            for id_text, bias in request.get("logit_bias", {}).items():
                free = free.clone()
                free[int(id_text)] += bias
            id_ = int(free.argmax())
            ids.append(id_ if options.garbage != "ids" else 10**6)
            own.append(float(scores[id_]))
            tops.append({f"token_id:{i}": v for i, v in listed(scores, id_, top).items()})
            if id_ in request["stop_token_ids"] or len(prompt) + len(ids) >= model.config.max_position_embeddings:
                choice["finish_reason"] = "stop"
                break
            if len(ids) < request["max_tokens"]:
                row_logits = row.forward([id_])[-1]
        names = [f"token_id:{id_}" for id_ in ids]
        choice["token_ids"] = ids
        choice["logprobs"] = {"tokens": names, "token_logprobs": own, "top_logprobs": tops, "text_offset": []}
        return {"id": "cmpl-1", "object": "text_completion", "model": name, "choices": [choice]}

    def listed(scores: torch.Tensor, id_: int, top: int) -> dict[int, float]:
        found = scores.topk(top)
        return {int(i): float(v) for i, v in zip(found.indices, found.values, strict=True)} | {id_: float(scores[id_])}

    return ThreadingHTTPServer(("127.0.0.1", options.port), Handler)


if __name__ == "__main__":
    main()
