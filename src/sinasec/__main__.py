from sinasec.cli import main

main()
