package dev.meridian.integration.surface;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;

/**
 * What came of a program.
 *
 * @param lines every call and its result, and last what is in the tables
 * @param calls the methods that were called
 */
record Outcome(List<String> lines, Set<Method> calls) {}
