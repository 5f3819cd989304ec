package io.letterhead.vertx;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import io.letterhead.policy.PolicyException;
import io.letterhead.policy.PolicyGeneration;
import io.letterhead.policy.Problem;
import io.letterhead.vertx.callers.Callers;

/**
 * What a {@link Gateway} serves by: a policy with its secrets, and a configuration. They are put in
 * force together, so that one request sees one revision.
 *
 * @param id what the gateway calls it when it tells of itself: never made from a secret
 * @param policy the policy with its secrets
 * @param config the configuration
 */
public record Revision(String id, PolicyGeneration policy, GatewayConfig config) {

  /**
   * @throws NullPointerException if an argument is null
   */
  public Revision {
    requireNonNull(id, "id");
    requireNonNull(policy, "policy");
    requireNonNull(config, "config");
  }

  /**
   * Checks that the policy and the configuration go together.
   *
   * @throws PolicyException if the policy needs callers and none is authenticated, or the other way
   *     round
   * @throws IllegalArgumentException if the configuration names a provider that the policy does not
   *     have, or would listen beyond loopback, where anyone could use the policy's keys, without
   *     saying that this is meant
   */
  void check() {
    Admission admission = config.admission();
    ImmutableList<Problem> problems =
        admission.callers().areAuthenticated()
            ? policy.policy().withCallers()
            : policy.policy().withoutCallers();
    if (!problems.isEmpty()) {
      throw new PolicyException(problems);
    }
    if (admission.callers() instanceof Callers.Unsaid && !config.listen().isLoopback()) {
      throw new IllegalArgumentException(
          "listening beyond loopback without callers lends the keys to whoever reaches this;"
              + " say callers: none if that is meant");
    }
    if (!admission.access().isEmpty() && !admission.callers().areAuthenticated()) {
      throw new IllegalArgumentException("access: no caller is authenticated");
    }
    config.routes().values().forEach(this::requireProvider);
    config.ready().keySet().forEach(this::requireProvider);
    config.upstreams().keySet().forEach(this::requireProvider);
  }

  private void requireProvider(String name) {
    if (!policy.policy().providers().containsKey(name)) {
      throw new IllegalArgumentException("the policy has no provider " + name);
    }
  }

  /** The id. */
  @Override
  public String toString() {
    return "Revision " + id;
  }
}
