@NullMarked
package dev.meridian.testkit.history;

import org.jspecify.annotations.NullMarked;
