"""How long to wait before a role that died is started again."""

from dataclasses import dataclass, field

FIRST_DELAY_SECONDS = 0.2
MAX_DELAY_SECONDS = 5.0
HEALTHY_AFTER_SECONDS = 60.0  # a role that lived this long starts anew at the first delay


@dataclass(kw_only=True)
class Backoff:
    """Doubles from 0.2 s to 5 s; forgets after a minute of health."""

    first_seconds: float = FIRST_DELAY_SECONDS
    max_seconds: float = MAX_DELAY_SECONDS
    healthy_after_seconds: float = HEALTHY_AFTER_SECONDS
    _next_seconds: float = field(default=0.0, init=False)

    def delay(self, *, lived_seconds: float) -> float:
        """Seconds to wait now, for a role that was ready for `lived_seconds` before it died (0: never)."""
        if lived_seconds >= self.healthy_after_seconds or not self._next_seconds:
            self._next_seconds = self.first_seconds
        current = self._next_seconds
        self._next_seconds = min(current * 2, self.max_seconds)
        return current
