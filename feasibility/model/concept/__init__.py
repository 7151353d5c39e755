"""The concept: places and their occupancy, income from members and services, and the works."""
