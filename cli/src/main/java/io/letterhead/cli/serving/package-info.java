/**
 * A gateway that is served from files: reads them, watches them, puts them in force.
 *
 * <p>Starting point: {@link io.letterhead.cli.serving.Reloads}.
 */
@NullMarked
package io.letterhead.cli.serving;

import org.jspecify.annotations.NullMarked;
