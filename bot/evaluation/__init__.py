"""The running product measured on messages it was not trained on: `vagvisaren eval` (make eval), and the gate in the tests."""
