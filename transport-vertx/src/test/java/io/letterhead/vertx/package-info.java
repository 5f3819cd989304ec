/** Tests on raw sockets: bytes in, bytes out. */
@NullMarked
package io.letterhead.vertx;

import org.jspecify.annotations.NullMarked;
