package io.letterhead.policy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds query parameters that would hold a credential, or that a line about them does not change.
 */
final class QueryCheck {

  private QueryCheck() {}

  static List<Problem> problems(Policy policy) {
    List<Problem> problems = new ArrayList<>();
    for (Provider provider : policy.providers()) {
      for (Positioned allowed : provider.query().allow()) {
        if (!CredentialParameters.isCredential(policy, allowed.text())) {
          problems.add(unneeded(allowed));
        }
      }
      Set<String> names = new HashSet<>();
      for (QueryRules.Default fallback : provider.query().defaults()) {
        if (CredentialParameters.isCredential(policy, fallback.name().text())) {
          problems.add(inline(fallback.name()));
        }
        if (!names.add(CredentialParameters.folded(fallback.name().text()))) {
          problems.add(twice(fallback.name()));
        }
      }
    }
    return problems;
  }

  private static Problem unneeded(Positioned allowed) {
    return Problem.warning(
        "unneeded-allow-query",
        allowed.position(),
        "`" + allowed + "` is no credential parameter",
        "every other parameter passes as it is, so this line changes nothing",
        "delete it, or correct the name");
  }

  private static Problem inline(Positioned name) {
    return Problem.error(
        "credential-default-query",
        name.position(),
        "`" + name + "` is a credential parameter",
        "a credential stands in no policy, and a query is logged by every server on the way",
        "inject the credential as a field, from a secret");
  }

  private static Problem twice(Positioned name) {
    return Problem.error(
        "duplicate-query",
        name.position(),
        "`" + name + "` has two defaults",
        "names of parameters are compared folded, and one of the two values would be lost",
        "delete one of them");
  }
}
