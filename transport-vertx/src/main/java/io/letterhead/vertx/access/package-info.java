/**
 * What authenticated callers may do, how often, and from which networks.
 *
 * <p>Starting point: {@link io.letterhead.vertx.access.AccessRule}.
 */
@NullMarked
package io.letterhead.vertx.access;

import org.jspecify.annotations.NullMarked;
