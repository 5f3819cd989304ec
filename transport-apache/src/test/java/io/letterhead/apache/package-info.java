@NullMarked
package io.letterhead.apache;

import org.jspecify.annotations.NullMarked;
