/** Tests of what tests transports: that the origin loses nothing, that the corpus is complete. */
@NullMarked
package io.letterhead.conformance;

import org.jspecify.annotations.NullMarked;
