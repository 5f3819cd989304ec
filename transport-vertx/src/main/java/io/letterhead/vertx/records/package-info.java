/**
 * Files of what a gateway has done: its access log, its audit.
 *
 * <p>Starting point: {@link io.letterhead.vertx.records.JsonLinesFile}.
 */
@NullMarked
package io.letterhead.vertx.records;

import org.jspecify.annotations.NullMarked;
