"""What programs do with complaints: hand in, follow by number and code, sort and send."""

from youwei.listening.complaints.api.desk import router as desk
from youwei.listening.complaints.api.form import router as form
from youwei.listening.complaints.api.intake import router as intake
from youwei.listening.complaints.api.moves import router as moves
from youwei.listening.complaints.api.writer import router as writer

routers = (form, intake, writer, desk, moves)
