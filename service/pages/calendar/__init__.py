"""Calendars to subscribe to (RFC 5545): meetings of bodies, and what is due, each as far as its reader may know."""
