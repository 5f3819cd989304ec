package io.letterhead.conformance.suite;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import com.google.common.collect.ImmutableList;
import io.letterhead.policy.Operand;
import io.letterhead.policy.Policy;
import io.letterhead.policy.Position;
import io.letterhead.policy.Positioned;
import io.letterhead.policy.Rule;
import io.letterhead.policy.SecretDeclaration;
import io.letterhead.policy.WrittenValue;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * A policy of the suite in plain words, for whoever configures a gateway of another make. Holds the
 * credential, which is a stand-in and no secret. Immutable.
 */
public final class PolicyWords {
  /** The variable in which the policy file has the credential. */
  public static final String VARIABLE = "CONFORMANCE_CREDENTIAL";

  private static final String PASS_ANYWAY =
      "Accept, Accept-Encoding, Accept-Language, Content-Type, Content-Encoding and"
          + " Content-Language of a caller's pass.";
  private static final String ANSWERS =
      "Answers pass as they are, but for challenges, Set-Cookie, fields of one hop, and fields that"
          + " hold the credential.";

  private final SuitePolicy policy;
  private final URI server;

  private PolicyWords(SuitePolicy policy, URI server) {
    this.policy = policy;
    this.server = server;
  }

  /**
   * The words of that policy.
   *
   * @param server where the suite's origin listens, such as {@code http://127.0.0.1:9000}
   */
  public static PolicyWords of(SuitePolicy policy, URI server) {
    return new PolicyWords(requireNonNull(policy, "policy"), requireNonNull(server, "server"));
  }

  /** One sentence or two for each thing that the gateway is to be told. */
  public List<String> sentences() {
    List<String> sentences = new ArrayList<>();
    sentences.add(
        "The provider is at %s, and every request goes below its path %s: a caller's /v1/models is %s there."
            .formatted(server, SuitePolicy.BASE_PATH, SuitePolicy.BASE_PATH + "/v1/models"));
    policy.rules().request().forEach(rule -> sentences.add(sentence(rule)));
    sentences.add(PASS_ANYWAY);
    sentences.add("Nothing else of a caller's passes: no field, and no parameter with a key.");
    sentences.add(ANSWERS);
    return sentences;
  }

  private String sentence(Rule rule) {
    if (rule instanceof Rule.Inject inject) {
      String credential = String.join("", policy.secrets().values());
      return "Every request has %s: %s, once, whatever the caller sends under that name."
          .formatted(inject.name().text(), credential);
    } else if (rule instanceof Rule.Allow allow) {
      return "A caller's %s pass, with their values as they are."
          .formatted(allow.operands().stream().map(PolicyWords::name).collect(joining(" and ")));
    } else if (rule instanceof Rule.Deny deny) {
      return "A caller's %s never passes."
          .formatted(deny.operands().stream().map(PolicyWords::name).collect(joining(" and ")));
    } else if (rule instanceof Rule.Rename rename) {
      return "A caller's %1$s passes as %2$s, and not as %1$s; a caller's own %2$s never passes."
          .formatted(rename.from().text(), rename.to().text());
    } else if (rule instanceof Rule.Set set && set.value() instanceof WrittenValue.Fixed fixed) {
      return "Every request has %s: %s, once, whatever the caller sends under that name."
          .formatted(set.name().text(), fixed.text().text());
    }
    throw new IllegalArgumentException("a rule without words: " + rule.verb());
  }

  private static String name(Operand operand) {
    return operand instanceof Operand.Glob glob && glob.text().endsWith("*")
        ? "fields that begin with " + glob.text().substring(0, glob.text().length() - 1)
        : operand.text();
  }

  /** The same as a policy file, which reads the credential from {@link #VARIABLE}. */
  public String file() {
    Policy model = policy.model(server.resolve(SuitePolicy.BASE_PATH).toString());
    ImmutableList<SecretDeclaration> secrets =
        model.secrets().stream()
            .map(
                secret ->
                    new SecretDeclaration(
                        secret.name(),
                        Positioned.inCode("env"),
                        VARIABLE,
                        ImmutableList.of(),
                        Position.IN_CODE))
            .collect(ImmutableList.toImmutableList());
    return PolicyText.of(
        new Policy(
            secrets,
            model.groups(),
            model.profiles(),
            model.carrier(),
            model.rules(),
            model.providers()));
  }
}
