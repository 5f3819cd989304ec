package io.letterhead.vertx;

import com.google.common.collect.ImmutableMap;
import io.letterhead.policy.PolicyGeneration;
import io.letterhead.vertx.tls.UpstreamTls;

/**
 * What one request is served by, from its first check to its last byte. Immutable.
 *
 * @param policy the policy with its secrets, enforcing or reporting
 * @param routes which provider a path belongs to
 * @param front who is let in
 * @param ledger where requests are written down
 * @param timeouts how long things may take
 * @param limits how large things may be
 * @param upstreams how origins are spoken to over TLS, by provider, where that is configured
 */
record Edition(
    PolicyGeneration policy,
    Routes routes,
    Front front,
    Ledger ledger,
    Timeouts timeouts,
    Limits limits,
    ImmutableMap<String, UpstreamTls> upstreams) {

  /** How the origin of a provider is spoken to over TLS. */
  UpstreamTls tlsTo(String provider) {
    return UpstreamTls.of(upstreams, provider);
  }
}
