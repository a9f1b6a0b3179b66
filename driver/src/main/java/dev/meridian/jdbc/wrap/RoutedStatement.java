package dev.meridian.jdbc.wrap;

/** A statement that goes where its route says. */
abstract class RoutedStatement extends ForwardingStatement {}
