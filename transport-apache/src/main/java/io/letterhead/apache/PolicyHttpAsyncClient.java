package io.letterhead.apache;

import static java.util.Objects.requireNonNull;

import io.letterhead.policy.PolicyGeneration;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.apache.hc.core5.http2.config.H2Config;

/**
 * Builds an async {@code HttpClient} that sends nothing to a provider but what the policy decides:
 * every attempt, be it a redirect, a retry or an answer to a challenge, behind every interceptor.
 *
 * <pre>{@code
 * CloseableHttpAsyncClient client = PolicyHttpAsyncClient.of(policy).build();
 * }</pre>
 *
 * <p>The provider is the one whose origin the connection's route ends at. A request that the policy
 * refuses fails its future with {@link RequestRefusedException}. The client keeps no cookies,
 * follows redirects within one provider only, and never speaks another protocol than was decided.
 * For one thread; what it builds is safe for use by several.
 */
public final class PolicyHttpAsyncClient {

  private static final String LINK = "letterhead";

  /**
   * What every peer takes (RFC 9113, section 6.5.2). HttpCore 5.4.4 writes frames as long as it
   * takes itself, by default 65,536, and a peer that has not said more ends the connection.
   */
  private static final int MAX_FRAME = 16_384;

  private final ClientOptions options;
  private Consumer<HttpAsyncClientBuilder> customization = builder -> {};
  private H2Config http2 = H2Config.copy(H2Config.DEFAULT).setMaxFrameSize(MAX_FRAME).build();

  private PolicyHttpAsyncClient(ClientOptions options) {
    this.options = options;
  }

  /**
   * A client under one policy with one resolution of its secrets.
   *
   * @throws NullPointerException if {@code policy} is null
   */
  public static PolicyHttpAsyncClient of(PolicyGeneration policy) {
    requireNonNull(policy, "policy");
    return of(() -> policy);
  }

  /**
   * A client under the policy of the moment: asked for once in each attempt, so that an attempt
   * sees one policy with its secrets, and the next one may see another.
   *
   * @param policies must not block and never give null; called by several threads
   * @throws NullPointerException if {@code policies} is null
   */
  public static PolicyHttpAsyncClient of(Supplier<PolicyGeneration> policies) {
    return new PolicyHttpAsyncClient(new ClientOptions(policies));
  }

  /**
   * Sets up HttpClient's own builder: connections, proxies, timeouts, interceptors. Runs when the
   * client is built, before Letterhead sets what it needs: the redirect strategy, cookies and
   * HTTP/2 (see {@link #http2}), which cannot be set here.
   *
   * @param customizer called once; further calls are made in their order
   * @throws NullPointerException if {@code customizer} is null
   */
  public PolicyHttpAsyncClient customize(Consumer<HttpAsyncClientBuilder> customizer) {
    customization = customization.andThen(requireNonNull(customizer, "customizer"));
    return this;
  }

  /**
   * Sets up HTTP/2; pushes stay off, as no policy decides what is pushed.
   *
   * @throws NullPointerException if {@code config} is null
   */
  public PolicyHttpAsyncClient http2(H2Config config) {
    http2 = requireNonNull(config, "config");
    return this;
  }

  /**
   * Adds a field to every request that has none of the name: like each field of a caller, it leaves
   * if the policy lets it. Calls with one name add one line each.
   *
   * @throws NullPointerException if an argument is null
   * @throws IllegalArgumentException if the name is no field name, or the value holds a control
   *     character or one that is no byte; the message names the field and shows no value
   */
  public PolicyHttpAsyncClient header(String name, String value) {
    options.add(name, value);
    return this;
  }

  /**
   * Lets requests to origins of no provider leave, as the caller wrote them: no secret goes there.
   * Without this they are refused.
   */
  public PolicyHttpAsyncClient sendElsewhereWithoutSecrets() {
    options.sendElsewhere();
    return this;
  }

  /**
   * The client. Warns, by the logger {@code io.letterhead.apache}, of loggers that print secrets.
   *
   * @throws IllegalStateException if a field of {@link #header} can leave for no provider
   */
  public CloseableHttpAsyncClient build() {
    Enforcement enforcement = options.enforcement();
    HttpAsyncClientBuilder builder = HttpAsyncClientBuilder.create();
    customization.accept(builder);
    return builder
        .setH2Config(H2Config.copy(http2).setPushEnabled(false).build())
        .setRedirectStrategy(new ConfinedRedirects(enforcement))
        .disableCookieManagement()
        .addExecInterceptorFirst(LINK, new PolicyAsyncExec(enforcement))
        .build();
  }
}
