/** Tests of the reports. */
@NullMarked
package io.letterhead.conformance.report;

import org.jspecify.annotations.NullMarked;
