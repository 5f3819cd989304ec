package io.letterhead.policy;

import static io.letterhead.policy.Checked.assertProblem;
import static io.letterhead.policy.Checked.check;
import static io.letterhead.policy.Checked.errors;
import static io.letterhead.policy.Checked.provider;
import static io.letterhead.policy.Policies.allow;
import static io.letterhead.policy.Policies.inject;
import static io.letterhead.policy.Policies.set;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A credential leaks neither in clear nor into the paths of another provider. */
class OriginProblemsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://api.example",
        "http://10.0.0.1:8000",
        "http://0.0.0.0",
        "http://127.1",
        "http://localhost.example"
      })
  void aCredentialInClearTextDoesNotLoad(String origin) {
    Provider provider = provider("p", origin, false, inject("X-K", "key", "raw"));

    assertProblem(
        check(Policies.policy(provider)),
        "cleartext-origin",
        "the credential of `p` would leave without TLS");
    assertThat(
            check(Policies.policy(provider("p", origin, true, inject("X-K", "key", "raw"))))
                .policy())
        .isPresent();
    assertThat(check(Policies.policy(provider("p", origin, false, allow("X-K")))).policy())
        .isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:8000",
        "http://127.0.0.1",
        "http://[::1]",
        "https://api.example"
      })
  void aCredentialOverLoopbackOrTlsLoads(String origin) {
    assertThat(
            errors(
                check(Policies.policy(provider("p", origin, false, inject("X-K", "key", "raw"))))))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://api.example",
        "https://API.example.:443/",
        "https://api.example/v1",
        "https://api.example/%76%31/",
        "https://api.example/v1/deeper",
        "https://api.example/x/../v1"
      })
  void twoProvidersOfOneServerWhereOnePathContainsTheOtherDoNotLoad(String origin) {
    Policy policy =
        Policies.policy(
            Provider.of("one", "https://api.example/v1"), provider("two", origin, false));

    assertProblem(check(policy), "overlapping-origins", "`two` and `one` share an origin");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://api.example/v2",
        "https://api.example/v11",
        "https://api.example/V1",
        "https://api.example/x/v1",
        "https://api.example:8443/v1",
        "http://api.example:443/v1",
        "https://www.api.example/v1"
      })
  void twoProvidersWithDisjointPathsOrServersLoad(String origin) {
    Policy policy =
        Policies.policy(Provider.of("one", "https://api.example/v1"), Provider.of("two", origin));

    assertThat(errors(check(policy))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "https://p.example, false, 127.0.0.1, false",
    "https://p.example, true,  127.0.0.1, false",
    "http://p.example,  false, 127.0.0.1, true",
    "http://p.example,  false, ::1,       true",
    "http://p.example,  false, 192.0.2.1, false",
    "http://p.example,  false, '',        false",
    "http://p.example,  true,  192.0.2.1, true",
    "http://p.example,  true,  '',        true"
  })
  void aCredentialGoesInClearToLoopbackOnlyUnlessThePolicySaysSo(
      String origin, boolean cleartext, String address, boolean may) throws UnknownHostException {
    InetAddress end = address.isEmpty() ? null : InetAddress.getByName(address);
    Rule credential = inject("Authorization", "key", "raw");
    boolean secure = origin.startsWith("https:");

    assertThat(compiled(origin, cleartext, credential).mayGoInClear(end)).isEqualTo(may);
    assertThat(compiled(origin, cleartext, set("X-A", "v")).mayGoInClear(end)).isEqualTo(!secure);
  }

  private static ProviderPolicy compiled(String origin, boolean cleartext, Rule rule) {
    return Policies.compiledUnchecked(Policies.policy(provider("p", origin, cleartext, rule)));
  }
}
