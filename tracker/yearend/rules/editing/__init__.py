"""What people do to a drafted report, laid over it; the drafted words themselves stay a function of the facts."""
