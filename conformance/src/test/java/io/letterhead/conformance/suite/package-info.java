@NullMarked
package io.letterhead.conformance.suite;

import org.jspecify.annotations.NullMarked;
