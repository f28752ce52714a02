"""What every feature's doors stand on: requests, rendering, errors."""
