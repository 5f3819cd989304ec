/** JMH benchmarks of the engine. */
@NullMarked
package io.letterhead.benchmarks;

import org.jspecify.annotations.NullMarked;
