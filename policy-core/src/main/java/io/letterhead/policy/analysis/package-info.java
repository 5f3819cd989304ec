/**
 * What can be read off a compiled policy without a request: who owns which outbound name.
 *
 * <p>Starting points: {@link io.letterhead.policy.analysis.OwnershipTable}.
 */
@NullMarked
package io.letterhead.policy.analysis;

import org.jspecify.annotations.NullMarked;
