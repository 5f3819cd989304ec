@NullMarked
package io.letterhead.examples;

import org.jspecify.annotations.NullMarked;
