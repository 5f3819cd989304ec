@NullMarked
package io.letterhead.cli.serving;

import org.jspecify.annotations.NullMarked;
