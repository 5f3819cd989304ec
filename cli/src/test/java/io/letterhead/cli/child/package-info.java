/** Tests of a model server under supervision. */
@NullMarked
package io.letterhead.cli.child;

import org.jspecify.annotations.NullMarked;
