package io.letterhead.vertx;

import io.letterhead.policy.PolicyGeneration;

/**
 * What one request is served by, from its first check to its last byte. Immutable.
 *
 * @param policy the policy with its secrets, enforcing or reporting
 * @param routes which provider a path belongs to
 * @param front who is let in
 * @param ledger where requests are written down
 * @param timeouts how long things may take
 * @param bodyBytes how long a request's body may be
 */
record Edition(
    PolicyGeneration policy,
    Routes routes,
    Front front,
    Ledger ledger,
    Timeouts timeouts,
    long bodyBytes) {}
