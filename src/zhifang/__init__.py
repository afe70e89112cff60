"""zhifang 职防: occupational-disease prevention and supervision of a district."""
