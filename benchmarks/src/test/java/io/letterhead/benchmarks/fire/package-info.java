@NullMarked
package io.letterhead.benchmarks.fire;

import org.jspecify.annotations.NullMarked;
