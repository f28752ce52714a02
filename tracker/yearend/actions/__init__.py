"""What people do to a draft, one verb each; every deed on a paragraph leaves a line in the trail of its draft."""
