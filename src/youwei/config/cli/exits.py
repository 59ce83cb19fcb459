"""How a command ends, for the program that called it."""

from enum import IntEnum

import click

from youwei.config.cli.output import print_object, wants_json


class Exit(IntEnum):
    DONE = 0
    WRONG = 1  # the command did its work and found something wrong
    USAGE = 2  # the command line was not understood; click's own code
    REFUSED = 3  # a rule of the product says no
    ENVIRONMENT = 4  # settings, database or files do not allow the work
    FAULT = 70  # the program itself failed; never to be taken for something found wrong


class Failure(click.ClickException):
    """Ends the command with one readable message, as JSON where JSON was asked for."""

    exit_code = Exit.WRONG
    label = "Found wrong"

    def __init__(self, message: str, **facts: object) -> None:
        super().__init__(message)
        self.facts = facts
        self.as_json = wants_json()  # asked now: it is shown after the command's context has ended

    def show(self, file: object = None) -> None:
        click.echo(f"{self.label}: {self.message}", err=True)
        if self.as_json:
            print_object(
                {"error": self.exit_code.name.lower(), "message": self.message} | self.facts
            )


class Refused(Failure):
    exit_code = Exit.REFUSED
    label = "Refused"


class EnvironmentWrong(Failure):
    exit_code = Exit.ENVIRONMENT
    label = "The environment does not allow this"
