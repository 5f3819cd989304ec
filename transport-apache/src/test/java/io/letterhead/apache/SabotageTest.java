package io.letterhead.apache;

import static org.assertj.core.api.Assertions.assertThat;

import io.letterhead.conformance.OriginAnswer;
import io.letterhead.conformance.RecordingOrigin;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.hc.client5.http.async.AsyncExecChainHandler;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.HttpHost;
import org.junit.jupiter.api.Test;

/**
 * Clients that ask the policy in the wrong place, and the attacks that catch each. The real clients
 * withstand all of them: {@link ClassicAttackTest}, {@link AsyncAttackTest}.
 */
class SabotageTest {

  private static final String SLOT = "the slot has not exactly the one value";
  private static final String IN_CONTEXT = "the secret is in the context's request";

  @Test
  void theLastLinkOfTheChainIsTooEarly() throws Exception {
    Hook hook =
        (s, b) -> b.addExecInterceptorBefore(ChainElement.MAIN_TRANSPORT.name(), "own", s.link());

    assertThat(alone(hook, "A-01 direct override")).contains(IN_CONTEXT);
    assertThat(alone(hook, "A-20 trailers")).contains("there are trailers");
    assertThat(inCompany(hook, CompanyAttacks.attacks(), "A-60 a GET")).contains(SLOT);
  }

  @Test
  void theOutermostLinkIsUndoneByWhatBuildsRequests() throws Exception {
    Hook hook = (s, b) -> b.addExecInterceptorFirst("own", s.link());

    assertThat(alone(hook, "A-34 a redirect to another host with 307")).contains("arrived 2 times");
    assertThat(alone(hook, "A-36 a redirect within the provider with 307")).contains(SLOT);
    assertThat(alone(hook, "A-37 a challenge")).contains("there is a field Authorization");
    assertThat(alone(hook, "A-38 an origin that is not")).contains(SLOT);
    assertThat(inCompany(hook, CompanyAttacks.attacks(), "A-60 a GET")).contains(SLOT);
  }

  @Test
  void theLastInterceptorThatSetsAFieldIsNotTheLast() throws Exception {
    Hook hook = SabotagedClassic::lastInterceptor;

    assertThat(alone(hook, "A-03 duplicates")).contains(SLOT);
    assertThat(alone(hook, "A-08 nominating the slot")).contains("a connection option");
    assertThat(alone(hook, "A-12 underscores for hyphens: x_api_key")).contains(SLOT);
    assertThat(alone(hook, "A-14 a whole field in anthropic-beta")).contains("the request arrived");
    assertThat(alone(hook, "A-20 trailers")).contains("there are trailers");
    assertThat(alone(hook, "A-34 a redirect to another host with 307")).contains("arrived 2 times");
    assertThat(alone(hook, "A-60 a field with a buffer of its own")).contains(SLOT);
  }

  @Test
  void anExecutorThatDecidesByTheHostSendsToOthers() throws Exception {
    Hook hook = (s, b) -> b.setRequestExecutor(s.byHost());

    assertThat(alone(hook, "A-39 the provider's host on a route")).contains("the request arrived");
    assertThat(alone(hook, "A-40 a proxy")).contains("the request arrived");
    assertThat(alone(hook, "A-29 another host")).contains("arrived 0 times");
  }

  @Test
  void anExecutorThatDecidesByTheContextsRouteSendsToOthers() throws Exception {
    Hook hook = (s, b) -> b.setRequestExecutor(s.byContext());

    assertThat(inCompany(hook, ClientAttacks.of(ClientKind.CLASSIC), "A-39 the provider's host on"))
        .contains("the request arrived");
    assertThat(alone(hook, "A-39 the provider's host on")).doesNotContain("the request arrived");
  }

  @Test
  void anExecutorThatCopiesTheHeadAloneSendsTrailers() throws Exception {
    assertThat(alone((s, b) -> b.setRequestExecutor(s.withTrailers()), "A-20 trailers"))
        .contains("there are trailers");
  }

  /** what asks for a tunnel goes in clear, to the proxy. */
  @Test
  void anExecutorThatMissesConnectShowsTheSecretToTheProxy() throws Exception {
    RecordingOrigin proxy = RecordingOrigin.start(OriginAnswer.of(502));
    try (ClassicClient client =
        new ClassicClient(
            HttpClientBuilder.create()
                .setProxy(HttpHost.create(proxy.uri()))
                .setRequestExecutor(SabotagedClassic.everywhere())
                .build())) {
      client.send(new AttackRequest(URI.create("https://api.example")));

      assertThat(proxy.requests()).isNotEmpty();
      assertThat(proxy.requests().get(0).method()).isEqualTo("CONNECT");
      assertThat(proxy.requests().get(0).head()).contains(Policies.SECRET);
    } finally {
      proxy.close();
    }
  }

  @Test
  void aGuardThatSharesItsContextShowsTheSecret() throws Exception {
    assertThat(async(SabotagedAsync::withoutRestoring, "A-01 direct override"))
        .contains(IN_CONTEXT);
  }

  @Test
  void aGuardWhoseForksAreBareGuardsHalf() throws Exception {
    assertThat(async(s -> SabotagedAsync.forking(s.withBareForks()), "A-01 direct override"))
        .contains(SLOT);
    assertThat(async(SabotagedAsync::withBareForks, "A-01 direct override")).doesNotContain(SLOT);
  }

  /** A way to put the sabotaged enforcement into a client. */
  private interface Hook {
    void put(SabotagedClassic sabotaged, HttpClientBuilder builder);
  }

  private static String alone(Hook hook, String attacks) throws InterruptedException {
    try (AttackTestbed testbed = AttackTestbed.of(H1Origin::start, client(hook, o -> b -> {}))) {
      return violations(testbed, ClientAttacks.of(ClientKind.CLASSIC), attacks);
    }
  }

  /** In the company of interceptors that claim that the route ends at the provider. */
  private static String inCompany(Hook hook, List<ClientAttack> all, String attacks)
      throws InterruptedException {
    Function<AttackOrigin, Consumer<HttpClientBuilder>> company =
        o -> b -> new HostileCompany(new Spy(), HttpHost.create(o.uri())).join(b);
    try (AttackTestbed testbed = AttackTestbed.of(H1Origin::start, client(hook, company))) {
      return violations(testbed, all, attacks);
    }
  }

  private static String async(Function<SabotagedAsync, AsyncExecChainHandler> link, String attacks)
      throws InterruptedException {
    try (AttackTestbed testbed =
        AttackTestbed.of(
            H1Origin::start,
            origin -> {
              SabotagedAsync sabotaged = SabotagedAsync.of(origin);
              return sabotaged.client(link.apply(sabotaged));
            })) {
      return violations(testbed, ClientAttacks.of(ClientKind.ASYNC), attacks);
    }
  }

  private static Function<AttackOrigin, ClientUnderTest> client(
      Hook hook, Function<AttackOrigin, Consumer<HttpClientBuilder>> others) {
    return origin -> {
      SabotagedClassic sabotaged = SabotagedClassic.of(origin);
      return sabotaged.client(others.apply(origin), builder -> hook.put(sabotaged, builder));
    };
  }

  private static String violations(AttackTestbed testbed, List<ClientAttack> all, String attacks)
      throws InterruptedException {
    List<ClientAttack> chosen = all.stream().filter(a -> a.toString().startsWith(attacks)).toList();
    assertThat(chosen).isNotEmpty();
    List<String> violations = new ArrayList<>();
    for (ClientAttack attack : chosen) {
      violations.addAll(testbed.violations(attack, true));
    }
    return String.join("\n", violations);
  }
}
