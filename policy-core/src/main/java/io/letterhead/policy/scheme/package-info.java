/** The built-in credential schemes: {@code bearer}, {@code basic} and {@code raw}. Not exported. */
@NullMarked
package io.letterhead.policy.scheme;

import org.jspecify.annotations.NullMarked;
