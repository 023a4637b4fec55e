from sinasec.cli.main import main

main()
