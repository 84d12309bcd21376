"""`python -m drugkg` is the same as `drugkg`."""

from drugkg.cli import main

if __name__ == "__main__":
    main()
