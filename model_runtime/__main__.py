"""`python -m model_runtime`: the `deskcheck` command where its script is not on the path."""

from model_runtime.cli import main

if __name__ == "__main__":
    main()
