/** Tests of what callers may do, and of their rates over a Redis of the tests' own. */
@NullMarked
package io.letterhead.vertx.access;

import org.jspecify.annotations.NullMarked;
