package io.letterhead.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import io.letterhead.policy.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One mistake is one problem: what only follows from another is not said. */
class FollowingProblemsTest {

  @Test
  void anUnknownProfileLacksNeitherOriginNorSlot() {
    assertOnly(
        "unknown-profile",
        """
        providers:
          one:
            profile: nothing-like-it
            rules:
              - allow: "@credential"
              - inject: "@credential"
                caller-may-bring: { header: X-My-Key }
        """);
  }

  @Test
  void aBrokenProfileIsSaidOnce() {
    assertOnly(
        "missing-key",
        """
        profiles:
          acme: { credential: { slot: X-Acme-Key }, credential-parameters: [acme_key] }
        providers:
          one:
            profile: acme
            allow-query: acme_key
            rules:
              - deny: "@credential"
              - inject: "@credential"
                caller-may-bring: { header: X-My-Key }
        """);
  }

  @Test
  void anUnknownSchemeOfAProfileIsSaidWhereTheProfileIs() {
    assertOnly(
        "unknown-scheme",
        """
        profiles:
          acme:
            origin: https://api.acme.example
            credential: { slot: X-Acme-Key, as: bearr }
        providers:
          one:
            profile: acme
            rules:
              - inject: "@credential"
                caller-may-bring: { header: X-My-Key }
        """);
  }

  @Test
  void aBrokenCarrierIsACarrier() {
    assertOnly(
        "bad-field-name",
        """
        caller-data: { header: "X A" }
        providers:
          one:
            origin: http://localhost:8000
            caller-data: { headers: one_headers }
            rules:
              - set: X-B
                from-caller-data: b
        """);
  }

  @Test
  void aBrokenConditionLeavesNoLoneAlternative() {
    assertOnly(
        "unknown-key",
        """
        providers:
          one:
            origin: http://localhost:8000
            rules:
              - set: X-B
                to: x
                when: { method: GET }
              - set: X-B
                to: y
                when: otherwise
        """);
  }

  @Test
  void anEmptyAlternativeIsNotDeadToo() {
    assertOnly(
        "empty-otherwise",
        """
        providers:
          one:
            origin: http://localhost:8000
            rules:
              - allow: X-A
              - allow: X-A
                when: otherwise
        """);
  }

  @Test
  void aCredentialForEveryProviderIsNotAlsoWithoutProfile() {
    assertOnly(
        "shared-inject",
        """
        secrets: { token: { env: TOKEN } }
        rules:
          - inject: "@credential"
            from-secret: token
        providers:
          one:
            origin: http://localhost:8000
            rules: [{ inject: Authorization, from-secret: token, as: bearer }]
          two: { origin: http://two.example }
          three: { profile: openai }
        """);
  }

  @Test
  void anAliasForAConditionsValueIsAllThatIsWrongWithIt() {
    for (String when :
        List.of("{ methods: *a }", "{ methods: [*a] }", "{ callers: *a, paths: / }")) {
      assertOnly(
          "yaml-alias",
          """
          providers:
            one:
              origin: http://localhost:8000
              rules:
                - allow: X-A
                  when: WHEN
          """
              .replace("WHEN", when));
    }
  }

  @Test
  void anEmptyLengthIsNoNumber() {
    assertOnly(
        "bad-guard",
        """
        providers:
          one:
            origin: http://localhost:8000
            rules:
              - allow: X-A
                max-length: ""
        """);
  }

  private static void assertOnly(String name, String text) {
    assertThat(TestPolicies.load("p.yaml", "version: 1\n" + text).problems())
        .extracting(Problem::name)
        .containsExactly(name);
  }
}
