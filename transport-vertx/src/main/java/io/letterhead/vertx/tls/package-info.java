/**
 * Who is at the two ends of a TLS connection: what the gateway shows to callers and to origins, and
 * whom it believes.
 *
 * <p>Starting point: {@link io.letterhead.vertx.tls.TlsIdentity}.
 */
@NullMarked
package io.letterhead.vertx.tls;

import org.jspecify.annotations.NullMarked;
