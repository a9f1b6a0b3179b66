package dev.meridian.jdbc.api;

/** Meridian's settings, one constant each. */
public enum Setting {}
