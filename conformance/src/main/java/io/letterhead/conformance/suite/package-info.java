/**
 * The requirements on a transport or a gateway, as code that anyone can run: {@code
 * conformance/SPEC.md} holds their texts.
 *
 * <p>Starting points:
 *
 * <ul>
 *   <li>{@link io.letterhead.conformance.suite.TransportUnderTest}: what an adopter writes
 *   <li>{@link io.letterhead.conformance.suite.Suite}: runs the requirements, and gives results
 *   <li>{@link io.letterhead.conformance.suite.Specification}: the requirements
 * </ul>
 *
 * <p>Nothing here needs a test framework. Text stands for bytes, one character each (ISO-8859-1).
 */
@NullMarked
package io.letterhead.conformance.suite;

import org.jspecify.annotations.NullMarked;
