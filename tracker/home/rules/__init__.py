"""What of a year is drawn, and how the first page is arranged for whom: values in, values out."""
