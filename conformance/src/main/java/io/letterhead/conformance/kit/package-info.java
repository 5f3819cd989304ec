/**
 * The suite as tests on JUnit 5 and jqwik: {@link
 * io.letterhead.conformance.kit.TransportConformance} is what an adopter extends.
 */
@NullMarked
package io.letterhead.conformance.kit;

import org.jspecify.annotations.NullMarked;
