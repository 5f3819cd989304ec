package io.letterhead.vertx;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.letterhead.policy.PolicyGeneration;
import io.letterhead.vertx.access.AccessControl;
import io.letterhead.vertx.access.ClientNetworks;
import io.letterhead.vertx.access.RateLimits;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The editions of a handler in a router of somebody else's, who guards the door: each generation of
 * the policy is one.
 */
final class GuardedElsewhere implements Supplier<Edition> {

  private final Supplier<PolicyGeneration> policies;
  private final Ledger ledger;
  private final Timeouts timeouts;
  private final Limits limits;
  private final Front front =
      new Front(
          ClientNetworks.of(ImmutableList.of()),
          null,
          Cors.OFF,
          null,
          CallerFields.NONE,
          AccessControl.of(ImmutableMap.of()),
          RateLimits.inProcess());
  private volatile @Nullable Edition latest;

  GuardedElsewhere(
      Supplier<PolicyGeneration> policies, Ledger ledger, Timeouts timeouts, Limits limits) {
    this.policies = policies;
    this.ledger = ledger;
    this.timeouts = timeouts;
    this.limits = limits;
  }

  @Override
  public Edition get() {
    PolicyGeneration policy = policies.get();
    Edition known = latest;
    if (known == null || known.policy() != policy) {
      known =
          new Edition(
              policy,
              Routes.of(policy.policy()),
              front,
              ledger,
              timeouts,
              limits,
              ImmutableMap.of());
      latest = known;
    }
    return known;
  }
}
