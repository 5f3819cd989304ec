/** Tests of who calls. */
@NullMarked
package io.letterhead.vertx.callers;

import org.jspecify.annotations.NullMarked;
