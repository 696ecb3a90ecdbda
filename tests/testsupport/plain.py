"""debugpy's own adapter as one file: what a bridge is compared with."""

import runpy

runpy.run_module("debugpy.adapter", run_name="__main__", alter_sys=True)
