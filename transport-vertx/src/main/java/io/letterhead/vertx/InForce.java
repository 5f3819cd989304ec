package io.letterhead.vertx;

import java.time.Instant;

/**
 * A revision in force.
 *
 * @param number counts the revisions of a gateway, from 1
 * @param revision what was put in force, with what cannot change as it was at the start
 * @param edition what requests are served by
 * @param since since when
 */
record InForce(long number, Revision revision, Edition edition, Instant since) {}
