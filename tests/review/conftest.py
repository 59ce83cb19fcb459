"""The cast of the complaint loop, for tests that attack it."""

from tests.listening.complaints.conftest import cast as cast
from tests.listening.complaints.conftest import hand_in as hand_in
