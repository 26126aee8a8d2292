"""What a handover is: values and rules, standard library only."""
