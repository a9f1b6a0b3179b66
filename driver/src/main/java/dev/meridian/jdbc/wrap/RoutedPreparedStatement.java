package dev.meridian.jdbc.wrap;

/** A prepared statement that goes where its route says. */
abstract class RoutedPreparedStatement extends ForwardingPreparedStatement {}
