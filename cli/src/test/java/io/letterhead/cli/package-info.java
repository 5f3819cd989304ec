/** Tests of the letterhead command. */
@NullMarked
package io.letterhead.cli;

import org.jspecify.annotations.NullMarked;
