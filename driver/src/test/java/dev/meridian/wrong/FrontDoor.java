package dev.meridian.wrong;

/** What nothing below may know. */
public final class FrontDoor {}
