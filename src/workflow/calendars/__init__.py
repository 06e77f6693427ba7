"""Working time: days, make-up days, office hours and provisional years; arithmetic over a dated table."""
