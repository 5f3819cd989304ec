/** Tests of the files that a gateway writes. */
@NullMarked
package io.letterhead.vertx.records;

import org.jspecify.annotations.NullMarked;
