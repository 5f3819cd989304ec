/**
 * Load and endurance: the real gateway in a process of its own, between an origin and callers that
 * check each byte that they get. {@link io.letterhead.benchmarks.fire.UnderFire} is where it
 * starts.
 */
@NullMarked
package io.letterhead.benchmarks.fire;

import org.jspecify.annotations.NullMarked;
