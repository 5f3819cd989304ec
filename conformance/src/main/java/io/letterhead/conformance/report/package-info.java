/**
 * What comes of a run of the requirements, for people and for machines.
 *
 * <p>Starting points:
 *
 * <ul>
 *   <li>{@link io.letterhead.conformance.report.ConformanceReport}: the results of one subject
 *   <li>{@link io.letterhead.conformance.report.TextReport}, {@link
 *       io.letterhead.conformance.report.HtmlReport}, {@link
 *       io.letterhead.conformance.report.JsonReport}, {@link
 *       io.letterhead.conformance.report.Badge}: how they are written
 * </ul>
 *
 * <p>Nothing here holds a time or a free port: two runs of one subject give the same bytes.
 */
@NullMarked
package io.letterhead.conformance.report;

import org.jspecify.annotations.NullMarked;
