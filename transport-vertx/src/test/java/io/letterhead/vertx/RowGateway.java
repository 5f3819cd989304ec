package io.letterhead.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.letterhead.conformance.RawResponse;
import io.letterhead.conformance.RecordingOrigin;
import io.letterhead.conformance.WireMessage;
import io.letterhead.policy.Operand;
import io.letterhead.policy.Origin;
import io.letterhead.policy.Policy;
import io.letterhead.policy.PolicyGeneration;
import io.letterhead.policy.Position;
import io.letterhead.policy.Positioned;
import io.letterhead.policy.Profile;
import io.letterhead.policy.Provider;
import io.letterhead.policy.Rule;
import io.letterhead.policy.Rules;
import io.letterhead.policy.Terms;
import io.letterhead.vertx.callers.Callers;
import io.letterhead.vertx.callers.KeyDigest;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;

/**
 * The gateway that tests named by rows drive: provider {@code vllm} with a bearer key and the given
 * rules, {@code plain} with the same key and no rules, {@code claude} with the slot of Anthropic's
 * profile and a key of its own. Each has the base path of its name at one origin.
 */
final class RowGateway {

  /** The key of {@code vllm} and {@code plain}. */
  static final String SECRET = "sk-canary-of-the-rows-31b7";

  /** The key of {@code claude}. */
  static final String CLAUDE_SECRET = "sk-ant-canary-of-the-rows-8e20";

  /** The key of the caller {@code key/team-a}. */
  static final String KEY = "sk-caller-of-team-a-5d41";

  /** The key of the caller {@code key/team-b}. */
  static final String KEY_B = "sk-caller-of-team-b-77f0";

  /** The line that {@code key/team-a} sends. */
  static final String BEARER = "Authorization: Bearer " + KEY;

  static final Callers CALLERS =
      new Callers.Authenticated(
          ImmutableMap.of("team-a", KeyDigest.of(KEY), "team-b", KeyDigest.of(KEY_B)),
          Optional.empty(),
          Optional.empty());

  static final Profile ANTHROPIC =
      new Profile(
          "anthropic",
          1,
          Optional.empty(),
          Operand.Name.of("x-api-key"),
          Positioned.inCode("raw"),
          ImmutableSet.of(),
          ImmutableSet.of(),
          ImmutableList.of(),
          Position.IN_CODE);

  private RowGateway() {}

  /** One that serves whoever is on this machine. */
  static Running open(RecordingOrigin origin, Rule... rules) {
    return before(origin, Running.config(), rules);
  }

  /** One that serves callers with keys. */
  static Running guarded(RecordingOrigin origin, Rule... rules) {
    return before(origin, Running.config().withCallers(CALLERS), rules);
  }

  static Running before(RecordingOrigin origin, GatewayConfig config, Rule... rules) {
    return Running.of(origin, config, policy(origin, rules), DecisionListener.none());
  }

  static PolicyGeneration policy(RecordingOrigin origin, Rule... rules) {
    return policy(origin, SECRET, rules);
  }

  /** The same, with a secret of {@code vllm} and {@code plain} that may be none. */
  static PolicyGeneration policy(RecordingOrigin origin, String secret, Rule... rules) {
    Policy policy =
        Policy.of(
            ImmutableList.of(Policies.declared("claude-key"), Policies.declared("key")),
            ImmutableList.of(),
            ImmutableList.of(),
            ImmutableList.of(
                provider(origin, "vllm")
                    .rules(Rules.of(with(bearer("Authorization"), rules)))
                    .build(),
                provider(origin, "plain").rules(Rules.of(bearer("Authorization"))).build(),
                provider(origin, "claude")
                    .profile(ANTHROPIC)
                    .rules(Rules.of(Policies.inject("x-api-key", "claude-key")))
                    .build()));
    return Policies.resolve(policy, Map.of("claude-key", CLAUDE_SECRET, "key", secret));
  }

  private static Provider.Builder provider(RecordingOrigin origin, String name) {
    return Provider.builder(name, Origin.parse(origin.uri() + "/" + name));
  }

  private static Rule bearer(String name) {
    return new Rule.Inject(
        Operand.Name.of(name),
        Optional.of(Positioned.inCode("key")),
        Positioned.inCode("bearer"),
        Optional.empty(),
        Terms.IN_CODE);
  }

  private static Rule[] with(Rule first, Rule... others) {
    return ImmutableList.<Rule>builder().add(first).add(others).build().toArray(new Rule[0]);
  }

  /** The only request that came, which carries the key of {@code vllm} and no other. */
  static WireMessage received(RecordingOrigin origin) throws InterruptedException {
    assertThat(origin.awaitRequests(1, Running.LIMIT)).hasSize(1);
    WireMessage request = origin.requests().get(0);
    assertThat(request.isWellFormed()).as(request.defect()).isTrue();
    assertThat(request.valuesFolded("Authorization")).containsExactly("Bearer " + SECRET);
    return request;
  }

  /** The code of a refusal in OpenAI's shape. */
  static String code(RawResponse refused, int status) {
    assertThat(refused.status()).as(refused.body()).isEqualTo(status);
    return new JsonObject(refused.body()).getJsonObject("error").getString("code");
  }
}
