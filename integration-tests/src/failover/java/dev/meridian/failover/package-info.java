/** What a failover costs an application, through Meridian and through others. */
@NullMarked
package dev.meridian.failover;

import org.jspecify.annotations.NullMarked;
