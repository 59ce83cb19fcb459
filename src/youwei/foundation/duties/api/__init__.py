"""What programs of staff do with duties."""

from youwei.foundation.duties.api.ledger import router as ledger
from youwei.foundation.duties.api.moves import router as moves

routers = (ledger, moves)
