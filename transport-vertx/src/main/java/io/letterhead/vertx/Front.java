package io.letterhead.vertx;

import io.letterhead.policy.CompiledPolicy;
import io.letterhead.vertx.access.AccessControl;
import io.letterhead.vertx.access.ClientNetworks;
import io.letterhead.vertx.access.RateLimits;
import io.letterhead.vertx.callers.CallerAuthentication;
import org.jspecify.annotations.Nullable;

/**
 * Who is let in. Immutable.
 *
 * @param networks where clients may be
 * @param guard which hosts may be meant and which pages may call; null where somebody else has seen
 *     to it
 * @param cors which pages may read answers
 * @param callers who authenticates callers; null where nobody does
 * @param callerFields which fields may hold a caller's credential
 * @param access what each caller may do
 * @param rates how often callers have called
 */
record Front(
    ClientNetworks networks,
    @Nullable HostGuard guard,
    Cors cors,
    @Nullable CallerAuthentication callers,
    CallerFields callerFields,
    AccessControl access,
    RateLimits rates) {

  /** As a configuration says. */
  static Front of(
      Admission admission,
      CompiledPolicy policy,
      @Nullable CallerAuthentication callers,
      RateLimits rates) {
    return new Front(
        ClientNetworks.of(admission.allowFrom()),
        new HostGuard(admission.hosts(), admission.corsOrigins()),
        new Cors(admission.corsOrigins()),
        callers,
        callers == null ? CallerFields.NONE : CallerFields.of(policy),
        AccessControl.of(admission.access()),
        rates);
  }
}
