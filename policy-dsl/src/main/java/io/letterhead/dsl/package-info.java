/** Policy files: YAML in, the core model out, every problem at its place. */
@NullMarked
package io.letterhead.dsl;

import org.jspecify.annotations.NullMarked;
