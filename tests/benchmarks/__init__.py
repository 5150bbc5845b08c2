"""The measurements themselves, tried on very little; what they find is asserted nowhere."""
