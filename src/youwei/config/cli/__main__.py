from youwei.config.cli import main

main()
