/**
 * Who calls a gateway: what is configured of callers, and how a request's caller is authenticated.
 *
 * <p>Starting point: {@link io.letterhead.vertx.callers.Callers}.
 */
@NullMarked
package io.letterhead.vertx.callers;

import org.jspecify.annotations.NullMarked;
