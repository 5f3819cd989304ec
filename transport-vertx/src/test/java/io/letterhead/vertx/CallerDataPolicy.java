package io.letterhead.vertx;

import com.google.common.collect.ImmutableList;
import io.letterhead.policy.Bring;
import io.letterhead.policy.Operand;
import io.letterhead.policy.Origin;
import io.letterhead.policy.Policy;
import io.letterhead.policy.PolicyGeneration;
import io.letterhead.policy.Positioned;
import io.letterhead.policy.Provider;
import io.letterhead.policy.Rule;
import io.letterhead.policy.Rules;
import io.letterhead.policy.Terms;
import io.letterhead.policy.WrittenValue;
import java.util.Map;
import java.util.Optional;

/**
 * A provider {@code vllm} whose callers send fields, a subscription and a token in their data, and
 * a second key in a field of its own.
 */
final class CallerDataPolicy {

  static final String CARRIER = "X-LlamaStack-Provider-Data";
  static final String BRING_FIELD = "X-My-Key";

  /** What leaves where a caller brings nothing. */
  static final String TOKEN = "secret-token-5e1f9c";

  static final String KEY = "secret-key-7d20ab";

  private CallerDataPolicy() {}

  static PolicyGeneration at(String origin) {
    Policy policy =
        new Policy(
            ImmutableList.of(Policies.declared("key"), Policies.declared("token")),
            ImmutableList.of(),
            ImmutableList.of(),
            Optional.of(Operand.Name.of(CARRIER)),
            Rules.NONE,
            ImmutableList.of(
                Provider.builder("vllm", Origin.parse(origin))
                    .dataHeaders(Positioned.inCode("vllm_extra_headers"))
                    .rules(
                        Rules.of(
                            Policies.allow("X-Tenant"),
                            new Rule.Set(
                                Operand.Name.of("X-MaaS-Subscription"),
                                new WrittenValue.FromCallerData(Positioned.inCode("subscription")),
                                Terms.IN_CODE),
                            inject(
                                "Authorization",
                                "token",
                                "bearer",
                                new Bring.Data(Positioned.inCode("vllm_api_token"))),
                            inject(
                                "X-Api-Key",
                                "key",
                                "raw",
                                new Bring.Field(Operand.Name.of(BRING_FIELD)))))
                    .build()));
    return Policies.resolve(policy, Map.of("token", TOKEN, "key", KEY));
  }

  /** The field that carries a tenant, a subscription and a token. */
  static String data(String tenant, String subscription, String token) {
    return "%s: {\"vllm_extra_headers\":{\"X-Tenant\":\"%s\"},\"subscription\":\"%s\",\"vllm_api_token\":\"%s\"}"
        .formatted(CARRIER, tenant, subscription, token);
  }

  private static Rule inject(String slot, String secret, String scheme, Bring bring) {
    return new Rule.Inject(
        Operand.Name.of(slot),
        Optional.of(Positioned.inCode(secret)),
        Positioned.inCode(scheme),
        Optional.of(bring),
        Terms.IN_CODE);
  }
}
