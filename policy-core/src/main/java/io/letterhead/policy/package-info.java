/** The policy model, its compiler, and the engine that decides what leaves. */
@NullMarked
package io.letterhead.policy;

import org.jspecify.annotations.NullMarked;
