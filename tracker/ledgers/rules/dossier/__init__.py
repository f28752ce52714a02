"""一题一档: its parts, and the papers that are made of them."""
