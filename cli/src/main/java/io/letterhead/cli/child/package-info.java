/**
 * A model server that the gateway starts, waits for, stands in front of, and ends.
 *
 * <p>Starting point: {@link io.letterhead.cli.child.Supervision}.
 */
@NullMarked
package io.letterhead.cli.child;

import org.jspecify.annotations.NullMarked;
