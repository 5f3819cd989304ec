/** The policy inside a Vert.x Web handler, and the gateway built on it. */
@NullMarked
package io.letterhead.vertx;

import org.jspecify.annotations.NullMarked;
