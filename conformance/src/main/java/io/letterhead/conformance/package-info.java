/** A recording origin and the attack corpus, for testing transports on the wire. */
@NullMarked
package io.letterhead.conformance;

import org.jspecify.annotations.NullMarked;
