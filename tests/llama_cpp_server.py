"""llama.cpp's own server as a process, for tests: `python llama_cpp_server.py FILE.gguf NAME PORT`; prints its address.

Computes at full precision, keys and values too, so that it gives what the local engine gives.
"""

import signal
import sys

import xllamacpp


def main() -> None:
    """Serve until the process is killed."""
    file, name, port = sys.argv[1:]
    options = xllamacpp.CommonParams()
    options.model.path = file
    options.model_alias = {name}
    options.port = int(port)
    options.n_ctx = 4096
    options.n_parallel = 1
    options.cpuparams.n_threads = options.cpuparams_batch.n_threads = 1
    options.cache_type_k = options.cache_type_v = xllamacpp.ggml_type.GGML_TYPE_F32
    options.flash_attn_type = xllamacpp.llama_flash_attn_type.LLAMA_FLASH_ATTN_TYPE_DISABLED
    options.cache_ram_mib = 0
    options.warmup = False
    server = xllamacpp.Server(options)
    print(server.listening_address, flush=True)
    signal.pause()


if __name__ == "__main__":
    main()
